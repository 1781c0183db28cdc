import { type Db, found, instantOf, sql, type Tx, today } from '#kernel'
import { liveMandate } from '#people'
import { judge } from '../judge-wish.ts'
import { roomById } from '../reads.ts'
import type { Span } from '../shapes.ts'
import { writeHold } from '../write-hold.ts'
import { changeWait } from './changed.ts'
import { handOver, offerUntil } from './offer-rules.ts'

export type Waiting = Span & {
  id: string
  roomId: string
  personId: string
  associationId: string | null
  headCount: number
}

type Row = Omit<Waiting, 'from' | 'to'> & { from: string; to: string }

/**
 * Who waits for a time that is free now, first come first. An offer that has run out still blocks: its time is passed on by
 * whoever ends it. Near `about`, or anywhere.
 */
export async function waitingThatFit(
  on: Db | Tx,
  now: Temporal.Instant,
  about?: Span & { roomId: string },
): Promise<Waiting[]> {
  const near = about
    ? sql`and w.starts_at < ${about.to.add({ hours: 8 }).toString()}::timestamptz
        and w.ends_at > ${about.from.subtract({ hours: 8 }).toString()}::timestamptz
        and exists (select from rooms.room_part mine join rooms.room_part theirs using (part_id)
          where mine.room_id = w.room_id and theirs.room_id = ${about.roomId})`
    : sql``
  const { rows } = await sql<Row>`
    select w.id, w.room_id as "roomId", w.person_id as "personId", w.association_id as "associationId",
      w.head_count as "headCount", w.starts_at as from, w.ends_at as to
    from rooms.wait w join rooms.room r on r.id = w.room_id and r.state = 'open'
    where w.state = 'waiting' and w.starts_at > ${now.toString()}::timestamptz ${near}
      and not exists (
        select from rooms.room_part rp join rooms.occupancy o on o.part_id = rp.part_id
        join rooms.booking b on b.id = o.booking_id
        where rp.room_id = w.room_id and not (b.state = 'held' and b.held_until <= ${now.toString()}::timestamptz)
          and o.during && tstzrange(w.starts_at, w.ends_at + make_interval(mins => (r.rules ->> 'tidyMinutes')::int), '[)'))
    order by w.created_at, w.id`.execute(on)
  return rows.map((row) => ({ ...row, from: instantOf(row.from), to: instantOf(row.to) }))
}

/**
 * Offers free times in the order of the line. An offer is a hold in the person's name, so of those who wait for the same
 * hours one is asked at a time. Who may not book it now, because of a quota or an age, is passed over and keeps the place.
 * The caller holds the parts.
 */
export async function offerToWaiting(
  tx: Tx,
  line: readonly Waiting[],
  now: Temporal.Instant,
): Promise<string[]> {
  const offered: string[] = []
  for (const one of line) {
    const until = offerUntil(now, one.from)
    if (!until) continue
    const bookingId = await holdFor(tx, one, until.add(handOver), now)
    if (!bookingId) continue
    await changeWait(tx, one.id, 'waiting', 'offered', { bookingId, offeredUntil: until })
    offered.push(one.id)
  }
  return offered
}

/** Holds the time in their name; undefined when it is taken or the rules say no to them now. */
async function holdFor(
  tx: Tx,
  { roomId, from, to, personId, associationId, headCount }: Waiting,
  until: Temporal.Instant,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const room = found(await roomById(tx, roomId))
  const mayStill = !associationId || (await liveMandate(tx, personId, associationId, today(now)))
  if (!mayStill) return undefined
  const span = { from, to }
  const { code, state } = await judge(
    tx,
    { room, wish: { ...span, headCount }, personId, associationId },
    now,
  )
  if (code) return undefined
  return writeHold(tx, { room, span, personId, associationId, headCount, hoursState: state, until }, now)
}
