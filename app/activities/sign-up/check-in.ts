import { type Actor, keyedHash, sql, type Tx, tellLive } from '#kernel'
import { audit, needStaff } from '#people'
import { signUpRefusal } from './refusals.ts'

export type Door = { occurrenceId: number; hubId: string | null }

/**
 * Everybody at the desk sees the same list: screens follow this topic. Nobody else can name it, so nobody else learns
 * when somebody comes in.
 */
export const doorTopic = (occurrenceId: number) =>
  `people:${occurrenceId}-${keyedHash(`people:${occurrenceId}`).slice(0, 22)}`

const needDoor = (actor: Actor, door: Door) => needStaff(actor, door.hubId, 'host', 'hub-leader')

/** Notes that a party, or some of it, has come. Saying it again corrects the number. */
export async function checkIn(
  tx: Tx,
  actor: Actor,
  door: Door,
  signUpId: string,
  count: number | null,
  now: Temporal.Instant,
) {
  needDoor(actor, door)
  const { rows } = await sql<{ name: string | null; person: string | null; party: number; already: boolean }>`
    select coalesce(person.name, u.name) as name, u.person_id as person, u.party_size as party,
      exists (select from activities.attendance a where a.occurrence_id = ${door.occurrenceId} and a.sign_up_id = u.id) as already
    from activities.sign_up u
    join activities.pool p on p.id = u.pool_id
    join activities.occurrence o on o.id = ${door.occurrenceId} and o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id)
    left join people.person person on person.id = u.person_id
    where u.id = ${signUpId}::uuid and u.state in ('attending', 'offered', 'waiting', 'unconfirmed')`.execute(
    tx,
  )
  const row = rows[0]
  if (!row) throw signUpRefusal('activities.not-here')
  const came = Math.min(count ?? row.party, row.party)
  await sql`
    insert into activities.attendance (occurrence_id, sign_up_id, count, at, by_person)
    values (${door.occurrenceId}, ${signUpId}::uuid, ${came}, ${now.toString()}::timestamptz, ${actor.personId}::uuid)
    on conflict on constraint "activities.checked-in" do update set count = excluded.count`.execute(tx)
  await note(tx, actor, 'activities.check-in', door, { id: signUpId, personId: row.person })
  await tellLive(tx, doorTopic(door.occurrenceId))
  return { name: row.name ?? '', count: came, already: row.already }
}

export async function undoCheckIn(tx: Tx, actor: Actor, door: Door, signUpId: string) {
  needDoor(actor, door)
  const { rows } = await sql<{ id: string; personId: string | null }>`
    with gone as (
      delete from activities.attendance where occurrence_id = ${door.occurrenceId} and sign_up_id = ${signUpId}::uuid
      returning sign_up_id
    ) select u.id, u.person_id as "personId" from gone join activities.sign_up u on u.id = gone.sign_up_id`.execute(
    tx,
  )
  if (rows[0]) await note(tx, actor, 'activities.check-in-undone', door, rows[0])
  await tellLive(tx, doorTopic(door.occurrenceId))
}

/** By the code on the participant's screen, typed or scanned. */
export async function checkInByCode(tx: Tx, actor: Actor, door: Door, code: string, now: Temporal.Instant) {
  needDoor(actor, door)
  const typed = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const { rows } = await sql<{ id: string }>`
    select u.id from activities.sign_up u
    join activities.pool p on p.id = u.pool_id
    join activities.occurrence o on o.id = ${door.occurrenceId} and o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id)
    where u.code = ${typed} and u.state = 'attending'`.execute(tx)
  if (!rows[0]) throw signUpRefusal('activities.unknown-code')
  const { id } = rows[0]
  return { ...(await checkIn(tx, actor, door, id, null, now)), signUpId: id }
}

/** One more or one fewer who came without signing up. Never below none. */
export async function walkIn(tx: Tx, actor: Actor, door: Door, change: 1 | -1, now: Temporal.Instant) {
  needDoor(actor, door)
  await sql`
    insert into activities.attendance as a (occurrence_id, sign_up_id, count, at, by_person)
    values (${door.occurrenceId}, null, ${Math.max(change, 0)}, ${now.toString()}::timestamptz, ${actor.personId}::uuid)
    on conflict on constraint "activities.checked-in" do update set count = greatest(a.count + ${change}, 0)`.execute(
    tx,
  )
  const about = { kind: 'occurrence', id: String(door.occurrenceId), hubId: door.hubId }
  await audit(tx, actor, 'activities.walk-in', about, { change })
  await tellLive(tx, doorTopic(door.occurrenceId))
}

type Noted = { id: string; personId: string | null }

/** For the audit: what the host did to whose sign-up. */
const note = (tx: Tx, actor: Actor, action: string, door: Door, { id, personId }: Noted) =>
  audit(tx, actor, action, { kind: 'sign-up', id, hubId: door.hubId, personId })

/** For the audit: who was taken off the list by the host. */
export const noteCancelledByHost = (tx: Tx, actor: Actor, door: Door, signUp: Noted) =>
  note(tx, actor, 'activities.cancel-for-other', door, signUp)
