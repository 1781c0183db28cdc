import { type HubFacts, hoursBetween } from '#hubs'
import { type Db, instantOf, type LocalText, sql, startOfDay, type Tx } from '#kernel'
import type { Span } from '../shapes.ts'

export const users = ['resident', 'association', 'municipality', 'activity'] as const
export type User = (typeof users)[number]

/** Both ends included. */
export type Period = { from: Temporal.PlainDate; to: Temporal.PlainDate }

export type Use = { roomId: string; user: User; startsAt: Temporal.Instant; endsAt: Temporal.Instant }

/** Hours, with how many bookings they are made of; null: too few to show. */
export type Hours = { hours: number; bookings: number }

type RoomFigures = {
  roomId: string
  name: LocalText
  used: number | null
  /** Of them while the hub was open. */
  usedOpen: number | null
  by: Record<User, number | null>
}

export type HubFigures = {
  /** Null: nobody has told us any hours. */
  open: number | null
  rooms: RoomFigures[]
}

/** Fewer bookings than this could be told apart. */
const fewest = 5

/** What rooms of a hub were used for, as booked under each room's own name. */
export async function usesAt(on: Db | Tx, hubId: string, period: Period): Promise<Use[]> {
  const { from, to } = spanOf(period)
  const { rows } = await sql<{ roomId: string; user: User; startsAt: string; endsAt: string }>`
    select b.room_id as "roomId", b.starts_at as "startsAt", b.ends_at as "endsAt",
      case when b.kind = 'activity' then 'activity' when a.kind = 'municipality' then 'municipality'
        when b.association_id is not null then 'association' else 'resident' end as user
    from rooms.booking b left join people.association a on a.id = b.association_id
    where b.hub_id = ${hubId} and b.kind <> 'block' and b.state = 'booked'
      and b.starts_at < ${to.toString()}::timestamptz and b.ends_at > ${from.toString()}::timestamptz`.execute(
    on,
  )
  return rows.map((row) => ({ ...row, startsAt: instantOf(row.startsAt), endsAt: instantOf(row.endsAt) }))
}

const spanOf = ({ from, to }: Period): Span => ({
  from: startOfDay(from),
  to: startOfDay(to.add({ days: 1 })),
})

/** The figures of one hub, with what could point at somebody left out. */
export function figuresOf(
  rooms: readonly { id: string; name: LocalText }[],
  uses: readonly Use[],
  facts: HubFacts,
  period: Period,
): HubFigures {
  const days = hoursBetween(facts, period.from, period.to)
  const open = days.flatMap((day) => day.hub.intervals)
  const span = spanOf(period)
  return {
    open: days.some((day) => day.hub.known)
      ? round(open.reduce((sum, one) => sum + hoursIn(one, span), 0))
      : null,
    rooms: rooms.map((room) => {
      const own = uses
        .filter((use) => use.roomId === room.id)
        .map((use) => ({ ...use, from: use.startsAt, to: use.endsAt }))
      const by = withoutFew(
        Object.fromEntries(
          users.map((user) => {
            const some = own.filter((use) => use.user === user)
            return [
              user,
              { hours: some.reduce((sum, use) => sum + hoursIn(use, span), 0), bookings: some.length },
            ]
          }),
        ) as Record<User, Hours>,
      )
      const few = own.length > 0 && own.length < fewest
      const used = own.reduce((sum, use) => sum + hoursIn(use, span), 0)
      const usedOpen = own.reduce(
        (sum, use) => sum + open.reduce((within, hours) => within + hoursIn(use, hours, span), 0),
        0,
      )
      return {
        roomId: room.id,
        name: room.name,
        used: few ? null : round(used),
        usedOpen: few ? null : round(usedOpen),
        by,
      }
    }),
  }
}

/**
 * Hides what is made of few bookings. One hidden number alone could be worked out from the sum, so the smallest of those
 * left goes with it.
 */
export function withoutFew<K extends string>(numbers: Record<K, Hours>): Record<K, number | null> {
  const keys = Object.keys(numbers) as K[]
  const hidden = new Set(keys.filter((key) => numbers[key].bookings > 0 && numbers[key].bookings < fewest))
  if (hidden.size === 1) {
    const smallest = keys
      .filter((key) => !hidden.has(key) && numbers[key].bookings > 0)
      .sort((a, b) => numbers[a].hours - numbers[b].hours)[0]
    if (smallest) hidden.add(smallest)
  }
  return Object.fromEntries(
    keys.map((key) => [key, hidden.has(key) ? null : round(numbers[key].hours)]),
  ) as Record<K, number | null>
}

/** The hours that all spans have in common. */
function hoursIn(...spans: Span[]): number {
  const from = spans.map((span) => span.from.epochMilliseconds)
  const to = spans.map((span) => span.to.epochMilliseconds)
  return Math.max(0, Math.min(...to) - Math.max(...from)) / 3_600_000
}

const round = (hours: number) => Math.round(hours * 10) / 10
