import { z } from 'zod'
import { localTextShape as localText } from '#kernel'
import { ruleShape } from '#recurrence'
import { bookers } from './rule-set.ts'
import { dateChoices } from './series/date-choices.ts'
import { audiences, bookingStates, bookingWish, roomKinds } from './shapes.ts'
import { equipmentKinds } from './vocabulary.ts'

const instant = z.iso.datetime()
const withOffset = z.iso.datetime({ offset: true })
export const roomIdShape = z.string().regex(/^[a-z0-9-]{1,60}$/)

export const roomShape = z
  .object({
    id: z.string(),
    url: z.url(),
    hubId: z.string(),
    hubName: z.string(),
    name: localText,
    summary: localText,
    kind: z.enum(roomKinds),
    capacity: z.int().describe('Most people at once. Nobody overrides it.'),
    areaM2: z.int().nullable(),
    floor: localText,
    equipment: z.array(z.string()),
    equipmentNote: localText,
    stepFree: z.boolean().nullable().describe('null: not known.'),
    accessibility: z.array(z.string()),
    accessibilityNote: localText,
    cameraNotice: localText.describe('Who films, why and for how long; empty where there is no camera.'),
    rules: z
      .object({
        stepMinutes: z.int().describe('Bookings begin and end on this grid, counted from midnight.'),
        shortestMinutes: z.int(),
        longestMinutes: z.int(),
        tidyMinutes: z.int().describe('Kept free after each booking.'),
        noticeMinutes: z.int(),
        daysAhead: z.int(),
        seriesDaysAhead: z.int(),
        smallestGroup: z.int(),
        responsibleAge: z.int(),
        who: z.array(z.enum(bookers)),
        cancelMinutesBefore: z.int().nullable().describe('null: it cannot be cancelled.'),
        moveMinutesBefore: z.int().nullable(),
      })
      .describe('As they usually are; some times of the day may ask more, which a refusal then says.'),
    terms: z
      .object({ id: z.int(), version: z.int(), title: localText, body: localText })
      .nullable()
      .describe('What one agrees to; send its id as termsId.'),
    example: z.boolean().describe('true: made up for the demonstration.'),
  })
  .meta({ id: 'Room' })
export type RoomJson = z.input<typeof roomShape>

/** As lists have it; its address tells the rest. */
const roomInList = roomShape
  .pick({
    id: true,
    url: true,
    hubId: true,
    hubName: true,
    name: true,
    kind: true,
    capacity: true,
    equipment: true,
    stepFree: true,
    example: true,
  })
  .meta({ id: 'RoomInList' })

const several = <T extends z.ZodType>(item: T, about: string) =>
  z
    .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(item).max(30))
    .optional()
    .describe(about)
const yes = (about: string) =>
  z
    .enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'])
    .optional()
    .transform((value) => value !== undefined && ['1', 'true', 'yes', 'on'].includes(value))
    .describe(about)
const clock = z.iso.time({ precision: -1 })

/** The search as it stands in an address. */
export const searchParameters = z.object({
  people: z.coerce.number().int().min(1).max(5000).default(1).describe('How many.'),
  date: z.iso
    .date()
    .refine((value) => value >= '2000' && value < '2200')
    .optional()
    .describe('The day, or the first one when it repeats.'),
  time: clock
    .optional()
    .describe('When it begins, on the clocks of the municipality. Without date and time: rooms that fit.'),
  minutes: z.coerce.number().int().min(5).max(1440).default(120).describe('How long.'),
  repeat: z
    .string()
    .max(500)
    .optional()
    .describe(
      'How it repeats, as an RRULE (RFC 5545) in days, weeks, months or years: FREQ=WEEKLY;COUNT=10.',
    ),
  equipment: several(z.enum(equipmentKinds), 'Rooms that have all of these.'),
  'step-free': yes('Rooms one can get into without steps.'),
  hub: several(z.string().regex(/^[a-z0-9-]{1,40}$/), 'At these hubs.'),
  near: z
    .string()
    .regex(/^-?\d{1,2}(\.\d{1,10})?,-?\d{1,3}(\.\d{1,10})?$/)
    .optional()
    .describe('Latitude,longitude: the nearest hub first.'),
  km: z.coerce.number().min(0.1).max(500).optional().describe('No further from there.'),
  for: z.enum(bookers).default('resident').describe('Who would book.'),
  audience: z.enum(audiences).default('closed').describe('open: whoever comes; closed: those invited.'),
  alcohol: yes('With alcohol.'),
  party: yes('A private party.'),
})

const why = z.object({
  code: z.string().describe('As a problem would have it: rooms.taken.'),
  title: z.string().describe('Why not, in the language asked for.'),
  detail: z.string().describe('What to do instead.'),
})

