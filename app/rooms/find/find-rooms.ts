import { type Facts, hubList, kilometres } from '#hubs'
import { type Db, type Tx, today, zone } from '#kernel'
import { freeDaysOf, ruleRefusal, type Slot, slotsOf } from '#recurrence'
import { refusal } from '../refusals.ts'
import type { RoomView, Span } from '../shapes.ts'
import { readBooker } from './booker.ts'
import type { Alternative, FindCode, FindWish, FoundRoom, FoundRooms, RefusedRoom } from './find-wish.ts'
import { type Judge, judgeOf, type Time, timesOf } from './judge.ts'
import { alternativesAt, furthestAway, neighboursIn } from './nearest-alternative.ts'
import { roomsKept } from './rooms-kept.ts'
import { takenTimes } from './taken-times.ts'

/**
 * Which rooms can be had as somebody wishes, and for those that cannot: why, and what comes nearest. At most five queries,
 * however many rooms and dates: whether rooms or hours have changed since they were last read, positions when one wants to
 * be near, what is taken, and what counts of the booker. The rules are the booking's own.
 */
export async function findRooms(on: Db | Tx, wish: FindWish, now: Temporal.Instant): Promise<FoundRooms> {
  const [{ rooms: all, facts }, distance] = await Promise.all([roomsKept(on), distances(on, wish, now)])
  const slots = slotsWished(wish, facts, now)
  const times = timesOf(slots.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })))
  const rooms = all.filter((room) => isLookedFor(room, wish, distance(room)))
  const judge = await readJudge(on, { ...wish, inSeries: isRule(wish) }, rooms, facts, times, now)

  const free: FoundRoom[] = []
  const not: RefusedRoom[] = []
  for (const room of rooms) {
    const km = distance(room)
    const refused = refusedDates(room, slots, times, judge)
    const [first] = refused
    const tooMany = slots.length === 0 && wish.headCount > room.capacity
    const code = first?.code ?? (tooMany ? 'rooms.over-capacity' : undefined)
    if (code) not.push({ room: { ...room, km }, code, params: judge.facts(room, first?.time), refused })
    else free.push({ ...room, km, way: wayIn(room, times, judge) })
  }
  if (wish.near) {
    free.sort(byDistance)
    not.sort((a, b) => byDistance(a.room, b.room))
  }
  const nearest = alternativesAt(times, neighboursIn(rooms), judge)
  for (const one of not) {
    const alternative = nearest(one.room, one.code, free)
    if (alternative) one.alternative = alternative
  }
  return { slots, free, not }
}

/**
 * What comes nearest to each of these times in a room: for the dates of a series that were refused. The same queries as one
 * search, however many times.
 */
export async function alternativesTo(
  on: Db | Tx,
  wish: Omit<FindWish, 'when' | 'near'>,
  roomId: string,
  spans: readonly Span[],
  now: Temporal.Instant,
): Promise<(Alternative | undefined)[]> {
  const { rooms, facts } = await roomsKept(on)
  const room = rooms.find(({ id }) => id === roomId)
  if (!room) return spans.map(() => undefined)
  // At the same hub a room may lack something; further away it must have what the wished one has.
  const others = rooms.filter(
    (other) => other.id === roomId || isLookedFor(other, { ...wish, near: null }, null),
  )
  const times = timesOf(spans)
  const judge = await readJudge(on, { ...wish, inSeries: true }, others, facts, times, now)
  const neighbours = neighboursIn(others)
  return times.map((time) => {
    const code = judge.why(room, time) ?? 'rooms.taken'
    const free = others
      .filter((other) => other.id !== roomId && judge.why(other, time) === undefined)
      .map((other) => ({ ...other, km: null, way: wayIn(other, [time], judge) }))
    return alternativesAt([time], neighbours, judge)(room, code, free)
  })
}

