import { type Db, instantOf, type LocalText, sql, type Tx, unseal } from '#kernel'
import type { KeyState } from './key-rules.ts'
import type { Cut } from './window.ts'

export type GrantView = {
  id: string
  doorId: string
  hubId: string
  hubName: string
  doorName: LocalText
  cause: 'booking' | 'activity' | 'shift' | 'role' | 'staffless'
  causeId: string
  causeVersion: number
  bookingId: string | null
  /** Of what it is for, when that is a booking. */
  roomName: LocalText | null
  /** Of the activity that it is for, or what a host wrote when giving it. */
  about: LocalText | null
  personId: string | null
  holder: string | null
  startsAt: Temporal.Instant
  from: Temporal.Instant
  to: Temporal.Instant
  cutBy: Cut[]
  state: KeyState
  replacedBy: string | null
  revokeReason: string | null
  openedAt: Temporal.Instant | null
  toldAt: Temporal.Instant | null
  version: number
  pin: 'none' | 'waiting' | 'sent' | 'confirmed'
}

type Row = Omit<GrantView, 'startsAt' | 'from' | 'to' | 'openedAt' | 'toldAt'> &
  Record<'startsAt' | 'from' | 'to', string> &
  Record<'openedAt' | 'toldAt', string | null>

const orNull = (text: string | null) => (text ? instantOf(text) : null)

async function grants(on: Db | Tx, where: ReturnType<typeof sql>, take = 200): Promise<GrantView[]> {
  const { rows } = await sql<Row>`
    select g.id, g.door_id as "doorId", g.hub_id as "hubId", h.name as "hubName", d.name as "doorName", g.cause,
      g.cause_id as "causeId", g.cause_version as "causeVersion", g.booking_id as "bookingId",
      (select r.name from rooms.booking b join rooms.room r on r.id = b.room_id where b.id = g.booking_id) as "roomName",
      coalesce((select b.title from rooms.booking b where b.id = g.booking_id and b.kind = 'activity'),
        case when g.note is not null then jsonb_build_object('nb', g.note) end) as about,
      g.person_id as "personId",
      coalesce(p.name, (select b.for_name from rooms.booking b where b.id = g.booking_id)) as holder,
      g.starts_at as "startsAt", g.from_at as "from", g.to_at as "to", g.cut_by as "cutBy", g.state,
      (select n.id from access.key_grant n where n.replaces_id = g.id order by n.created_at desc limit 1) as "replacedBy",
      g.revoke_reason as "revokeReason", g.opened_at as "openedAt", g.told_at as "toldAt", g.version,
      case when n.grant_id is null then 'none' when n.confirmed_at is not null then 'confirmed'
        when n.slot is not null then 'sent' else 'waiting' end as pin
    from access.key_grant g
    join access.door d on d.id = g.door_id join hubs.hub h on h.id = g.hub_id
    left join people.person p on p.id = g.person_id
    left join access.grant_pin n on n.grant_id = g.id
    where ${where} order by g.from_at, d.number limit ${take}`.execute(on)
  return rows.map((row) => ({
    ...row,
    startsAt: instantOf(row.startsAt),
    from: instantOf(row.from),
    to: instantOf(row.to),
    openedAt: orNull(row.openedAt),
    toldAt: orNull(row.toldAt),
  }))
}

const live = sql`g.state not in ('ended', 'revoked', 'removed')`

export const grantById = async (on: Db | Tx, id: string): Promise<GrantView | undefined> =>
  /^[0-9a-f]{16}$/.test(id) ? (await grants(on, sql`g.id = ${id}`))[0] : undefined

/** One's own keys that are not over, the next one first; a day longer, for what was forgotten inside. */
export const keysOfPerson = (on: Db | Tx, personId: string, now: Temporal.Instant): Promise<GrantView[]> =>
  grants(on, sql`g.person_id = ${personId} and ${live} and g.to_at > ${now.toString()}::timestamptz`)

/** The keys of one booking that are not taken back: one per door. */
export const keysOfBooking = (on: Db | Tx, bookingId: string): Promise<GrantView[]> =>
  grants(on, sql`g.booking_id = ${bookingId} and g.state not in ('revoked', 'removed')`)

/** Keys a door has now and next, and those that are over but not confirmed gone. */
export const keysOfDoor = (on: Db | Tx, doorId: string, now: Temporal.Instant): Promise<GrantView[]> =>
  grants(
    on,
    sql`g.door_id = ${doorId} and (
      (${live} and g.to_at > ${now.subtract({ minutes: 5 }).toString()}::timestamptz)
      or g.state = 'revoked' or (g.state = 'ended' and n.grant_id is not null))`,
    60,
  )

/** The code of a key, to show to its holder. Undefined when it has none (any more). */
export async function pinOf(on: Db | Tx, grantId: string): Promise<string | undefined> {
  const row = await on
    .selectFrom('access.grant_pin')
    .select('sealed')
    .where('grant_id', '=', grantId)
    .executeTakeFirst()
  return row && unseal(row.sealed)
}
