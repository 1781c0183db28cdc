import type { Texts } from '#kernel'

const nb = {
  hello: (name: string) => (name ? `Hei ${name},` : 'Hei,'),
  from: (hub: string) => `Hilsen ${hub}`,
  small:
    'Du får denne e-posten fordi du har booket eller bedt om et rom. Svar kan ikke sendes til denne adressen.',
  see: 'Se bookingen',
  book: 'Finn et annet rom',
  room: 'Rom',
  when: 'Når',
  people: 'Antall',
  responsible: 'Ansvarlig på stedet',
  answer: 'Svar',
  question: 'Spørsmål',
  reason: 'Begrunnelse',
  message: 'Melding',
  howTo: 'Praktisk',
  camera: 'Kamera',
  before: 'Før',
  cancelUntil: (when: string) => `Passer det ikke lenger? Avbestill innen ${when}, så andre får rommet.`,
  booked: { subject: (room: string) => `Booket: ${room}`, lead: 'Rommet er ditt.' },
  requested: {
    subject: (room: string) => `Forespørsel mottatt: ${room}`,
    lead: (by: string) => `Vi har fått forespørselen og svarer senest ${by}.`,
    holds: 'Ingen andre får rommet på denne tiden mens du venter.',
  },
  approved: {
    subject: (room: string) => `Godkjent: ${room}`,
    lead: 'Forespørselen er godkjent. Rommet er ditt.',
  },
  correction: {
    subject: (room: string) => `Vi trenger svar fra deg: ${room}`,
    lead: (by: string) => `Vi må vite mer før vi kan svare. Rommet holdes av for deg til ${by}.`,
    action: 'Svar og rett forespørselen',
  },
  declined: {
    subject: (room: string) => `Avslag: ${room}`,
    lead: 'Du får ikke rommet på denne tiden.',
    appeal: (until: string) =>
      `Er du uenig, kan du klage. Skriv hvorfor på bookingens side innen ${until}. En annen enn den som avslo, behandler klagen, og du kan be om å få se saken.`,
    action: 'Se avslaget og klag',
  },
  appealed: {
    subject: (room: string) => `Klagen er mottatt: ${room}`,
    lead: 'Vi har fått klagen. En annen enn den som avslo, behandler den.',
  },
  upheld: { subject: (room: string) => `Klagen er behandlet: ${room}`, lead: 'Avslaget blir stående.' },
  granted: {
    subject: (room: string) => `Du fikk medhold: ${room}`,
    lead: 'Klagen førte fram. Rommet er ditt.',
  },
  moved: { subject: (room: string) => `Endret: ${room}`, lead: 'Bookingen er endret.' },
  movedRequest: {
    subject: (room: string) => `Forespørselen er endret: ${room}`,
    lead: 'Forespørselen gjelder nå dette.',
  },
  cancelled: { subject: (room: string) => `Avbestilt: ${room}`, lead: 'Bookingen er avbestilt.' },
  cancelledByHost: {
    subject: (room: string) => `Avlyst av torget: ${room}`,
    lead: 'Torget har måttet avlyse bookingen.',
  },
  released: {
    subject: (room: string) => `Rommet er frigitt: ${room}`,
    lead: 'Ingen åpnet døren eller meldte at de var kommet, så rommet er gitt videre til andre.',
  },
  lapsed: {
    subject: (room: string) => `Forespørselen er utløpt: ${room}`,
    lead: 'Tiden gikk ut uten at forespørselen ble avgjort, og rommet er ikke lenger holdt av. Det beklager vi.',
    correction: 'Vi fikk ikke svar fra deg i tide, så rommet er ikke lenger holdt av.',
  },
  reminder: {
    subject: (room: string, when: string) => `${room} ${when}`,
    lead: (when: string) => `Du har booket rommet ${when}.`,
  },
}

