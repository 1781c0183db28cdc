import { say } from '#kernel'
import type { nb } from './series.nb.ts'

const s = say.en

export const en: typeof nb = {
  refusals: {
    'rooms.series-needs-end': {
      why: 'A repeated booking needs an end.',
      next: 'Say how many times, or name the last day.',
    },
    'rooms.no-dates-left': {
      why: 'With these choices no dates are left.',
      next: 'Keep or move at least one date.',
    },
    'rooms.not-a-series': { why: 'This booking is not repeated.', next: 'Change it on its own.' },
    'rooms.series-over': {
      why: 'There are no dates left to change.',
      next: 'Make a new booking if you need the room again.',
    },
    'rooms.nothing-to-decide': {
      why: 'All dates have been answered already.',
      next: 'Open the page again to see what was decided.',
    },
    'rooms.left-out': {
      why: 'You left this date out yourself.',
      next: 'Book it on its own if you want it after all.',
    },
  },
  actions: {
    'rooms.book-series': 'Booked a room several times',
    'rooms.move-series': 'Moved several bookings',
    'rooms.cancel-series': 'Cancelled several bookings',
    'rooms.approve-series': 'Approved several bookings',
    'rooms.decline-series': 'Declined several bookings',
  },
  mail: {
    dates: 'Dates',
    asked: 'Waiting for an answer',
    leftOut: 'Not booked',
    see: 'See your bookings',
    booked: {
      subject: (room, n) => `Booked ${s.plural(n, { one: 'time', other: 'times' })}: ${room}`,
      lead: 'The dates are yours. A calendar file is attached.',
    },
    requested: {
      subject: (room) => `Request received: ${room}`,
      lead: (by) => `The hub's host will answer by ${by}. The times are kept for you until then.`,
    },
    approved: {
      subject: (room) => `Approved: ${room}`,
      lead: 'The host has said yes. The dates are yours, and a calendar file is attached.',
    },
    declined: {
      subject: (room) => `Declined: ${room}`,
      lead: 'Unfortunately the host has said no to these dates.',
      appeal: (until) =>
        `You can appeal until ${until} on the page of the booking. Somebody other than whoever said no will look at it again.`,
    },
    moved: {
      subject: (room) => `Moved: ${room}`,
      lead: 'The bookings have changed. This is how they are now:',
    },
    cancelled: {
      subject: (room) => `Cancelled: ${room}`,
      lead: 'These dates are cancelled, and the times are free for others.',
    },
    cancelledByHost: {
      subject: (room) => `Cancelled: ${room}`,
      lead: 'The hub has cancelled these dates. Get in touch if that is wrong.',
    },
  },
}
