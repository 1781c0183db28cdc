import { randomUUID } from 'node:crypto'
import { type Actor, announce, type LocalText, preparedOn, type Tx } from '#kernel'
import { bookingChanged } from './announcements.ts'
import type { Asking } from './ask-rules.ts'
import { factsFor, priceOf, weeklyLimit, weekOf } from './booking-rules.ts'
import { answerBy } from './promises.ts'
import { inTheWay } from './reads.ts'
import { refusal } from './refusals.ts'
import type { HoursState } from './rule-set.ts'
import type { BookingKind, BookingWish, Span, StepKind } from './shapes.ts'

export type Placing = Span & {
  /** Becomes the booking, while it stands. */
  holdId?: string
  kind: BookingKind
  state: 'held' | 'requested' | 'booked'
  step: StepKind
  hoursState: HoursState
  /** Counts the quota of its owner; left out where a host set it aside. */
  counted?: boolean
  heldUntil?: Temporal.Instant
  personId?: string | null
  wish?: Partial<BookingWish> & { forName?: string; forEmail?: string; forPhone?: string }
  title?: LocalText
  about?: string
  seriesId?: number
  originalDate?: string
  overrideReason?: string
}
/** One of several dates that one verb decides on: their owner hears of them in one letter. */
export type InSeries = { inSeries?: true }

export type Placed =
  | { id: string; version: number; inTheWay?: undefined; overQuota?: undefined }
  | { inTheWay: string[]; overQuota?: undefined }
  | { overQuota: true; inTheWay?: undefined }

const place = preparedOn<{
  placed: string
  version: number | null
  in_the_way: string[] | null
  counted: number | null
}>(
  'rooms.place',
  'select placed, version, in_the_way, counted from rooms.place($1::jsonb, $2::bigint[], $3::timestamptz)',
)

/** Takes the time and writes the booking, or says what is in the way. Everything that books a room comes through here. */
export async function tryToPlace(
  tx: Tx,
  actor: Actor,
  { room, booker }: Pick<Asking, 'room' | 'booker'>,
  placing: Placing,
  now: Temporal.Instant,
): Promise<Placed> {
  const { wish = {}, from, to, kind } = placing
  const newId = randomUUID()
  const most = placing.counted ? weeklyLimit(room.rules, booker) : null
  const week = most === null ? null : weekOf(from)
  const price = kind === 'booking' ? priceOf(room.rules, booker, placing) : { group: null, priceOre: 0 }
  const row = {
    id: newId,
    hold: placing.holdId,
    kind,
    state: placing.state,
    step: placing.step,
    room_id: room.id,
    hub_id: room.hubId,
    series_id: placing.seriesId,
    original_date: placing.originalDate,
    starts_at: from.toString(),
    ends_at: to.toString(),
    tidy_minutes: kind === 'block' ? 0 : room.rules.tidyMinutes,
    held_until: placing.heldUntil?.toString(),
    answer_by: placing.state === 'requested' ? answerBy(now, placing).toString() : undefined,
    person_id: placing.personId,
    association_id: wish.associationId,
    for_name: wish.forName,
    for_email: wish.forEmail,
    for_phone: wish.forPhone,
    responsible_name: wish.responsibleName,
    responsible_phone: wish.responsiblePhone,
    title: placing.title,
    about: placing.about,
    purpose: wish.purpose ?? '',
    head_count: wish.headCount ?? 1,
    audience: wish.audience ?? 'closed',
    alcohol: wish.alcohol ?? false,
    party: wish.party ?? false,
    price_group: price.group,
    price_ore: price.priceOre,
    terms_id: wish.acceptTerms ? room.terms?.id : undefined,
    hours_state: placing.hoursState,
    override_reason: placing.overrideReason,
    created_by: actor.personId,
    most,
    week_from: week?.from.toString(),
    week_to: week?.to.toString(),
  }
  const [answer] = await place(tx, JSON.stringify(row), room.parts, now.toString())
  if (answer?.version) {
    const { placed: id, version } = answer
    if (placing.state !== 'held')
      await announce(tx, bookingChanged, {
        bookingId: id,
        version,
        inSeries: placing.seriesId === undefined ? undefined : true,
      })
    return { id, version }
  }
  return answer?.counted != null ? { overQuota: true } : { inTheWay: answer?.in_the_way ?? [] }
}

/** The same, with the refusal that fits. */
export async function placeBooking(
  tx: Tx,
  actor: Actor,
  asking: Pick<Asking, 'room' | 'booker'>,
  placing: Placing,
  now: Temporal.Instant,
): Promise<{ id: string; version: number }> {
  const placed = await tryToPlace(tx, actor, asking, placing, now)
  if (placed.inTheWay) throw await taken(tx, placed.inTheWay)
  if (placed.overQuota)
    throw refusal(
      asking.booker === 'resident' ? 'rooms.person-quota' : 'rooms.association-quota',
      factsFor(asking.room, placing.hoursState),
    )
  return placed
}

/** The refusal that names what is in the way, in words that anybody may read. */
export const taken = async (tx: Tx, bookingIds: readonly string[]) =>
  refusal('rooms.taken', (await inTheWay(tx, bookingIds)) ?? {})

const hold = preparedOn('rooms.hold-booking', 'select rooms.hold_booking($1::uuid, $2::bigint[])')
/** Whoever changes a booking waits here, in the same order as those who want its time. Read it after this. */
export const holdBooking = async (tx: Tx, id: string, more: readonly number[] = []): Promise<void> => {
  await hold(tx, id, [...more])
}

const addStep = preparedOn(
  'rooms.add-step',
  `insert into rooms.step (booking_id, at, person_id, what, reason, details)
   values ($1::uuid, $2::timestamptz, $3::uuid, $4, $5, $6::jsonb)`,
)
export async function noteStep(
  tx: Tx,
  actor: Actor,
  bookingId: string,
  what: StepKind,
  now: Temporal.Instant,
  { reason, details = {} }: { reason?: string; details?: Record<string, unknown> } = {},
): Promise<void> {
  await addStep(tx, bookingId, now.toString(), actor.personId, what, reason ?? null, JSON.stringify(details))
}