const nn = {
  hello: (name: string) => (name ? `Hei ${name},` : 'Hei,'),
  from: (hub: string) => `Helsing ${hub}`,
  small:
    'Du får denne e-posten fordi du har booka eller bede om eit rom. Svar kan ikkje sendast til denne adressa.',
  see: 'Sjå bookinga',
  book: 'Finn eit anna rom',
  room: 'Rom',
  when: 'Når',
  people: 'Tal på personar',
  responsible: 'Ansvarleg på staden',
  answer: 'Svar',
  question: 'Spørsmål',
  reason: 'Grunngjeving',
  message: 'Melding',
  howTo: 'Praktisk',
  camera: 'Kamera',
  before: 'Før',
  cancelUntil: (when: string) => `Passar det ikkje lenger? Avbestill innan ${when}, så andre får rommet.`,
  booked: { subject: (room: string) => `Booka: ${room}`, lead: 'Rommet er ditt.' },
  requested: {
    subject: (room: string) => `Førespurnad motteken: ${room}`,
    lead: (by: string) => `Vi har fått førespurnaden og svarar seinast ${by}.`,
    holds: 'Ingen andre får rommet på denne tida medan du ventar.',
  },
  approved: {
    subject: (room: string) => `Godkjend: ${room}`,
    lead: 'Førespurnaden er godkjend. Rommet er ditt.',
  },
  correction: {
    subject: (room: string) => `Vi treng svar frå deg: ${room}`,
    lead: (by: string) => `Vi må vite meir før vi kan svare. Rommet blir halde av for deg til ${by}.`,
    action: 'Svar og rett førespurnaden',
  },
  declined: {
    subject: (room: string) => `Avslag: ${room}`,
    lead: 'Du får ikkje rommet på denne tida.',
    appeal: (until: string) =>
      `Er du usamd, kan du klage. Skriv kvifor på sida til bookinga innan ${until}. Ein annan enn den som avslo, behandlar klaga, og du kan be om å få sjå saka.`,
    action: 'Sjå avslaget og klag',
  },
  appealed: {
    subject: (room: string) => `Klaga er motteken: ${room}`,
    lead: 'Vi har fått klaga. Ein annan enn den som avslo, behandlar ho.',
  },
  upheld: { subject: (room: string) => `Klaga er behandla: ${room}`, lead: 'Avslaget blir ståande.' },
  granted: {
    subject: (room: string) => `Du fekk medhald: ${room}`,
    lead: 'Klaga førte fram. Rommet er ditt.',
  },
  moved: { subject: (room: string) => `Endra: ${room}`, lead: 'Bookinga er endra.' },
  movedRequest: {
    subject: (room: string) => `Førespurnaden er endra: ${room}`,
    lead: 'Førespurnaden gjeld no dette.',
  },
  cancelled: { subject: (room: string) => `Avbestilt: ${room}`, lead: 'Bookinga er avbestilt.' },
  cancelledByHost: {
    subject: (room: string) => `Avlyst av torget: ${room}`,
    lead: 'Torget har måtta avlyse bookinga.',
  },
  released: {
    subject: (room: string) => `Rommet er frigjeve: ${room}`,
    lead: 'Ingen opna døra eller melde at dei var komne, så rommet er gjeve vidare til andre.',
  },
  lapsed: {
    subject: (room: string) => `Førespurnaden har gått ut: ${room}`,
    lead: 'Tida gjekk ut utan at førespurnaden blei avgjord, og rommet er ikkje lenger halde av. Det orsakar vi.',
    correction: 'Vi fekk ikkje svar frå deg i tide, så rommet er ikkje lenger halde av.',
  },
  reminder: {
    subject: (room: string, when: string) => `${room} ${when}`,
    lead: (when: string) => `Du har booka rommet ${when}.`,
  },
} satisfies typeof nb

const en = {
  hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
  from: (hub: string) => `Kind regards, ${hub}`,
  small:
    'You get this e-mail because you have booked or asked for a room. Replies to this address are not read.',
  see: 'See the booking',
  book: 'Find another room',
  room: 'Room',
  when: 'When',
  people: 'People',
  responsible: 'Responsible on site',
  answer: 'Answer',
  question: 'Question',
  reason: 'Reason',
  message: 'Message',
  howTo: 'Good to know',
  camera: 'Camera',
  before: 'Before',
  cancelUntil: (when: string) =>
    `If it no longer suits you, cancel by ${when}, so that others can have the room.`,
  booked: { subject: (room: string) => `Booked: ${room}`, lead: 'The room is yours.' },
  requested: {
    subject: (room: string) => `Request received: ${room}`,
    lead: (by: string) => `We have your request and will answer by ${by}.`,
    holds: 'Nobody else gets the room at that time while you wait.',
  },
  approved: {
    subject: (room: string) => `Approved: ${room}`,
    lead: 'Your request is approved. The room is yours.',
  },
  correction: {
    subject: (room: string) => `We need an answer from you: ${room}`,
    lead: (by: string) => `We must know more before we can answer. The room is held for you until ${by}.`,
    action: 'Answer and correct the request',
  },
  declined: {
    subject: (room: string) => `Declined: ${room}`,
    lead: 'You do not get the room at that time.',
    appeal: (until: string) =>
      `If you disagree, you can appeal. Write why on the page of the booking by ${until}. Somebody else than who declined decides, and you may ask to see the case.`,
    action: 'See the refusal and appeal',
  },
  appealed: {
    subject: (room: string) => `Appeal received: ${room}`,
    lead: 'We have your appeal. Somebody else than who declined decides it.',
  },
  upheld: { subject: (room: string) => `Appeal decided: ${room}`, lead: 'The refusal stands.' },
  granted: {
    subject: (room: string) => `Your appeal was successful: ${room}`,
    lead: 'You were right. The room is yours.',
  },
  moved: { subject: (room: string) => `Changed: ${room}`, lead: 'The booking has changed.' },
  movedRequest: {
    subject: (room: string) => `Request changed: ${room}`,
    lead: 'Your request is now for this.',
  },
  cancelled: { subject: (room: string) => `Cancelled: ${room}`, lead: 'The booking is cancelled.' },
  cancelledByHost: {
    subject: (room: string) => `Cancelled by the hub: ${room}`,
    lead: 'The hub has had to cancel the booking.',
  },
  released: {
    subject: (room: string) => `The room was released: ${room}`,
    lead: 'Nobody opened the door or said that they had come, so the room was given to others.',
  },
  lapsed: {
    subject: (room: string) => `The request has lapsed: ${room}`,
    lead: 'Time ran out before the request was decided, and the room is no longer held. We are sorry.',
    correction: 'We had no answer from you in time, so the room is no longer held.',
  },
  reminder: {
    subject: (room: string, when: string) => `${room} ${when}`,
    lead: (when: string) => `You have booked the room ${when}.`,
  },
} satisfies typeof nb

export const mailTexts = { nb, nn, en } satisfies Texts<typeof nb>
