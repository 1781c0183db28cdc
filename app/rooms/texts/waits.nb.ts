export const nb = {
  refusals: {
    'rooms.too-many-waits': (p: { most?: number }) => ({
      why: `Du kan vente på høyst ${p.most ?? 10} tider om gangen.`,
      next: 'Gå ut av en av dem først.',
    }),
    'rooms.wait-too-late': {
      why: 'Det er for kort tid til at noen rekker å få et tilbud.',
      next: 'Velg en senere tid.',
    },
    'rooms.wait-ended': {
      why: 'Du står ikke lenger på denne ventelisten.',
      next: 'Finn rommet på nytt.',
    },
  },
  actions: {
    'rooms.wait': 'Stilte seg på venteliste for rom',
    'rooms.leave-wait': 'Gikk ut av venteliste for rom',
    'rooms.take-offer': 'Tok imot tilbud om rom',
    'rooms.decline-offer': 'Sa nei til tilbud om rom',
  },
  states: {
    waiting: 'Venter',
    offered: 'Har tilbud',
    taken: 'Tok imot',
    lapsed: 'Utløpt',
    left: 'Gikk ut',
  },
  mail: {
    noReply:
      'Du får denne e-posten fordi du står på venteliste for et rom. Svar kan ikke sendes til denne adressen.',
    waiting: {
      subject: (room: string) => `Venteliste: ${room}`,
      lead: (ahead: number) =>
        ahead === 0
          ? 'Du står først i køen. Vi skriver til deg hvis tiden blir ledig.'
          : `Det står ${ahead} foran deg i køen. Vi skriver til deg hvis tiden blir ledig og det er din tur.`,
      action: 'Se ventelistene dine',
    },
    offered: {
      subject: (room: string) => `Ledig tid til deg: ${room}`,
      lead: (until: string) =>
        `Tiden du ventet på, er blitt ledig. Vi holder den av til deg til ${until}. Etter det går den til nestemann.`,
      action: 'Svar på tilbudet',
    },
    offerEnded: {
      subject: (room: string) => `Tilbudet er utløpt: ${room}`,
      lead: 'Vi fikk ikke svar i tide, så tiden er gitt videre. Vil du fortsatt ha den, kan du stille deg i køen igjen.',
      action: 'Se rommet',
    },
  },
  privacy: {
    name: 'Ventelister for rom',
    what: 'Hvilket rom og hvilken tid du venter på, for hvem, og om du fikk og svarte på et tilbud.',
    purpose: 'Å gi ledige tider til dem som venter, i rekkefølge.',
    basis: 'Avtale med deg (personvernforordningen artikkel 6 nr. 1 b).',
    kept: 'Til 30 dager etter tiden du ventet på.',
    columns: { room: 'Rom', from: 'Fra', to: 'Til', state: 'Status', at: 'Stilte seg i køen' },
  },
}
