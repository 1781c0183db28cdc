import { say, type Texts } from '#kernel'

const nb = {
  hits: {
    title: 'Bookinger',
    lead: (n: number) =>
      n === 1
        ? 'Én booking av et rom kommer i konflikt med endringen. Velg hva som skal skje med den.'
        : `${n} bookinger av rom kommer i konflikt med endringen. Velg hva som skal skje med hver.`,
    each: (n: number) => `Velg for hver av de ${n} bookingene`,
    notYours: (n: number) =>
      `${say.nb.plural(n, { one: 'booking', other: 'bookinger' })} av rom blir berørt. Vertene på torget får dem på Arbeidsbordet og avgjør.`,
    someone: 'Noen uten konto',
    people: { one: 'person', other: 'personer' },
    request: 'Venter på svar',
    keepHint: 'De får beskjed om at bookingen står',
    cancel: 'Avlys og si fra',
    room: 'Rom',
    seen: 'Så hvem en endring av åpningstiden gjelder',
  },
  calendar: {
    title: (hub: string) => `Kalender for ${hub}`,
    short: 'Kalender',
    lead: 'Åpningstid, aktiviteter og hvilke rom som er opptatt.',
    views: { day: 'Dag', week: 'Uke', month: 'Måned' },
    view: 'Vis',
    room: 'Rom',
    everyRoom: 'Alle rom',
    show: 'Vis',
    earlier: { day: 'Dagen før', week: 'Uken før', month: 'Måneden før' },
    later: { day: 'Dagen etter', week: 'Uken etter', month: 'Måneden etter' },
    today: 'I dag',
    closed: 'Stengt',
    taken: 'Opptatt',
    yours: 'Din booking',
    request: 'Forespørsel',
    blocked: 'Sperret',
    date: 'Dag',
    entries: 'ting i kalenderen',
    nothing: 'Ingenting i kalenderen',
    more: (n: number) => `${n} til`,
    book: 'Finn et ledig rom',
    seeWhenTaken: 'Se når rommene er opptatt',
    staff: 'Kalender for verter',
    noRoom: 'Uten rom',
  },
}

const nn = {
  hits: {
    title: 'Bookingar',
    lead: (n: number) =>
      n === 1
        ? 'Éi booking av eit rom kjem i konflikt med endringa. Vel kva som skal skje med henne.'
        : `${n} bookingar av rom kjem i konflikt med endringa. Vel kva som skal skje med kvar.`,
    each: (n: number) => `Vel for kvar av dei ${n} bookingane`,
    notYours: (n: number) =>
      `${say.nn.plural(n, { one: 'booking', other: 'bookingar' })} av rom blir råka. Vertane på torget får dei på Arbeidsbordet og avgjer.`,
    someone: 'Nokon utan konto',
    people: { one: 'person', other: 'personar' },
    request: 'Ventar på svar',
    keepHint: 'Dei får beskjed om at bookinga står',
    cancel: 'Avlys og sei frå',
    room: 'Rom',
    seen: 'Såg kven ei endring av opningstida gjeld',
  },
  calendar: {
    title: (hub: string) => `Kalender for ${hub}`,
    short: 'Kalender',
    lead: 'Opningstid, aktivitetar og kva rom som er opptekne.',
    views: { day: 'Dag', week: 'Veke', month: 'Månad' },
    view: 'Vis',
    room: 'Rom',
    everyRoom: 'Alle rom',
    show: 'Vis',
    earlier: { day: 'Dagen før', week: 'Veka før', month: 'Månaden før' },
    later: { day: 'Dagen etter', week: 'Veka etter', month: 'Månaden etter' },
    today: 'I dag',
    closed: 'Stengt',
    taken: 'Oppteke',
    yours: 'Di booking',
    request: 'Førespurnad',
    blocked: 'Sperra',
    date: 'Dag',
    entries: 'ting i kalenderen',
    nothing: 'Ingenting i kalenderen',
    more: (n: number) => `${n} til`,
    book: 'Finn eit ledig rom',
    seeWhenTaken: 'Sjå når romma er opptekne',
    staff: 'Kalender for vertar',
    noRoom: 'Utan rom',
  },
}

const en = {
  hits: {
    title: 'Bookings',
    lead: (n: number) =>
      n === 1
        ? 'One room booking conflicts with the change. Choose what happens to it.'
        : `${n} room bookings conflict with the change. Choose what happens to each.`,
    each: (n: number) => `Choose for each of the ${n} bookings`,
    notYours: (n: number) =>
      `${say.en.plural(n, { one: 'room booking is', other: 'room bookings are' })} hit. The hosts of the hub find them on their desk and decide.`,
    someone: 'Somebody without an account',
    people: { one: 'person', other: 'people' },
    request: 'Waiting for an answer',
    keepHint: 'They are told that the booking stands',
    cancel: 'Cancel it and tell them',
    room: 'Room',
    seen: 'Saw whom a change of opening hours concerns',
  },
  calendar: {
    title: (hub: string) => `Calendar for ${hub}`,
    short: 'Calendar',
    lead: 'Opening hours, activities and which rooms are taken.',
    views: { day: 'Day', week: 'Week', month: 'Month' },
    view: 'Show',
    room: 'Room',
    everyRoom: 'All rooms',
    show: 'Show',
    earlier: { day: 'The day before', week: 'The week before', month: 'The month before' },
    later: { day: 'The day after', week: 'The week after', month: 'The month after' },
    today: 'Today',
    closed: 'Closed',
    taken: 'Taken',
    yours: 'Your booking',
    request: 'Request',
    blocked: 'Blocked',
    date: 'Day',
    entries: 'in the calendar',
    nothing: 'Nothing in the calendar',
    more: (n: number) => `${n} more`,
    book: 'Find a free room',
    seeWhenTaken: 'See when the rooms are taken',
    staff: 'Calendar for hosts',
    noRoom: 'No room',
  },
}

export const roomsTexts = { nb, nn, en } satisfies Texts<typeof nb>
