import { type Actor, announce, now as clock, sql, type Tx } from '#kernel'
import { audit, needPerson } from '#people'
import { waitChanged } from '../announcements.ts'
import { type Asking, answerTo, askingFor, refuseBy } from '../ask-rules.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { refusal } from '../refusals.ts'
import type { Span } from '../shapes.ts'
import { mostWaits, offerUntil } from './offer-rules.ts'
import { waitRefusal } from './refusals.ts'

export type WaitWish = Span & { roomId: string; headCount: number; associationId?: string }

/** Gets in line for a time that is taken. The rules are asked now: nobody waits for what they could not book. */
export async function waitForRoom(
  tx: Tx,
  actor: Actor,
  wish: WaitWish,
  now: Temporal.Instant = clock(),
): Promise<{ id: string }> {
  const personId = needPerson(actor)
  const asking = await askingFor(tx, actor, wish, now)
  await refuseWaiting(tx, personId, asking, wish, now)
  const { room } = asking
  const { rows } = await sql<{ id: string; version: number }>`
    insert into rooms.wait (room_id, starts_at, ends_at, person_id, association_id, head_count, created_at)
    values (${room.id}, ${wish.from.toString()}::timestamptz, ${wish.to.toString()}::timestamptz, ${personId},
      ${wish.associationId ?? null}::uuid, ${wish.headCount}, clock_timestamp())
    returning id, version`.execute(tx)
  const { id, version } = rows[0] as { id: string; version: number }
  await audit(tx, actor, 'rooms.wait', { kind: 'wait', id, hubId: room.hubId, personId })
  await announce(tx, waitChanged, { waitId: id, version })
  return { id }
}

async function refuseWaiting(
  tx: Tx,
  personId: string,
  asking: Asking,
  wish: WaitWish,
  now: Temporal.Instant,
) {
  const { room } = asking
  if (!offerUntil(now, wish.from)) throw waitRefusal('rooms.wait-too-late')
  refuseBy(asking, answerTo(asking, wish, now))
  await oneAtATime(tx, personId)
  // Whoever frees the time meanwhile queues behind us, and finds us in line.
  await sql`select rooms.hold_parts(${room.parts}::bigint[])`.execute(tx)
  const { rows } = await sql<{ taken: boolean; waits: number }>`
    select exists (select from rooms.occupancy o join rooms.booking b on b.id = o.booking_id
        where o.part_id = any(${room.parts}::bigint[])
          and o.during && tstzrange(${wish.from.toString()}::timestamptz,
            ${wish.to.add({ minutes: room.rules.tidyMinutes }).toString()}::timestamptz, '[)')
          and not (b.state = 'held' and b.held_until <= ${now.toString()}::timestamptz)) as taken,
      (select count(*)::int from rooms.wait where person_id = ${personId} and state in ('waiting', 'offered')
        and starts_at > ${now.toString()}::timestamptz) as waits`.execute(tx)
  const { taken, waits } = rows[0] as { taken: boolean; waits: number }
  if (!taken) throw refusal('rooms.is-free')
  if (waits >= mostWaits) throw waitRefusal('rooms.too-many-waits', { most: mostWaits })
}
