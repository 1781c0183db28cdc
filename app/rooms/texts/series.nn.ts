import { say } from '#kernel'
import type { nb } from './series.nb.ts'

const s = say.nn

export const nn: typeof nb = {
  refusals: {
    'rooms.series-needs-end': {
      why: 'Ei booking som gjentek seg, må ha ein slutt.',
      next: 'Sei kor mange gonger det skal vere, eller den siste dagen.',
    },
    'rooms.no-dates-left': {
      why: 'Med desse vala er det ingen datoar att.',
      next: 'Behald eller flytt minst éin dato.',
    },
    'rooms.not-a-series': {
      why: 'Denne bookinga gjentek seg ikkje.',
      next: 'Endre ho åleine.',
    },
    'rooms.series-over': {
      why: 'Det er ingen datoar att som kan endrast.',
      next: 'Lag ei ny booking om du treng rommet fleire gonger.',
    },
    'rooms.nothing-to-decide': {
      why: 'Alle datoane er alt svara på.',
      next: 'Opne sida på nytt og sjå kva som er bestemt.',
    },
    'rooms.left-out': {
      why: 'Du har sjølv valt bort denne datoen.',
      next: 'Book han åleine om du vil ha han likevel.',
    },
  },
  actions: {
    'rooms.book-series': 'Booka rom fleire gonger',
    'rooms.move-series': 'Flytta fleire bookingar',
    'rooms.cancel-series': 'Avlyste fleire bookingar',
    'rooms.approve-series': 'Godkjende fleire bookingar',
    'rooms.decline-series': 'Avslo fleire bookingar',
  },
  mail: {
    dates: 'Datoar',
    asked: 'Ventar på svar',
    leftOut: 'Ikkje booka',
    see: 'Sjå bookingane dine',
    booked: {
      subject: (room, n) => `Booka ${s.plural(n, { one: 'gong', other: 'gonger' })}: ${room}`,
      lead: 'Datoane er dine. Kalenderfila ligg ved.',
    },
    requested: {
      subject: (room) => `Førespurnad motteken: ${room}`,
      lead: (by) => `Verten på torget svarer seinast ${by}. Tidene er haldne av til deg så lenge.`,
    },
    approved: {
      subject: (room) => `Godkjend: ${room}`,
      lead: 'Verten har sagt ja. Datoane er dine, og kalenderfila ligg ved.',
    },
    declined: {
      subject: (room) => `Avslag: ${room}`,
      lead: 'Verten har diverre sagt nei til desse datoane.',
      appeal: (until) =>
        `Du kan klage på avslaget innan ${until}. Det gjer du på sida til bookinga. Ein annan enn den som sa nei, ser på saka på nytt.`,
    },
    moved: {
      subject: (room) => `Flytta: ${room}`,
      lead: 'Bookingane er endra. Slik er det no:',
    },
    cancelled: {
      subject: (room) => `Avlyst: ${room}`,
      lead: 'Desse datoane er avlyste, og tidene er ledige for andre.',
    },
    cancelledByHost: {
      subject: (room) => `Avlyst: ${room}`,
      lead: 'Torget har avlyst desse datoane. Ta kontakt om det er feil.',
    },
  },
}
