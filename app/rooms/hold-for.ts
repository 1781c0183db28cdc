import { factsOf, type HubFacts } from '#hubs'
import {
  type Actor,
  announce,
  attempt,
  now as clock,
  type Db,
  found,
  type LocalText,
  type Refusal,
  sql,
  type Tx,
} from '#kernel'
import { bookingChanged } from './announcements.ts'
import { endBooking, moveInto } from './free-time.ts'
import { holdForRefusal } from './hold-for-refusals.ts'
import { hoursStateOf } from './hours-state.ts'
import { noteStep, placeBooking } from './place-booking.ts'
import { heldFor, roomById } from './reads.ts'
import { refusal } from './refusals.ts'
import { together } from './series/together.ts'
import type { BookingView, RoomView, Span } from './shapes.ts'
import { freed } from './waiting-list/freed.ts'

/** What somebody above needs rooms for: `title` is read by anybody who asks why the room is taken. */
export type HoldWish = Span & {
  hubId: string
  roomIds: readonly string[]
  title: LocalText
  headCount: number
}
/** `about` says what holds the rooms; no wish gives them up. */
export type Holding = { about: string; wish: HoldWish | null }

const compare = Temporal.Instant.compare

/** Takes, moves or gives up the rooms that `about` holds, or refuses naming what is in the way. */
export const holdRoomsFor = (
  tx: Tx,
  actor: Actor,
  about: string,
  wish: HoldWish | null,
  now = clock(),
): Promise<void> => holdRoomsForAll(tx, actor, [{ about, wish }], now)

/** The same for many at once, such as the dates of a series: each may take the time another one leaves. All or none. */
export async function holdRoomsForAll(
  tx: Tx,
  actor: Actor,
  holdings: readonly Holding[],
  now = clock(),
): Promise<void> {
  const state = await standing(tx, holdings, now)
  if (!state) return
  await inOneGo(tx, now, async () => {
    const plans = holdings.map((holding) => planOf(holding, state))
    await leave(tx, plans)
    for (const plan of plans) await carryOut(tx, actor, plan, state, now)
  })
}

/** For those that nobody is there to decide about: what cannot be had is answered, and the others have their rooms. */
export async function holdRoomsWhereFree(
  tx: Tx,
  actor: Actor,
  holdings: readonly Holding[],
  now = clock(),
): Promise<{ about: string; refusal: Refusal }[]> {
  const state = await standing(tx, holdings, now)
  if (!state) return []
  const refused: { about: string; refusal: Refusal }[] = []
  await inOneGo(tx, now, async () => {
    for (const holding of holdings) {
      const answer = await attempt(tx, async () => {
        const plan = planOf(holding, state)
        await leave(tx, [plan])
        await carryOut(tx, actor, plan, state, now)
      })
      if (answer) refused.push({ about: holding.about, refusal: answer })
    }
  })
  return refused
}

/** Before anything is held: rooms that are there, at the hub where they are wished for. */
export async function refuseRoomsElsewhere(
  on: Db | Tx,
  hubId: string | null,
  roomIds: readonly string[],
): Promise<void> {
  for (const roomId of new Set(roomIds)) refuseElsewhere(found(await roomById(on, roomId)), hubId)
}

function refuseElsewhere(room: RoomView, hubId: string | null) {
  if (room.hubId !== hubId)
    throw holdForRefusal('rooms.at-another-hub', { room: room.name, hub: room.hubName })
}

/** Who waits hears of a time when all have moved: one date may take what another leaves. */
const inOneGo = (tx: Tx, now: Temporal.Instant, verb: () => Promise<void>) =>
  together(tx, verb, (time) => freed(tx, time, now))

type Standing = { held: BookingView[]; rooms: Map<string, RoomView>; hours: Map<string, HubFacts> }

/** What is held now, under the locks of every room concerned; undefined where there is nothing to do. */
async function standing(
  tx: Tx,
  holdings: readonly Holding[],
  now: Temporal.Instant,
): Promise<Standing | undefined> {
  const abouts = holdings.map(({ about }) => about)
  const roomIds = [...new Set(holdings.flatMap(({ wish }) => wish?.roomIds ?? []))]
  await sql`select rooms.hold_parts(array(
    select part_id from rooms.room_part where room_id = any(${roomIds}::text[])
    union select o.part_id from rooms.occupancy o join rooms.booking b on b.id = o.booking_id
      where b.about = any(${abouts}::text[])))`.execute(tx)
  const held = await heldFor(tx, abouts, now)
  if (held.length === 0 && roomIds.length === 0) return undefined
  const rooms = new Map<string, RoomView>()
  for (const id of roomIds) rooms.set(id, found(await roomById(tx, id)))
  const hours = new Map<string, HubFacts>()
  for (const { hubId } of rooms.values())
    if (!hours.has(hubId)) hours.set(hubId, found(await factsOf(tx, hubId)))
  return { held, rooms, hours }
}

