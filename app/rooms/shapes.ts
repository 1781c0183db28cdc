import { z } from 'zod'
import type { HubPicture } from '#hubs'
import type { LocalText } from '#kernel'
import type { HoursState, RuleSet } from './rule-set.ts'

/** Half open: one may end where the next begins. */
export type Span = { from: Temporal.Instant; to: Temporal.Instant }

export const roomKinds = ['meeting', 'hall', 'stage', 'kitchen', 'workshop', 'studio', 'other'] as const
export type RoomKind = (typeof roomKinds)[number]
export const roomStates = ['draft', 'open', 'closed'] as const
export type RoomState = (typeof roomStates)[number]

export type Terms = { id: number; version: number; title: LocalText; body: LocalText }

export type RoomView = {
  id: string
  hubId: string
  hubName: string
  name: LocalText
  summary: LocalText
  kind: RoomKind
  state: RoomState
  capacity: number
  areaM2: number | null
  floor: LocalText
  equipment: string[]
  equipmentNote: LocalText
  /** null: nobody has told us. */
  stepFree: boolean | null
  accessibility: string[]
  accessibilityNote: LocalText
  cameraNotice: LocalText
  instructions: LocalText
  fireSafety: LocalText
  rules: RuleSet
  terms: Terms | null
  example: boolean
  placeInList: number
  version: number
  /** In the order in which they are locked. */
  parts: number[]
  partNames: LocalText[]
  pictures: HubPicture[]
}

const instant = z
  .union([
    z.custom<Temporal.Instant>((value) => value instanceof Temporal.Instant),
    z.iso.datetime({ offset: true }),
  ])
  .transform((value) => (typeof value === 'string' ? Temporal.Instant.from(value) : value))

export const audiences = ['open', 'closed'] as const

/** What a form or the API asks for. Wall-clock dates and times are made instants by whoever read them. */
export const bookingWish = z.object({
  roomId: z.string().max(60),
  from: instant,
  to: instant,
  headCount: z.coerce.number().int().min(1).max(5000),
  purpose: z.string().trim().max(500).default(''),
  audience: z.enum(audiences).default('closed'),
  alcohol: z.boolean().default(false),
  /** A birthday, a wedding: a closed party of one's own. */
  party: z.boolean().default(false),
  associationId: z.uuid().optional(),
  /** Who is there and answers for it, when that is somebody else. */
  responsibleName: z.string().trim().max(120).optional(),
  responsiblePhone: z.string().trim().max(30).optional(),
  termsId: z.coerce.number().int().optional(),
  acceptTerms: z.boolean().default(false),
  /** The hold or the offer that becomes this booking. */
  holdId: z.uuid().optional(),
})
export type BookingWish = z.output<typeof bookingWish>

export const bookingKinds = ['booking', 'activity', 'block'] as const
export type BookingKind = (typeof bookingKinds)[number]
export const bookingStates = [
  'held',
  'requested',
  'correction',
  'booked',
  'declined',
  'cancelled',
  'released',
  'lapsed',
] as const
export type BookingState = (typeof bookingStates)[number]
/** Whoever is in one of these has the time; a hold only until its moment. */
export const blockingStates: readonly BookingState[] = ['held', 'requested', 'correction', 'booked']

export type BookingView = {
  id: string
  kind: BookingKind
  state: BookingState
  roomId: string
  roomName: LocalText
  hubId: string
  hubName: string
  seriesId: number | null
  originalDate: string | null
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  tidyMinutes: number
  firstStartsAt: Temporal.Instant
  heldUntil: Temporal.Instant | null
  answerBy: Temporal.Instant | null
  correctBy: Temporal.Instant | null
  personId: string | null
  personName: string | null
  associationId: string | null
  associationName: string | null
  forName: string | null
  forEmail: string | null
  forPhone: string | null
  responsibleName: string | null
  responsiblePhone: string | null
  title: LocalText | null
  about: string | null
  purpose: string
  headCount: number
  audience: 'open' | 'closed'
  alcohol: boolean
  party: boolean
  priceGroup: string | null
  priceOre: number
  termsId: number | null
  hoursState: HoursState
  overrideReason: string | null
  checkedInAt: Temporal.Instant | null
  usedAt: Temporal.Instant | null
  attention: 'closed' | 'not-staffed' | 'not-open' | null
  message: LocalText | null
  version: number
  createdAt: Temporal.Instant
  endedAt: Temporal.Instant | null
  /** Last moment, this one included; null: it cannot be done by those who booked. */
  cancelUntil: Temporal.Instant | null
  moveUntil: Temporal.Instant | null
}

/** A booking that blocks a room; `through` names the room it is of when that is another one with the same parts. */
export type BlockingBooking = BookingView & { through: string | null }

export const steps = [
  'held',
  'requested',
  'booked',
  'approved',
  'correction-asked',
  'corrected',
  'declined',
  'appealed',
  'appeal-upheld',
  'appeal-granted',
  'moved',
  'cancelled',
  'released',
  'lapsed',
  'checked-in',
  'used',
  'blocked',
] as const
export type StepKind = (typeof steps)[number]
export type Step = {
  id: number
  at: Temporal.Instant
  personId: string | null
  personName: string | null
  what: StepKind
  reason: string | null
  details: Record<string, unknown>
}
