import { say } from '#kernel'

const s = say.nb

export const nb = {
  refusals: {
    'rooms.series-needs-end': {
      why: 'En gjentatt booking må ha en slutt.',
      next: 'Si hvor mange ganger det skal være, eller den siste dagen.',
    },
    'rooms.no-dates-left': {
      why: 'Med disse valgene er det ingen datoer igjen.',
      next: 'Behold eller flytt minst én dato.',
    },
    'rooms.not-a-series': {
      why: 'Denne bookingen gjentas ikke.',
      next: 'Endre den alene.',
    },
    'rooms.series-over': {
      why: 'Det er ingen datoer igjen som kan endres.',
      next: 'Lag en ny booking om du trenger rommet flere ganger.',
    },
    'rooms.nothing-to-decide': {
      why: 'Alle datoene er allerede besvart.',
      next: 'Åpne siden på nytt og se hva som er bestemt.',
    },
    'rooms.left-out': {
      why: 'Du har selv valgt bort denne datoen.',
      next: 'Book den alene om du vil ha den likevel.',
    },
  },
  actions: {
    'rooms.book-series': 'Booket rom flere ganger',
    'rooms.move-series': 'Flyttet flere bookinger',
    'rooms.cancel-series': 'Avlyste flere bookinger',
    'rooms.approve-series': 'Godkjente flere bookinger',
    'rooms.decline-series': 'Avslo flere bookinger',
  },
  mail: {
    dates: 'Datoer',
    asked: 'Venter på svar',
    leftOut: 'Ikke booket',
    see: 'Se bookingene dine',
    booked: {
      subject: (room: string, n: number) =>
        `Booket ${s.plural(n, { one: 'gang', other: 'ganger' })}: ${room}`,
      lead: 'Datoene er dine. Kalenderfilen ligger ved.',
    },
    requested: {
      subject: (room: string) => `Forespørsel mottatt: ${room}`,
      lead: (by: string) => `Verten på torget svarer senest ${by}. Tidene er holdt av til deg så lenge.`,
    },
    approved: {
      subject: (room: string) => `Godkjent: ${room}`,
      lead: 'Verten har sagt ja. Datoene er dine, og kalenderfilen ligger ved.',
    },
    declined: {
      subject: (room: string) => `Avslag: ${room}`,
      lead: 'Verten har dessverre sagt nei til disse datoene.',
      appeal: (until: string) =>
        `Du kan klage på avslaget innen ${until}. Det gjør du på siden til bookingen. En annen enn den som sa nei, ser på saken på nytt.`,
    },
    moved: {
      subject: (room: string) => `Flyttet: ${room}`,
      lead: 'Bookingene er endret. Slik er det nå:',
    },
    cancelled: {
      subject: (room: string) => `Avlyst: ${room}`,
      lead: 'Disse datoene er avlyst, og tidene er ledige for andre.',
    },
    cancelledByHost: {
      subject: (room: string) => `Avlyst: ${room}`,
      lead: 'Torget har avlyst disse datoene. Ta kontakt hvis det er feil.',
    },
  },
}
