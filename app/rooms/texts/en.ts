import { now, pick, say, today } from '#kernel'
import type { HoursState } from '../rule-set.ts'
import type { Facts, InTheWay, nb, RefusedDates, Until } from './nb.ts'

const s = say.en
const people = { one: 'person', other: 'people' }
const bookings = { one: 'booking', other: 'bookings' }

const states = {
  staffed: 'in staffed hours',
  staffless: 'in staffless hours',
  evening: 'outside opening hours',
  weekend: 'at weekends and on public holidays',
  night: 'at night',
  closed: 'when the hub is closed',
} satisfies Record<HoursState, string>

export const en = {
  states,
  actions: {
    'rooms.requested': 'Asked for a room',
    'rooms.booked': 'Booked a room',
    'rooms.booked-for-other': 'Booked a room for somebody',
    'rooms.approved': 'Approved a booking',
    'rooms.correction-asked': 'Asked for a change in a request',
    'rooms.corrected': 'Changed a request',
    'rooms.declined': 'Declined a request',
    'rooms.appealed': 'Appealed against a refusal',
    'rooms.appeal-decided': 'Decided an appeal',
    'rooms.moved': 'Moved a booking',
    'rooms.cancelled': 'Cancelled a room',
    'rooms.checked-in': 'Said that somebody has come to a room',
    'rooms.blocked': 'Blocked a room',
    'rooms.unblocked': 'Lifted a block',
  },
  refusals: {
    'rooms.ends-before-start': { why: 'The end must come after the start.', next: 'Choose a later end.' },
    'rooms.past': { why: 'That time has passed.', next: 'Choose a time that lies ahead.' },
    'rooms.over-capacity': (p: Facts) => ({
      why: p.capacity
        ? `For fire safety, at most ${s.plural(p.capacity, people)} may be in the room.`
        : 'You are more than the room is approved for.',
      next: 'Find a larger room. The limit applies to everybody.',
    }),
    'rooms.not-open': {
      why: 'The room cannot be booked now.',
      next: 'See which other rooms are free.',
    },
    'rooms.hub-closed': { why: 'The hub is closed then.', next: 'Choose another day or another hub.' },
    'rooms.not-for-them': {
      why: 'At that time the room is not for whoever you are booking for.',
      next: 'Choose another room, or ask a host.',
    },
    'rooms.not-then': (p: Facts) => ({
      why: p.state ? `The room cannot be booked ${states[p.state]}.` : 'The room cannot be booked then.',
      next: 'Choose another time, or ask a host.',
    }),
    'rooms.too-soon': (p: Facts) => ({
      why: p.noticeMinutes
        ? `The room must be booked at least ${s.duration(p.noticeMinutes)} before.`
        : 'It is too soon.',
      next: 'Choose a later time, or call the hub.',
    }),
    'rooms.too-far-ahead': (p: Facts) => ({
      why: p.daysAhead
        ? `The room can be booked ${s.number(p.daysAhead)} days ahead.`
        : 'It is too far ahead.',
      next: 'Choose an earlier day, or come back when it is nearer.',
    }),
    'rooms.off-grid': (p: Facts) => ({
      why: p.stepMinutes
        ? `Start and end go in steps of ${p.stepMinutes} minutes.`
        : 'The start or end is at a time that cannot be chosen.',
      next: 'Choose the nearest time.',
    }),
    'rooms.too-short': (p: Facts) => ({
      why: p.shortestMinutes
        ? `A booking is at least ${s.duration(p.shortestMinutes)}.`
        : 'The booking is too short.',
      next: 'Choose a later end.',
    }),
    'rooms.too-long': (p: Facts) => ({
      why: p.longestMinutes
        ? `A booking is at most ${s.duration(p.longestMinutes)}.`
        : 'The booking is too long.',
      next: 'Choose a shorter time, or ask a host.',
    }),
    'rooms.too-few': (p: Facts) => ({
      why: p.smallestGroup
        ? `The room is for groups of at least ${s.number(p.smallestGroup)}.`
        : 'You are too few for this room.',
      next: 'Choose a smaller room.',
    }),
    'rooms.private-party': {
      why: 'The room is not lent to closed private parties.',
      next: 'Find a room that allows them, or make it open to everybody.',
    },
    'rooms.alcohol': {
      why: 'Alcohol is not allowed in the room at that time.',
      next: 'Book without alcohol, or find another room.',
    },
    'rooms.responsible-age': (p: Facts) => ({
      why: p.responsibleAge
        ? `Whoever is responsible must be at least ${p.responsibleAge} years old.`
        : 'Whoever is responsible is too young.',
      next: 'Name somebody older who is responsible on site.',
    }),
    'rooms.person-quota': (p: Facts) => ({
      why: p.perPersonAWeek
        ? `You already have ${s.plural(p.perPersonAWeek, bookings)} of this room that week. We count bookings and requests from Monday to Sunday that are not over or cancelled.`
        : 'You already have as many bookings of this room as one person may have in a week.',
      next: 'Choose another week or another room, or cancel one that you do not need.',
    }),
    'rooms.association-quota': (p: Facts) => ({
      why: p.perAssociationAWeek
        ? `The association already has ${s.plural(p.perAssociationAWeek, bookings)} of this room that week. We count bookings and requests from Monday to Sunday that are not over or cancelled.`
        : 'The association already has as many bookings of this room as it may have in a week.',
      next: 'Choose another week or another room, or cancel one that you do not need.',
    }),
    'rooms.terms-missing': {
      why: 'You must accept the terms in order to book.',
      next: 'Read the terms and tick the box.',
    },
    'rooms.terms-changed': {
      why: 'The terms have changed since you opened the page.',
      next: 'Read the new terms and tick the box.',
    },
    'rooms.taken': (p: InTheWay) => ({
      why:
        p.from && p.to
          ? `${pick(p.room, 'en').text || 'The room'} is taken ${s.range(p.from, p.to, today(now()))}${pick(p.by, 'en').text ? ` by ${pick(p.by, 'en').text}` : ''}.`
          : 'The room is taken at that time.',
      next: 'Choose another time or another room, or join the waiting list.',
    }),
    'rooms.too-many-holds': {
      why: 'You are holding three rooms already.',
      next: 'Finish one of the bookings, or wait ten minutes.',
    },
    'rooms.too-many-dates': ({ most }: { most: number }) => ({
      why: `A search takes ${most} dates at a time.`,
      next: 'Search for fewer dates, or book the room directly: then all of them are tried.',
    }),
    'rooms.no-mandate': {
      why: 'You may not book for the association.',
      next: 'Ask its leader or a host for a mandate.',
    },
    'rooms.who-for': { why: 'The name of whoever you book for is missing.', next: 'Write the name.' },
    'rooms.reason-missing': { why: 'The reason is missing.', next: 'Write why.' },
    'rooms.not-on': {
      why: 'The booking is over, cancelled or declined.',
      next: 'Book again if you need the room.',
    },
    'rooms.begun': { why: 'The booking has begun.', next: 'Talk to a host if something must change.' },
    'rooms.cancel-too-late': (p: Until) => ({
      why: p.until
        ? `It had to be cancelled by ${s.dateTime(p.until, today(now()))}.`
        : 'This booking cannot be cancelled here.',
      next: 'Call the hub, they will help you.',
    }),
    'rooms.move-too-late': (p: Until) => ({
      why: p.until
        ? `It had to be changed by ${s.dateTime(p.until, today(now()))}. That is counted from the first time you booked.`
        : 'This booking cannot be changed here.',
      next: 'Call the hub, they will help you.',
    }),
    'rooms.needs-approval': {
      why: 'A host must approve the new time, and you have an approved one already.',
      next: 'Send a new request, and cancel this one when you have an answer.',
    },
    'rooms.not-waiting': {
      why: 'The request is not waiting for an answer. Somebody may have answered meanwhile.',
      next: 'Reload the page and see the answer.',
    },
    'rooms.answer-day-past': {
      why: 'The day must be today or later, and before the booking begins.',
      next: 'Choose another day.',
    },
    'rooms.correction-over': {
      why: 'The time to correct the request is over.',
      next: 'Send a new request.',
    },
    'rooms.nothing-to-appeal': {
      why: 'There is no refusal to appeal against, or you have appealed already.',
      next: 'See the answers on the page of the booking.',
    },
    'rooms.appeal-too-late': (p: Until) => ({
      why: p.until
        ? `Appeals had to come by ${s.dateTime(p.until, today(now()))}.`
        : 'The time to appeal is over.',
      next: 'Call the hub if you have a good reason for appealing late.',
    }),
    'rooms.another-must-decide': {
      why: 'Whoever declined or asked for the room cannot decide the appeal.',
      next: 'Ask a colleague to handle it.',
    },
    'rooms.not-booked': { why: 'The booking is not approved.', next: 'Wait for an answer from a host.' },
    'rooms.check-in-early': {
      why: 'You can say that you are here from 15 minutes before.',
      next: 'Try again then.',
    },
    'rooms.check-in-late': { why: 'The booking is over.', next: 'Book again if you need the room.' },
    'rooms.held-by-activity': {
      why: 'An activity holds the room.',
      next: 'Change the activity, and the room follows.',
    },
    'rooms.dates-refused': (p: RefusedDates) => ({
      why: p.refused
        ? `${s.plural(p.refused.length, { one: 'date', other: 'dates' })} cannot be booked.`
        : 'Some of the dates cannot be booked.',
      next: 'Choose for each of them: skip, move or stop.',
    }),
    'rooms.no-dates': { why: 'The series has no dates.', next: 'Choose when it repeats.' },
    'rooms.series-date-taken': {
      why: 'The series has this date already.',
      next: 'Change that date instead.',
    },
    'rooms.waiting-already': {
      why: 'You are on the waiting list for this time already.',
      next: 'We will tell you if it comes free.',
    },
    'rooms.is-free': { why: 'The room is free at that time.', next: 'Book it right away.' },
    'rooms.offer-ended': {
      why: 'The offer has ended.',
      next: 'See whether the room is free, or join the waiting list again.',
    },
    'rooms.terms-version-taken': {
      why: 'Somebody else has just saved a new version.',
      next: 'Read it, and save yours again.',
    },
  },
} satisfies typeof nb
