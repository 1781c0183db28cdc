import type { Texts } from '#kernel'

const basis = 'Personvernforordningen artikkel 6 nr. 1 bokstav e: en oppgave i allmennhetens interesse.'
const nb = {
  bookings: {
    name: 'Bookinger av rom',
    what: 'Navn og kontakt til den som booket eller er ansvarlig, formål, antall, hva vi har svart, og om noen kom.',
    purpose: 'For å holde av rommet, gi deg beskjed, svare på forespørsler og klager, og la deg komme inn.',
    basis,
    kept: 'Navn, kontakt, formål og begrunnelser slettes 30 dager etter at bookingen er over. Tiden og antallet beholdes uten navn.',
    title: 'Bookinger av rom',
    columns: {
      room: 'Rom',
      from: 'Fra',
      to: 'Til',
      state: 'Status',
      association: 'For',
      purpose: 'Formål',
      people: 'Antall',
      responsible: 'Ansvarlig på stedet',
      contact: 'Kontakt',
      answers: 'Hva vi har svart',
      price: 'Pris i øre',
      at: 'Booket',
    },
    states: {
      held: 'Holdt av',
      requested: 'Venter på svar',
      correction: 'Venter på deg',
      booked: 'Booket',
      declined: 'Avslått',
      cancelled: 'Avbestilt',
      released: 'Frigitt',
      lapsed: 'Utløpt',
    },
  },
  history: {
    name: 'Hvem som gjorde hva med bookinger og rom',
    what: 'Hvilken medarbeider som svarte på, endret eller sperret et rom, og når.',
    purpose: 'For at et svar skal kunne forklares, og at en klage behandles av en annen.',
    basis,
    kept: 'Så lenge bookingen finnes. Begrunnelsene slettes 30 dager etter at bookingen er over.',
  },
}

const nnBasis = 'Personvernforordninga artikkel 6 nr. 1 bokstav e: ei oppgåve i interesse for allmenta.'
const nn = {
  bookings: {
    name: 'Bookingar av rom',
    what: 'Namn og kontakt til den som booka eller er ansvarleg, formål, tal på personar, kva vi har svart, og om nokon kom.',
    purpose: 'For å halde av rommet, gje deg beskjed, svare på førespurnader og klager, og la deg kome inn.',
    basis: nnBasis,
    kept: 'Namn, kontakt, formål og grunngjevingar blir sletta 30 dagar etter at bookinga er over. Tida og talet på personar blir haldne utan namn.',
    title: 'Bookingar av rom',
    columns: {
      room: 'Rom',
      from: 'Frå',
      to: 'Til',
      state: 'Status',
      association: 'For',
      purpose: 'Formål',
      people: 'Tal på personar',
      responsible: 'Ansvarleg på staden',
      contact: 'Kontakt',
      answers: 'Kva vi har svart',
      price: 'Pris i øre',
      at: 'Booka',
    },
    states: {
      held: 'Halde av',
      requested: 'Ventar på svar',
      correction: 'Ventar på deg',
      booked: 'Booka',
      declined: 'Avslått',
      cancelled: 'Avbestilt',
      released: 'Frigjeve',
      lapsed: 'Gått ut',
    },
  },
  history: {
    name: 'Kven som gjorde kva med bookingar og rom',
    what: 'Kva medarbeidar som svara på, endra eller sperra eit rom, og når.',
    purpose: 'For at eit svar skal kunne forklarast, og at ei klage blir behandla av ein annan.',
    basis: nnBasis,
    kept: 'Så lenge bookinga finst. Grunngjevingane blir sletta 30 dagar etter at bookinga er over.',
  },
} satisfies typeof nb

const enBasis = 'GDPR article 6(1)(e): a task carried out in the public interest.'
const en = {
  bookings: {
    name: 'Room bookings',
    what: 'Name and contact of whoever booked or is responsible, the purpose, how many, what we answered, and whether anybody came.',
    purpose: 'To keep the room for you, tell you what happens, answer requests and appeals, and let you in.',
    basis: enBasis,
    kept: 'Names, contacts, purposes and reasons are deleted 30 days after the booking is over. The time and the number of people are kept without names.',
    title: 'Room bookings',
    columns: {
      room: 'Room',
      from: 'From',
      to: 'To',
      state: 'Status',
      association: 'For',
      purpose: 'Purpose',
      people: 'People',
      responsible: 'Responsible on site',
      contact: 'Contact',
      answers: 'What we answered',
      price: 'Price in øre',
      at: 'Booked',
    },
    states: {
      held: 'Held',
      requested: 'Waiting for an answer',
      correction: 'Waiting for you',
      booked: 'Booked',
      declined: 'Declined',
      cancelled: 'Cancelled',
      released: 'Released',
      lapsed: 'Lapsed',
    },
  },
  history: {
    name: 'Who did what with bookings and rooms',
    what: 'Which employee answered, changed or blocked a room, and when.',
    purpose: 'So that an answer can be explained, and an appeal is decided by somebody else.',
    basis: enBasis,
    kept: 'As long as the booking exists. Reasons are deleted 30 days after the booking is over.',
  },
} satisfies typeof nb

export const privacyTexts = { nb, nn, en } satisfies Texts<typeof nb>
