import { type Db, instantOf, type LocalText, sql, type Tx } from '#kernel'
import type { Door } from './adapters/adapter.ts'
import type { Alarm } from './keys/window.ts'

export type DoorView = Door & {
  number: number
  name: LocalText
  hubName: string
  state: 'open' | 'closed'
  directions: LocalText
  alarm: Alarm | null
  emergencyPhone: string
  failState: 'locked' | 'unlocked'
  fireSafety: LocalText
  hasAgent: boolean
  example: boolean
  online: boolean
  battery: number | null
  jammed: boolean
  locked: boolean | null
  heardAt: Temporal.Instant | null
  openReports: number
}

type Row = Omit<DoorView, 'alarm' | 'heardAt'> & {
  alarmFrom: string | null
  alarmTo: string | null
  heardAt: string | null
}

async function doors(on: Db | Tx, where: ReturnType<typeof sql>): Promise<DoorView[]> {
  const { rows } = await sql<Row>`
    select d.id, d.number, d.hub_id as "hubId", h.name as "hubName", d.name, d.state, d.adapter, d.settings, d.directions,
      d.alarm_from as "alarmFrom", d.alarm_to as "alarmTo", d.emergency_phone as "emergencyPhone",
      d.fail_state as "failState", d.fire_safety as "fireSafety", d.agent_secret is not null as "hasAgent", d.example,
      coalesce(s.online, false) as online, s.battery, coalesce(s.jammed, false) as jammed, s.locked, s.heard_at as "heardAt",
      (select count(*)::int from access.door_report r where r.door_id = d.id and r.ended_at is null) as "openReports"
    from access.door d join hubs.hub h on h.id = d.hub_id left join access.door_status s on s.door_id = d.id
    where ${where} order by h.place_in_list, h.name, d.number`.execute(on)
  return rows.map(({ alarmFrom, alarmTo, heardAt, ...row }) => ({
    ...row,
    alarm:
      alarmFrom && alarmTo
        ? { from: Temporal.PlainTime.from(alarmFrom), to: Temporal.PlainTime.from(alarmTo) }
        : null,
    heardAt: heardAt ? instantOf(heardAt) : null,
  }))
}

export const doorById = async (on: Db | Tx, doorId: string): Promise<DoorView | undefined> =>
  (await doors(on, sql`d.id = ${doorId}`))[0]

export const doorsOfHubs = (on: Db | Tx, hubIds: readonly string[]): Promise<DoorView[]> =>
  doors(on, sql`d.hub_id = any(${hubIds as string[]}::text[])`)

export const openDoors = (on: Db | Tx, adapter?: string): Promise<DoorView[]> =>
  doors(on, adapter ? sql`d.state = 'open' and d.adapter = ${adapter}` : sql`d.state = 'open'`)

/** The doors that lead to a room, the outermost first. */
export const doorsOfRoom = (on: Db | Tx, roomId: string): Promise<DoorView[]> =>
  doors(
    on,
    sql`d.state = 'open' and d.id in (select rd.door_id from access.room_door rd where rd.room_id = ${roomId})`,
  )