type Plan = {
  about: string
  wish: HoldWish | null
  kept: { booking: BookingView; room: RoomView; moves: boolean }[]
  added: RoomView[]
  gone: BookingView[]
}

function planOf({ about, wish }: Holding, { held, rooms }: Standing): Plan {
  const own = held.filter((booking) => booking.about === about)
  const wanted = [...new Set(wish?.roomIds ?? [])]
  const plan: Plan = { about, wish, kept: [], added: [], gone: own.filter((b) => !wanted.includes(b.roomId)) }
  for (const roomId of wanted) {
    const room = rooms.get(roomId) as RoomView
    const booking = own.find((one) => one.roomId === roomId)
    if (!booking) plan.added.push(room)
    else if (wish) {
      const moves = !booking.startsAt.equals(wish.from) || !booking.endsAt.equals(wish.to)
      plan.kept.push({ booking, room, moves })
    }
  }
  return plan
}

/** Lets go of what will not stay, before anybody takes anything. */
async function leave(tx: Tx, plans: readonly Plan[]): Promise<void> {
  const ids = plans.flatMap(({ kept, gone }) => [
    ...gone.map(({ id }) => id),
    ...kept.filter(({ moves }) => moves).map(({ booking }) => booking.id),
  ])
  if (ids.length > 0)
    await sql`delete from rooms.occupancy where booking_id = any(${ids}::uuid[])`.execute(tx)
}

async function carryOut(
  tx: Tx,
  actor: Actor,
  { about, wish, kept, added, gone }: Plan,
  { hours }: Standing,
  now: Temporal.Instant,
): Promise<void> {
  for (const booking of gone) {
    await noteStep(tx, actor, booking.id, 'cancelled', now)
    await endBooking(tx, booking, 'cancelled', now)
  }
  if (!wish || compare(wish.to, now) <= 0) return
  const stateAt = (room: RoomView) => hoursStateOf(hours.get(room.hubId) as HubFacts, wish)
  const heads = headsIn(
    [...kept.map(({ room }) => room), ...added],
    wish,
    kept.every(isAsItWas(wish)) && added.length === 0,
  )
  for (const { booking, room, moves } of kept) {
    if (moves) {
      if (room.state !== 'open') throw refusal('rooms.not-open')
      await moveInto(tx, booking, room, wish, now)
      await noteStep(tx, actor, booking.id, 'moved', now, {
        details: { roomId: booking.roomId, from: booking.startsAt.toString(), to: booking.endsAt.toString() },
      })
    }
    await saySame(
      tx,
      booking,
      { title: wish.title, headCount: heads(room), hoursState: moves ? stateAt(room) : booking.hoursState },
      moves,
    )
  }
  for (const room of added) {
    refuseElsewhere(room, wish.hubId)
    if (room.state !== 'open') throw refusal('rooms.not-open')
    await placeBooking(
      tx,
      actor,
      { room, booker: 'municipality' },
      {
        from: wish.from,
        to: wish.to,
        kind: 'activity',
        state: 'booked',
        step: 'booked',
        hoursState: stateAt(room),
        title: wish.title,
        about,
        wish: { headCount: heads(room), audience: 'open' },
      },
      now,
    )
  }
}

const isAsItWas =
  (wish: HoldWish) =>
  ({ booking, room, moves }: Plan['kept'][number]) =>
    !moves && booking.headCount === Math.min(wish.headCount, room.capacity)

/** Together the rooms must hold everybody: a fire limit is nobody's to set aside. */
function headsIn(rooms: readonly RoomView[], { headCount }: HoldWish, asItWas: boolean) {
  const capacity = rooms.reduce((sum, room) => sum + room.capacity, 0)
  if (rooms.length > 0 && headCount > capacity && !asItWas) throw refusal('rooms.over-capacity', { capacity })
  return (room: RoomView) => Math.min(headCount, room.capacity)
}

type Said = { title: LocalText; headCount: number; hoursState: string }

/** A new title or head count moves nothing, but whoever shows the booking must hear of it. */
async function saySame(tx: Tx, booking: BookingView, said: Said, moved: boolean): Promise<void> {
  const title = JSON.stringify(said.title)
  const { rows } = await sql<{ version: number }>`
    update rooms.booking set title = ${title}::jsonb, head_count = ${said.headCount}, hours_state = ${said.hoursState},
      version = version + ${moved ? 0 : 1}
    where id = ${booking.id}::uuid and (${moved} or title is distinct from ${title}::jsonb or head_count <> ${said.headCount})
    returning version`.execute(tx)
  for (const { version } of rows) await announce(tx, bookingChanged, { bookingId: booking.id, version })
}
