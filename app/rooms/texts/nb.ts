import { type LocalText, now, pick, say, today } from '#kernel'
import type { HoursState } from '../rule-set.ts'

const s = say.nb
const people = { one: 'person', other: 'personer' }
const bookings = { one: 'booking', other: 'bookinger' }

export type Facts = Partial<{
  capacity: number
  state: HoursState
  noticeMinutes: number
  daysAhead: number
  shortestMinutes: number
  longestMinutes: number
  stepMinutes: number
  smallestGroup: number
  responsibleAge: number
  perPersonAWeek: number | null
  perAssociationAWeek: number | null
}>
export type InTheWay = Partial<{
  room: LocalText
  by: LocalText | null
  from: Temporal.Instant
  to: Temporal.Instant
}>
export type Until = Partial<{ until: Temporal.Instant | null }>
export type RefusedDates = Partial<{ refused: readonly unknown[] }>

const states = {
  staffed: 'i bemannet tid',
  staffless: 'i ubemannet tid',
  evening: 'utenfor åpningstiden',
  weekend: 'i helger og på helligdager',
  night: 'om natten',
  closed: 'når torget er stengt',
} satisfies Record<HoursState, string>

export const nb = {
  states,
  actions: {
    'rooms.requested': 'Ba om et rom',
    'rooms.booked': 'Booket et rom',
    'rooms.booked-for-other': 'Booket et rom for noen',
    'rooms.approved': 'Godkjente en booking',
    'rooms.correction-asked': 'Ba om endring i en forespørsel',
    'rooms.corrected': 'Endret en forespørsel',
    'rooms.declined': 'Avslo en forespørsel',
    'rooms.appealed': 'Klaget på et avslag',
    'rooms.appeal-decided': 'Avgjorde en klage',
    'rooms.moved': 'Flyttet en booking',
    'rooms.cancelled': 'Avbestilte et rom',
    'rooms.checked-in': 'Meldte at noen er kommet til et rom',
    'rooms.blocked': 'Sperret et rom',
    'rooms.unblocked': 'Opphevet en sperring',
  },
  refusals: {
    'rooms.ends-before-start': {
      why: 'Slutten må komme etter starten.',
      next: 'Velg en senere slutt.',
    },
    'rooms.past': { why: 'Tidspunktet er passert.', next: 'Velg et tidspunkt som kommer.' },
    'rooms.over-capacity': (p: Facts) => ({
      why: p.capacity
        ? `Av hensyn til brann kan høyst ${s.plural(p.capacity, people)} være i rommet.`
        : 'Dere er flere enn rommet er godkjent for.',
      next: 'Finn et større rom. Grensen gjelder for alle.',
    }),
    'rooms.not-open': {
      why: 'Rommet kan ikke bookes nå.',
      next: 'Se hvilke andre rom som er ledige.',
    },
    'rooms.hub-closed': { why: 'Torget er stengt da.', next: 'Velg en annen dag eller et annet torg.' },
    'rooms.not-for-them': {
      why: 'Rommet er ikke for den du booker for på denne tiden.',
      next: 'Velg et annet rom, eller spør en vert.',
    },
    'rooms.not-then': (p: Facts) => ({
      why: p.state ? `Rommet bookes ikke ${states[p.state]}.` : 'Rommet bookes ikke på denne tiden.',
      next: 'Velg en annen tid, eller spør en vert.',
    }),
    'rooms.too-soon': (p: Facts) => ({
      why: p.noticeMinutes
        ? `Rommet må bookes minst ${s.duration(p.noticeMinutes)} før.`
        : 'Det er for kort tid til.',
      next: 'Velg en senere tid, eller ring torget.',
    }),
    'rooms.too-far-ahead': (p: Facts) => ({
      why: p.daysAhead
        ? `Rommet kan bookes ${s.number(p.daysAhead)} dager fram i tid.`
        : 'Det er for lenge til.',
      next: 'Velg en tidligere dag, eller kom tilbake når det er nærmere.',
    }),
    'rooms.off-grid': (p: Facts) => ({
      why: p.stepMinutes
        ? `Start og slutt går i steg på ${p.stepMinutes} minutter.`
        : 'Start eller slutt er på et klokkeslett som ikke kan velges.',
      next: 'Velg nærmeste klokkeslett.',
    }),
    'rooms.too-short': (p: Facts) => ({
      why: p.shortestMinutes
        ? `En booking er på minst ${s.duration(p.shortestMinutes)}.`
        : 'Bookingen er for kort.',
      next: 'Velg en senere slutt.',
    }),
    'rooms.too-long': (p: Facts) => ({
      why: p.longestMinutes
        ? `En booking er på høyst ${s.duration(p.longestMinutes)}.`
        : 'Bookingen er for lang.',
      next: 'Velg en kortere tid, eller spør en vert.',
    }),
    'rooms.too-few': (p: Facts) => ({
      why: p.smallestGroup
        ? `Rommet er for grupper på minst ${s.number(p.smallestGroup)}.`
        : 'Dere er for få til dette rommet.',
      next: 'Velg et mindre rom.',
    }),
    'rooms.private-party': {
      why: 'Rommet lånes ikke ut til lukkede private selskaper.',
      next: 'Finn et rom som tillater det, eller gjør det åpent for alle.',
    },
    'rooms.alcohol': {
      why: 'Det er ikke lov med alkohol i rommet på denne tiden.',
      next: 'Book uten alkohol, eller finn et annet rom.',
    },
    'rooms.responsible-age': (p: Facts) => ({
      why: p.responsibleAge
        ? `Den som er ansvarlig, må være minst ${p.responsibleAge} år.`
        : 'Den som er ansvarlig, er for ung.',
      next: 'Oppgi en eldre person som er ansvarlig på stedet.',
    }),
    'rooms.person-quota': (p: Facts) => ({
      why: p.perPersonAWeek
        ? `Du har alt ${s.plural(p.perPersonAWeek, bookings)} av dette rommet den uken. Vi teller bookinger og forespørsler fra mandag til søndag som ikke er over eller avbestilt.`
        : 'Du har alt så mange bookinger av dette rommet som en person kan ha på en uke.',
      next: 'Velg en annen uke eller et annet rom, eller avbestill en du ikke trenger.',
    }),
    'rooms.association-quota': (p: Facts) => ({
      why: p.perAssociationAWeek
        ? `Foreningen har alt ${s.plural(p.perAssociationAWeek, bookings)} av dette rommet den uken. Vi teller bookinger og forespørsler fra mandag til søndag som ikke er over eller avbestilt.`
        : 'Foreningen har alt så mange bookinger av dette rommet som den kan ha på en uke.',
      next: 'Velg en annen uke eller et annet rom, eller avbestill en dere ikke trenger.',
    }),
    'rooms.terms-missing': {
      why: 'Du må godta vilkårene for å booke.',
      next: 'Les vilkårene og kryss av.',
    },
    'rooms.terms-changed': {
      why: 'Vilkårene er endret siden du åpnet siden.',
      next: 'Les de nye vilkårene og kryss av.',
    },
    'rooms.taken': (p: InTheWay) => ({
      why:
        p.from && p.to
          ? `${pick(p.room, 'nb').text || 'Rommet'} er opptatt ${s.range(p.from, p.to, today(now()))}${pick(p.by, 'nb').text ? ` av ${pick(p.by, 'nb').text}` : ''}.`
          : 'Rommet er opptatt på denne tiden.',
      next: 'Velg en annen tid eller et annet rom, eller sett deg på venteliste.',
    }),
    'rooms.too-many-holds': {
      why: 'Du holder av tre rom fra før.',
      next: 'Fullfør en av bookingene, eller vent ti minutter.',
    },
    'rooms.too-many-dates': ({ most }: { most: number }) => ({
      why: `Det kan søkes på ${most} datoer om gangen.`,
      next: 'Søk på færre datoer, eller book rommet direkte: da prøves alle.',
    }),
    'rooms.no-mandate': {
      why: 'Du har ikke fullmakt til å booke for foreningen.',
      next: 'Be lederen i foreningen eller en vert om fullmakt.',
    },
    'rooms.who-for': { why: 'Vi mangler navnet på den du booker for.', next: 'Skriv navnet.' },
    'rooms.reason-missing': { why: 'Begrunnelsen mangler.', next: 'Skriv hvorfor.' },
    'rooms.not-on': {
      why: 'Bookingen er over, avbestilt eller avslått.',
      next: 'Book på nytt om du trenger rommet.',
    },
    'rooms.begun': { why: 'Bookingen har begynt.', next: 'Snakk med en vert om noe må endres.' },
    'rooms.cancel-too-late': (p: Until) => ({
      why: p.until
        ? `Fristen for å avbestille var ${s.dateTime(p.until, today(now()))}.`
        : 'Denne bookingen kan ikke avbestilles her.',
      next: 'Ring torget, så hjelper de deg.',
    }),
    'rooms.move-too-late': (p: Until) => ({
      why: p.until
        ? `Fristen for å endre var ${s.dateTime(p.until, today(now()))}. Den regnes fra den første tiden du booket.`
        : 'Denne bookingen kan ikke endres her.',
      next: 'Ring torget, så hjelper de deg.',
    }),
    'rooms.needs-approval': {
      why: 'Den nye tiden må godkjennes av en vert, og du har alt en godkjent tid.',
      next: 'Send en ny forespørsel, og avbestill denne når du har fått svar.',
    },
    'rooms.not-waiting': {
      why: 'Forespørselen venter ikke på svar. Noen kan ha svart i mellomtiden.',
      next: 'Last siden på nytt og se hva som er svart.',
    },
    'rooms.answer-day-past': {
      why: 'Fristen må være i dag eller senere, og før bookingen begynner.',
      next: 'Velg en annen dag.',
    },
    'rooms.correction-over': {
      why: 'Fristen for å rette forespørselen er ute.',
      next: 'Send en ny forespørsel.',
    },
    'rooms.nothing-to-appeal': {
      why: 'Det er ikke noe avslag å klage på, eller du har alt klaget.',
      next: 'Se hva som er svart på bookingens side.',
    },
    'rooms.appeal-too-late': (p: Until) => ({
      why: p.until ? `Klagefristen var ${s.dateTime(p.until, today(now()))}.` : 'Klagefristen er ute.',
      next: 'Ring torget om du har en god grunn til at klagen kommer sent.',
    }),
    'rooms.another-must-decide': {
      why: 'Den som avslo eller selv ba om rommet, kan ikke avgjøre klagen.',
      next: 'Be en kollega om å behandle den.',
    },
    'rooms.not-booked': { why: 'Bookingen er ikke godkjent.', next: 'Vent på svar fra en vert.' },
    'rooms.check-in-early': {
      why: 'Du kan melde at du er kommet fra 15 minutter før.',
      next: 'Prøv igjen da.',
    },
    'rooms.check-in-late': { why: 'Bookingen er over.', next: 'Book på nytt om du trenger rommet.' },
    'rooms.held-by-activity': {
      why: 'Rommet er holdt av en aktivitet.',
      next: 'Endre aktiviteten, så følger rommet med.',
    },
    'rooms.dates-refused': (p: RefusedDates) => ({
      why: p.refused
        ? `${s.plural(p.refused.length, { one: 'dato', other: 'datoer' })} kan ikke bookes.`
        : 'Noen av datoene kan ikke bookes.',
      next: 'Velg for hver av dem: hopp over, flytt eller stopp.',
    }),
    'rooms.no-dates': { why: 'Serien har ingen datoer.', next: 'Velg når den gjentas.' },
    'rooms.series-date-taken': {
      why: 'Serien har denne datoen fra før.',
      next: 'Endre den datoen i stedet.',
    },
    'rooms.waiting-already': {
      why: 'Du står alt på venteliste for denne tiden.',
      next: 'Du får beskjed om det blir ledig.',
    },
    'rooms.is-free': { why: 'Rommet er ledig på denne tiden.', next: 'Book det med en gang.' },
    'rooms.offer-ended': {
      why: 'Tilbudet er utløpt.',
      next: 'Se om rommet er ledig, eller sett deg på venteliste igjen.',
    },
    'rooms.terms-version-taken': {
      why: 'Noen andre har nettopp lagret en ny versjon.',
      next: 'Les den, og lagre din på nytt.',
    },
  },
}
