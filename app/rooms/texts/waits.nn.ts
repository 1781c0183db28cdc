import type { nb } from './waits.nb.ts'

export const nn: typeof nb = {
  refusals: {
    'rooms.too-many-waits': (p) => ({
      why: `Du kan vente på høgst ${p.most ?? 10} tider om gongen.`,
      next: 'Gå ut av ei av dei først.',
    }),
    'rooms.wait-too-late': {
      why: 'Det er for kort tid til at nokon rekk å få eit tilbod.',
      next: 'Vel ei seinare tid.',
    },
    'rooms.wait-ended': {
      why: 'Du står ikkje lenger på denne ventelista.',
      next: 'Finn rommet på nytt.',
    },
  },
  actions: {
    'rooms.wait': 'Stilte seg på venteliste for rom',
    'rooms.leave-wait': 'Gjekk ut av venteliste for rom',
    'rooms.take-offer': 'Tok imot tilbod om rom',
    'rooms.decline-offer': 'Sa nei til tilbod om rom',
  },
  states: {
    waiting: 'Ventar',
    offered: 'Har tilbod',
    taken: 'Tok imot',
    lapsed: 'Gått ut',
    left: 'Gjekk ut',
  },
  mail: {
    noReply:
      'Du får denne e-posten fordi du står på venteliste for eit rom. Svar kan ikkje sendast til denne adressa.',
    waiting: {
      subject: (room) => `Venteliste: ${room}`,
      lead: (ahead) =>
        ahead === 0
          ? 'Du står først i køen. Vi skriv til deg om tida blir ledig.'
          : `Det står ${ahead} framfor deg i køen. Vi skriv til deg om tida blir ledig og det er din tur.`,
      action: 'Sjå ventelistene dine',
    },
    offered: {
      subject: (room) => `Ledig tid til deg: ${room}`,
      lead: (until) =>
        `Tida du venta på, er blitt ledig. Vi held ho av til deg til ${until}. Etter det går ho til nestemann.`,
      action: 'Svar på tilbodet',
    },
    offerEnded: {
      subject: (room) => `Tilbodet har gått ut: ${room}`,
      lead: 'Vi fekk ikkje svar i tide, så tida er gitt vidare. Vil du framleis ha ho, kan du stille deg i køen igjen.',
      action: 'Sjå rommet',
    },
  },
  privacy: {
    name: 'Ventelister for rom',
    what: 'Kva rom og kva tid du ventar på, for kven, og om du fekk og svara på eit tilbod.',
    purpose: 'Å gi ledige tider til dei som ventar, i rekkjefølgje.',
    basis: 'Avtale med deg (personvernforordninga artikkel 6 nr. 1 b).',
    kept: 'Til 30 dagar etter tida du venta på.',
    columns: { room: 'Rom', from: 'Frå', to: 'Til', state: 'Status', at: 'Stilte seg i køen' },
  },
}
