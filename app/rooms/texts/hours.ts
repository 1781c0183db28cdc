import type { LocalText, Texts } from '#kernel'

type Because = 'closed' | 'not-staffed' | 'not-open'

const nb = {
  actions: { 'rooms.kept': 'Beholdt en booking utenfor åpningstiden' },
  decide: 'Flytt, avlys eller behold',
  keep: 'Behold bookingen',
  stands: {
    subject: (room: string) => `Bookingen din står: ${room}`,
    lead: {
      closed: 'Torget er stengt da du skal bruke rommet, men bookingen din står.',
      'not-staffed': 'Det er ikke lenger noen på jobb når du skal bruke rommet, men bookingen din står.',
      'not-open': 'Torget er ikke lenger åpent når du skal bruke rommet, men bookingen din står.',
      other: 'Åpningstidene er endret, men bookingen din står.',
    },
    next: 'Er du usikker på hvordan du kommer inn, så ring torget.',
  },
}

const nn = {
  actions: { 'rooms.kept': 'Behaldt ei booking utanfor opningstida' },
  decide: 'Flytt, avlys eller behald',
  keep: 'Behald bookinga',
  stands: {
    subject: (room: string) => `Bookinga di står: ${room}`,
    lead: {
      closed: 'Torget er stengt når du skal bruke rommet, men bookinga di står.',
      'not-staffed': 'Det er ikkje lenger nokon på jobb når du skal bruke rommet, men bookinga di står.',
      'not-open': 'Torget er ikkje lenger ope når du skal bruke rommet, men bookinga di står.',
      other: 'Opningstidene er endra, men bookinga di står.',
    },
    next: 'Er du usikker på korleis du kjem inn, så ring torget.',
  },
}

const en = {
  actions: { 'rooms.kept': 'Kept a booking outside opening hours' },
  decide: 'Move, cancel or keep',
  keep: 'Keep the booking',
  stands: {
    subject: (room: string) => `Your booking stands: ${room}`,
    lead: {
      closed: 'The hub is closed when you are to use the room, but your booking stands.',
      'not-staffed': 'Nobody is at work any more when you are to use the room, but your booking stands.',
      'not-open': 'The hub is no longer open when you are to use the room, but your booking stands.',
      other: 'The opening hours have changed, but your booking stands.',
    },
    next: 'If you are not sure how to get in, call the hub.',
  },
}

const both = { nb, nn, en } satisfies Texts<typeof nb>

/** Why, where the host has written nothing. */
const why: Record<Because, LocalText> = {
  closed: {
    nb: 'Torget er stengt på denne tiden.',
    nn: 'Torget er stengt på denne tida.',
    en: 'The hub is closed at this time.',
  },
  'not-staffed': {
    nb: 'Torget er ikke lenger betjent på denne tiden.',
    nn: 'Torget er ikkje lenger betent på denne tida.',
    en: 'The hub is no longer staffed at this time.',
  },
  'not-open': {
    nb: 'Torget er ikke lenger åpent på denne tiden.',
    nn: 'Torget er ikkje lenger ope på denne tida.',
    en: 'The hub is no longer open at this time.',
  },
}

export const hoursTexts = { ...both, why }