export const foundShape = z
  .object({
    dates: z
      .array(z.object({ date: z.iso.date(), startsAt: instant, endsAt: instant }))
      .describe('What was asked about; empty when no time was.'),
    free: z.array(
      z.object({
        room: roomInList,
        km: z.number().nullable(),
        way: z
          .enum(['instant', 'approval'])
          .nullable()
          .describe('Booked at once, or a host answers. null: no time was asked for.'),
      }),
    ),
    notFree: z.array(
      z.object({
        room: roomInList,
        km: z.number().nullable(),
        why: why.describe('Of the first date that cannot be had.'),
        refused: z
          .array(z.object({ code: z.string(), dates: z.array(z.iso.date()) }))
          .describe('Which dates cannot be had, for each reason.'),
        alternative: z
          .object({
            roomId: z.string(),
            startsAt: instant,
            endsAt: instant,
            minutes: z
              .int()
              .describe('How much later than was asked for; earlier below zero. For every date alike.'),
          })
          .nullable()
          .describe(
            'What comes nearest: another part of the hall, another time of the day, another room or hub.',
          ),
      }),
    ),
  })
  .meta({ id: 'FoundRooms' })
export type RoomInListJson = z.input<typeof roomInList>
export type FoundJson = z.input<typeof foundShape>

export const freeParameters = z.object({
  from: withOffset.describe('In ISO 8601 with an offset.'),
  to: withOffset.describe('At most 62 days later.'),
})
export const freeShape = z
  .object({
    roomId: z.string(),
    free: z
      .array(z.object({ startsAt: instant, endsAt: instant }))
      .describe('Stretches in which any start and end on the room’s grid is free, with time to tidy after.'),
  })
  .meta({ id: 'FreeTimes' })

const { shape } = bookingWish
export const bookingBody = z
  .strictObject({
    roomId: roomIdShape,
    from: withOffset,
    to: withOffset,
    headCount: z.int().min(1).max(5000),
    purpose: z.string().trim().max(500).optional(),
    audience: z.enum(audiences).optional().describe('Default: closed, only those invited.'),
    alcohol: z.boolean().optional(),
    party: z.boolean().optional().describe('A private party.'),
    associationId: shape.associationId.describe('Whom you book for; you need a mandate for it.'),
    responsibleName: shape.responsibleName.describe(
      'Who is there and answers for it, when that is somebody else.',
    ),
    responsiblePhone: shape.responsiblePhone,
    termsId: z.int().optional(),
    acceptTerms: z.boolean().optional().describe('That you agree to the room’s terms, when it has some.'),
  })
  .meta({ id: 'BookingWish' })

/** What a new booking says of itself; its address tells the rest. */
export const bookedShape = z
  .object({
    id: z.uuid(),
    url: z.url(),
    state: z
      .enum(['booked', 'requested'])
      .describe('requested: a host answers; the time is yours until then.'),
    roomId: z.string(),
    startsAt: instant,
    endsAt: instant,
  })
  .meta({ id: 'Booked' })

export const seriesBody = bookingBody
  .omit({ from: true, to: true })
  .extend({
    rule: ruleShape.describe(
      'The first date, the time on the wall, how long, and an RRULE with an end. It may skip holidays and single dates.',
    ),
    choices: dateChoices.describe(
      'What shall be done with the dates that were refused the last time: skip, move or stop.',
    ),
  })
  .meta({ id: 'BookingSeriesWish' })

export const seriesShape = z
  .object({
    seriesId: z.int(),
    bookings: z.array(z.object({ date: z.iso.date(), id: z.uuid(), state: z.enum(bookingStates) })),
  })
  .meta({ id: 'BookingSeries' })

export const bookingChange = z
  .strictObject({
    roomId: roomIdShape.optional().describe('To another room.'),
    from: withOffset.optional(),
    to: withOffset.optional(),
    termsId: z.int().optional(),
    acceptTerms: z
      .boolean()
      .optional()
      .describe('That you agree to the other room’s terms, when it has some.'),
  })
  .meta({ id: 'BookingChange' })

export const bookingShape = z
  .object({
    id: z.uuid(),
    url: z.url(),
    state: z
      .enum(bookingStates)
      .describe('requested and correction wait for an answer, and block the room as booked does.'),
    roomId: z.string(),
    hubId: z.string(),
    seriesId: z.int().nullable(),
    startsAt: instant,
    endsAt: instant,
    tidyMinutes: z.int(),
    answerBy: instant.nullable().describe('When a host has answered a request at the latest.'),
    correctBy: instant.nullable(),
    associationId: z.uuid().nullable(),
    purpose: z.string(),
    headCount: z.int(),
    audience: z.enum(audiences),
    alcohol: z.boolean(),
    party: z.boolean(),
    priceOre: z.int().describe('Recorded; nobody is charged yet.'),
    cancelUntil: instant.nullable(),
    moveUntil: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Booking' })
export type BookingJson = z.input<typeof bookingShape>