/** Everything a judge must know about these rooms around these times. */
async function readJudge(
  on: Db | Tx,
  wish: Omit<FindWish, 'when' | 'near' | 'equipment' | 'stepFree' | 'hubIds'> & { inSeries: boolean },
  rooms: readonly RoomView[],
  facts: Facts,
  times: readonly Time[],
  now: Temporal.Instant,
): Promise<Judge> {
  const tidy = Math.max(0, ...rooms.map(({ rules }) => rules.tidyMinutes))
  const around = times.map(({ from, to }) => ({
    from: Temporal.Instant.fromEpochMilliseconds((from - furthestAway * 60) * 1000),
    to: Temporal.Instant.fromEpochMilliseconds((to + (furthestAway + tidy) * 60) * 1000),
  }))
  // Where too many would come, nobody asks whether it is taken.
  const large = rooms.filter(({ capacity }) => wish.headCount <= capacity)
  const parts = [...new Set(large.flatMap((room) => room.parts))]
  const [taken, { booked, age }] = await Promise.all([
    takenTimes(on, parts, around, now),
    readBooker(on, wish, rooms, times, now),
  ])
  return judgeOf({ ...wish, age }, { facts, taken, booked }, now)
}

/** Every room is asked about every date, by whoever comes by: four hundred of them are a second of everybody’s time. */
const mostDatesSought = 60

const isRule = ({ when }: FindWish) => when !== null && 'rule' in when

function slotsWished({ when }: FindWish, facts: Facts, now: Temporal.Instant): Slot[] {
  if (when === null) return []
  const day = today(now)
  if ('from' in when) return [{ date: today(when.from).toString(), startsAt: when.from, endsAt: when.to }]
  const slots = slotsOf(when.rule, freeDaysOf(facts), day, zone)
  if (typeof slots === 'string') throw ruleRefusal(slots)
  if (slots.length > mostDatesSought) throw refusal('rooms.too-many-dates', { most: mostDatesSought })
  return slots
}

/** What a room must have to be spoken of at all. */
const isLookedFor = (
  room: RoomView,
  { equipment, stepFree, hubIds, near }: Pick<FindWish, 'equipment' | 'stepFree' | 'hubIds' | 'near'>,
  km: number | null,
) =>
  equipment.every((one) => room.equipment.includes(one)) &&
  (!stepFree || room.stepFree === true) &&
  (hubIds.length === 0 || hubIds.includes(room.hubId)) &&
  (near === null || near.km === null || (km !== null && km <= near.km))

function refusedDates(room: RoomView, slots: readonly Slot[], times: readonly Time[], judge: Judge) {
  const refused: { date: string; code: FindCode; time: Time }[] = []
  let notBooked = 0
  for (const [nth, { date }] of slots.entries()) {
    const time = times[nth] as Time
    if (time.earlierInWeek === 0) notBooked = 0
    let code = judge.why(room, time)
    // A date that cannot be had counts against nobody's quota.
    if (notBooked > 0 && code && isQuota(code)) code = judge.why(room, after(time, notBooked))
    if (!code) continue
    notBooked++
    refused.push({ date, code, time })
  }
  return refused
}

const isQuota = (code: FindCode) => code === 'rooms.person-quota' || code === 'rooms.association-quota'
const after = (time: Time, notBooked: number): Time => ({
  ...time,
  earlierInWeek: time.earlierInWeek - notBooked,
})

/** A host answers for all dates when one of them needs an answer. */
function wayIn(room: RoomView, times: readonly Time[], judge: Judge): FoundRoom['way'] {
  if (times.length === 0) return null
  return times.some((time) => judge.way(room, time) === 'approval') ? 'approval' : 'instant'
}

async function distances(
  on: Db | Tx,
  { near }: FindWish,
  now: Temporal.Instant,
): Promise<(room: RoomView) => number | null> {
  if (near === null) return () => null
  const hubs = new Map((await hubList(on, today(now))).map((hub) => [hub.id, hub]))
  return ({ hubId }) => {
    const { lat, lon } = hubs.get(hubId) ?? {}
    return lat != null && lon != null ? kilometres(near, { lat, lon }) : null
  }
}

const far = Number.POSITIVE_INFINITY
const byDistance = (a: { km: number | null }, b: { km: number | null }) =>
  a.km === b.km ? 0 : (a.km ?? far) - (b.km ?? far)
