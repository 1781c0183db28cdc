import { factsOf } from '#hubs'
import { type Db, inZone, startOfDay, type Tx } from '#kernel'
import { wayOf } from '../booking-rules.ts'
import { hoursStatesIn } from '../hours-state.ts'
import { roomById } from '../reads.ts'
import { rulesAt } from '../rule-set.ts'
import type { RoomView, Span } from '../shapes.ts'
import { instantAtSecond, isTaken, seconds, type TakenTimes, takenTimes } from './taken-times.ts'

/**
 * When a room is free: stretches in which any start and end on the room's grid can be booked, if the rest of the rules agree
 * (how long, by whom). The time to tidy after lies outside: a stretch ends early enough for it.
 */
export async function freeTimes(
  on: Db | Tx,
  roomId: string,
  span: Span,
  now: Temporal.Instant,
): Promise<Span[]> {
  const room = await roomById(on, roomId)
  if (room?.state !== 'open') return []
  const [facts, taken] = await Promise.all([
    factsOf(on, room.hubId),
    takenTimes(on, room.parts, [{ from: span.from, to: withTidying(span.to, room) }], now),
  ])
  if (!facts) return []
  const stateAt = hoursStatesIn(facts, span)
  const mayBook = (slot: Span) => {
    const state = stateAt(slot)
    const { noticeMinutes } = rulesAt(room.rules, state)
    return (
      wayOf(room, {}, state) !== 'no' &&
      (noticeMinutes === 0 || compare(now.add({ minutes: noticeMinutes }), slot.from) <= 0)
    )
  }
  return joined(slotsIn(within(span, room, now), room.rules.stepMinutes).filter(mayBook)).flatMap((free) =>
    cutByTaken(free, room, taken),
  )
}

const withTidying = (to: Temporal.Instant, { rules }: RoomView) => to.add({ minutes: rules.tidyMinutes })
const compare = Temporal.Instant.compare

/** From the slot that is running, never further ahead than one may book. */
function within({ from, to }: Span, { rules }: RoomView, now: Temporal.Instant): Span {
  const last = startOfDay(
    inZone(now)
      .toPlainDate()
      .add({ days: rules.daysAhead + 1 }),
  )
  const running = now.subtract({ minutes: rules.stepMinutes }).add({ nanoseconds: 1 })
  return {
    from: compare(from, running) < 0 ? running : from,
    to: compare(to, last) > 0 ? last : to,
  }
}

/** The room's grid, counted from midnight on the wall, as far as it lies within the span. */
function slotsIn({ from, to }: Span, stepMinutes: number): Span[] {
  const slots: Span[] = []
  const midnight = startOfDay(inZone(from).toPlainDate())
  const behind = Math.ceil(midnight.until(from).total('minutes') / stepMinutes)
  for (let at = midnight.add({ minutes: behind * stepMinutes }); ; ) {
    const next = at.add({ minutes: stepMinutes })
    if (compare(next, to) > 0) return slots
    slots.push({ from: at, to: next })
    at = next
  }
}

function joined(slots: readonly Span[]): Span[] {
  const spans: Span[] = []
  for (const slot of slots) {
    const last = spans.at(-1)
    if (last && compare(last.to, slot.from) === 0) last.to = slot.to
    else spans.push({ ...slot })
  }
  return spans
}

/** A stretch that is not taken, shortened to the grid and by the time to tidy before what comes after it. */
function cutByTaken(free: Span, { parts, rules }: RoomView, taken: TakenTimes): Span[] {
  const step = rules.stepMinutes * 60
  const tidy = rules.tidyMinutes * 60
  const spans: Span[] = []
  let open: { from: number; to: number } | undefined
  for (let at = seconds(free.from); at < seconds(free.to); at += step) {
    const start = open?.from ?? at
    if (!isTaken(taken, parts, start, at + step + tidy)) {
      open = { from: start, to: at + step }
      continue
    }
    if (open) spans.push({ from: instantAtSecond(open.from), to: instantAtSecond(open.to) })
    // A slot too short to tidy after may still be the first of what comes: it is asked anew.
    open = isTaken(taken, parts, at, at + step + tidy) ? undefined : { from: at, to: at + step }
  }
  if (open) spans.push({ from: instantAtSecond(open.from), to: instantAtSecond(open.to) })
  return spans
}
