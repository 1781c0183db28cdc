import { z } from 'zod'
import {
  type App,
  apiLanguage,
  config,
  endpoint,
  found,
  idempotently,
  instantAt,
  kernelRefusal,
  type Lang,
  Refusal,
  serveEndpoints,
  type Visit,
} from '#kernel'
import { needPerson } from '#people'
import {
  type BookingJson,
  bookedShape,
  bookingBody,
  bookingChange,
  bookingShape,
  type FoundJson,
  foundShape,
  freeParameters,
  freeShape,
  type RoomInListJson,
  type RoomJson,
  roomIdShape,
  roomShape,
  searchParameters,
  seriesBody,
  seriesShape,
} from './api-schemas.ts'
import { bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { findRooms } from './find/find-rooms.ts'
import type { FindWish, FoundRooms } from './find/find-wish.ts'
import { freeTimes } from './find/free-times.ts'
import { mayTry } from './may-try.ts'
import { moveBooking } from './move-booking.ts'
import { roomById } from './reads.ts'
import { refusal } from './refusals.ts'
import { bookSeries } from './series/book-series.ts'
import { refusedDatesOf } from './series/refused-dates.ts'
import { type BookingView, type BookingWish, bookingWish, type RoomView } from './shapes.ts'
import { bookingSeen, needBooking } from './who-may.ts'

const roomId = z.object({ roomId: roomIdShape.describe('As in the room’s address.') })
const bookingId = z.object({ bookingId: z.uuid() })

const search = endpoint({
  method: 'get',
  path: '/api/rooms',
  summary: 'Find a room',
  about:
    'Every room that has what you ask for: free ones, and why not for the rest, with what comes nearest. What is free here can be booked; signed in, your own earlier bookings count as they will then.',
  query: searchParameters,
  answers: { 200: { about: 'The rooms, in the hubs’ order or the nearest first.', is: foundShape } },
  run: async (c, { query }) => {
    const rooms = await findRooms(c.db, wishFrom(query, c), c.now)
    return { status: 200, body: foundJson(rooms, apiLanguage(c)) }
  },
})

const oneRoom = endpoint({
  method: 'get',
  path: '/api/rooms/:roomId',
  summary: 'One room, its facts and rules',
  params: roomId,
  answers: { 200: { about: 'The room.', is: roomShape } },
  cache: ({ params }) => ({ tags: ['rooms', `room:${params.roomId}`] }),
  run: async (c, { params }) => ({ status: 200, body: roomJson(await openRoom(c, params.roomId)) }),
})

const mostDays = 62

const free = endpoint({
  method: 'get',
  path: '/api/rooms/:roomId/free',
  summary: 'When a room is free',
  params: roomId,
  query: freeParameters,
  answers: { 200: { about: 'Stretches of free time, in order.', is: freeShape } },
  run: async (c, { params, query }) => {
    const span = { from: Temporal.Instant.from(query.from), to: Temporal.Instant.from(query.to) }
    const hours = span.from.until(span.to).total('hours')
    if (hours <= 0) throw refusal('rooms.ends-before-start')
    if (hours > 24 * mostDays) throw kernelRefusal('kernel.bad-query', { errors: [] })
    const room = await openRoom(c, params.roomId)
    const stretches = await freeTimes(c.db, room.id, span, c.now)
    return {
      status: 200,
      body: {
        roomId: room.id,
        free: stretches.map(({ from, to }) => ({ startsAt: `${from}`, endsAt: `${to}` })),
      },
    }
  },
})

const book = endpoint({
  method: 'post',
  path: '/api/bookings',
  summary: 'Book a room',
  about:
    'Booked at once or sent to a host as the room’s rules say; a request blocks the time until it is answered. 409 says why not, with the code.',
  body: bookingBody,
  once: true,
  signedIn: true,
  answers: { 201: { about: 'Booked, or waiting for a host.', is: bookedShape } },
  run: async (c, { body, key }) => {
    const personId = await mayTry(c)
    const wish = wishIn(body)
    const answer = await c.transaction((tx) =>
      idempotently(tx, { scope: `booking by ${personId}`, key, request: body }, async () => ({
        status: 201,
        body: await bookRoom(tx, c.actor, wish, c.now),
      })),
    )
    const { id, state } = answer.body as Awaited<ReturnType<typeof bookRoom>>
    return {
      status: 201,
      body: {
        id,
        url: `${config.publicUrl}/me/bookings/${id}`,
        state,
        roomId: wish.roomId,
        startsAt: `${wish.from}`,
        endsAt: `${wish.to}`,
      },
      headers: { location: `/api/bookings/${id}` },
    }
  },
})

/** What a form says without being asked. */
const wishIn = ({ from, to, ...body }: z.output<typeof bookingBody>): BookingWish => ({
  purpose: '',
  audience: 'closed',
  alcohol: false,
  party: false,
  acceptTerms: false,
  ...body,
  from: Temporal.Instant.from(from),
  to: Temporal.Instant.from(to),
})

const bookRepeatedly = endpoint({
  method: 'post',
  path: '/api/booking-series',
  summary: 'Book a room again and again',
  about:
    'Every date of the rule, or none: with rooms.dates-refused (409) each date that cannot be had is named in `errors`, and nothing is saved until you say what to do with it.',
  body: seriesBody,
  once: true,
  signedIn: true,
  answers: { 201: { about: 'The bookings, date by date.', is: seriesShape } },
  run: async (c, { body, key }) => {
    const personId = await mayTry(c)
    const { rule, choices, ...wish } = body
    try {
      const { body: booked } = await c.transaction((tx) =>
        idempotently(tx, { scope: `series by ${personId}`, key, request: body }, async () => {
          const series = { wish: bookingWish.omit({ from: true, to: true }).parse(wish), rule, choices }
          const { seriesId, booked: bookings } = await bookSeries(tx, c.actor, series, c.now)
          return { status: 201, body: { seriesId, bookings } }
        }),
      )
      return { status: 201, body: seriesShape.parse(booked) }
    } catch (error) {
      throw error instanceof Refusal ? withDates(error, apiLanguage(c)) : error
    }
  },
})

/** Each refused date with its own sentence, where the API names what is wrong. */
function withDates(no: Refusal, lang: Lang): Refusal {
  const refused = refusedDatesOf(no)
  if (refused.length === 0) return no
  const errors = refused.map(({ date, no: why }) => ({ field: date, message: why.say(lang).why }))
  return new Refusal(no.code, no.status, no.say, { errors })
}

const oneBooking = endpoint({
  method: 'get',
  path: '/api/bookings/:bookingId',
  summary: 'One of your bookings',
  params: bookingId,
  signedIn: true,
  answers: { 200: { about: 'The booking as it is now.', is: bookingShape } },
  run: async (c, { params }) => ({ status: 200, body: await bookingFor(c, params.bookingId) }),
})

const move = endpoint({
  method: 'patch',
  path: '/api/bookings/:bookingId',
  summary: 'Move, shorten or extend a booking',
  about: 'What is left out stays. Deadlines are counted from the first start: moving buys no new time.',
  params: bookingId,
  body: bookingChange,
  signedIn: true,
  answers: { 200: { about: 'The booking as it is now.', is: bookingShape } },
  run: async (c, { params, body }) => {
    await mayTry(c)
    const { booking } = await needBooking(c.db, c.actor, params.bookingId, c.now)
    const { startsAt, endsAt } = booking
    const wish = {
      roomId: body.roomId,
      termsId: body.termsId,
      acceptTerms: body.acceptTerms,
      from: body.from ? Temporal.Instant.from(body.from) : startsAt,
      to: body.to ? Temporal.Instant.from(body.to) : body.from ? endsAfter(booking, body.from) : endsAt,
    }
    await c.transaction((tx) => moveBooking(tx, c.actor, booking.id, wish, c.now))
    return { status: 200, body: await bookingFor(c, booking.id) }
  },
})

const cancel = endpoint({
  method: 'delete',
  path: '/api/bookings/:bookingId',
  summary: 'Cancel a booking',
  params: bookingId,
  signedIn: true,
  answers: { 200: { about: 'The booking, cancelled.', is: bookingShape } },
  run: async (c, { params }) => {
    const { booking } = await needBooking(c.db, c.actor, params.bookingId, c.now)
    // Somebody who did not hear our answer asks again.
    if (booking.state !== 'cancelled')
      await c.transaction((tx) => cancelBooking(tx, c.actor, booking.id, {}, c.now))
    return { status: 200, body: await bookingFor(c, booking.id) }
  },
})

const endsAfter = ({ startsAt, endsAt }: BookingView, from: string) =>
  Temporal.Instant.from(from).add(startsAt.until(endsAt))

/** Drafts and closed rooms are nobody's to see here. */
async function openRoom(c: Visit, id: string): Promise<RoomView> {
  const room = found(await roomById(c.db, id))
  return found(room.state === 'open' ? room : undefined)
}

const bookingFor = async (c: Visit, id: string): Promise<BookingJson> => {
  needPerson(c.actor)
  return bookingJson(await bookingSeen(c, id))
}

type Search = z.output<typeof searchParameters>

function wishFrom(query: Search, c: Visit): FindWish {
  const [lat, lon] = query.near?.split(',').map(Number) ?? []
  return {
    headCount: query.people,
    when: whenFrom(query),
    equipment: query.equipment ?? [],
    stepFree: query['step-free'],
    hubIds: query.hub ?? [],
    near: lat === undefined || lon === undefined ? null : { lat, lon, km: query.km ?? null },
    audience: query.audience,
    alcohol: query.alcohol,
    party: query.party,
    booker: query.for,
    personId: query.for === 'resident' ? c.actor.personId : null,
    associationId: null,
  }
}

function whenFrom({ date, time, minutes, repeat }: Search): FindWish['when'] {
  if (date === undefined || time === undefined) return null
  if (repeat !== undefined)
    return {
      rule: {
        start: date,
        time,
        minutes,
        rrule: repeat,
        skipPublicHolidays: false,
        skipSchoolHolidays: false,
        extraDates: [],
        cancelledDates: [],
      },
    }
  const from = instantAt(Temporal.PlainDate.from(date), Temporal.PlainTime.from(time))
  return { from, to: from.add({ minutes }) }
}

function foundJson({ slots, free, not }: FoundRooms, lang: Lang): FoundJson {
  const say = sayingOnce(lang)
  return {
    dates: slots.map(({ date, startsAt, endsAt }) => ({
      date,
      startsAt: `${startsAt}`,
      endsAt: `${endsAt}`,
    })),
    free: free.map((room) => ({ room: inList(room), km: rounded(room.km), way: room.way })),
    notFree: not.map(({ room, code, params, refused, alternative }) => {
      const said = say(code, params)
      return {
        room: inList(room),
        km: rounded(room.km),
        why: { code, title: said.why, detail: said.next },
        refused: [...Map.groupBy(refused, (one) => one.code)].map(([reason, dates]) => ({
          code: reason,
          dates: dates.map(({ date }) => date),
        })),
        alternative: alternative
          ? {
              roomId: alternative.roomId,
              startsAt: `${alternative.from}`,
              endsAt: `${alternative.to}`,
              minutes: alternative.minutes,
            }
          : null,
      }
    }),
  }
}

type Refused = FoundRooms['not'][number]
type Said = ReturnType<ReturnType<typeof refusal>['say']>
/** Many rooms are refused for the same reason and share what its sentence names. */
function sayingOnce(lang: Lang): (code: Refused['code'], params: Refused['params']) => Said {
  const taken = refusal('rooms.taken', {}).say(lang)
  const said = new Map<Refused['params'], Partial<Record<Refused['code'], Said>>>()
  return (code, params) => {
    if (code === 'rooms.taken') return taken
    const here = said.get(params) ?? {}
    said.set(params, here)
    here[code] ??= refusal(code, params).say(lang)
    return here[code]
  }
}

const rounded = (km: number | null) => (km === null ? null : Math.round(km * 10) / 10)

const inList = (room: RoomView): RoomInListJson => ({
  id: room.id,
  url: `${config.publicUrl}/rooms/${room.id}`,
  hubId: room.hubId,
  hubName: room.hubName,
  name: room.name,
  kind: room.kind,
  capacity: room.capacity,
  equipment: room.equipment,
  stepFree: room.stepFree,
  example: room.example,
})

const roomJson = ({ rules, terms, ...room }: RoomView): RoomJson => ({
  ...inList({ rules, terms, ...room }),
  summary: room.summary,
  areaM2: room.areaM2,
  floor: room.floor,
  equipmentNote: room.equipmentNote,
  accessibility: room.accessibility,
  accessibilityNote: room.accessibilityNote,
  cameraNotice: room.cameraNotice,
  rules: {
    stepMinutes: rules.stepMinutes,
    shortestMinutes: rules.shortestMinutes,
    longestMinutes: rules.longestMinutes,
    tidyMinutes: rules.tidyMinutes,
    noticeMinutes: rules.noticeMinutes,
    daysAhead: rules.daysAhead,
    seriesDaysAhead: rules.seriesDaysAhead,
    smallestGroup: rules.smallestGroup,
    responsibleAge: rules.responsibleAge,
    who: rules.who,
    cancelMinutesBefore: rules.cancelMinutesBefore,
    moveMinutesBefore: rules.moveMinutesBefore,
  },
  terms,
})

const text = (instant: Temporal.Instant | null) => instant?.toString() ?? null

const bookingJson = (booking: BookingView): BookingJson => ({
  id: booking.id,
  url: `${config.publicUrl}/me/bookings/${booking.id}`,
  state: booking.state,
  roomId: booking.roomId,
  hubId: booking.hubId,
  seriesId: booking.seriesId,
  startsAt: booking.startsAt.toString(),
  endsAt: booking.endsAt.toString(),
  tidyMinutes: booking.tidyMinutes,
  answerBy: text(booking.answerBy),
  correctBy: text(booking.correctBy),
  associationId: booking.associationId,
  purpose: booking.purpose,
  headCount: booking.headCount,
  audience: booking.audience,
  alcohol: booking.alcohol,
  party: booking.party,
  priceOre: booking.priceOre,
  cancelUntil: text(booking.cancelUntil),
  moveUntil: text(booking.moveUntil),
  version: booking.version,
})

export const apiRoutes = (app: App) =>
  serveEndpoints(app, [search, oneRoom, free, book, bookRepeatedly, oneBooking, move, cancel])
