import { inZone } from '#kernel'
import type { RoomView } from '../shapes.ts'
import type { Alternative, FindCode, FoundRoom } from './find-wish.ts'
import { type Judge, moved, type Time } from './judge.ts'

/** How many minutes from the wished time an alternative may lie: who asked for the morning does not mean the evening. */
export const furthestAway = 2 * 60

/** Another time changes nothing about these. */
const whenever: ReadonlySet<FindCode> = new Set([
  'rooms.over-capacity',
  'rooms.ends-before-start',
  'rooms.private-party',
  'rooms.too-short',
  'rooms.person-quota',
  'rooms.association-quota',
])

/**
 * What comes nearest to a room that cannot be had: another part of the same hall at the same time, the same room at another
 * time of the day, another room of the hub, another hub. All rooms are asked about the same times, which are moved once.
 */
export function alternativesAt(
  times: readonly Time[],
  neighbours: (room: RoomView) => ReadonlySet<string>,
  judge: Judge,
): (room: RoomView, code: FindCode, free: readonly FoundRoom[]) => Alternative | undefined {
  const [first] = times
  if (!first) return () => undefined
  const there = (one: FoundRoom | undefined): Alternative | undefined =>
    one && { roomId: one.id, ...first.span, minutes: 0 }
  const timesMoved = once((shift) => times.map((time) => moved(time, shift)))
  const wall = inZone(first.span.from)
  const start = wall.hour * 60 + wall.minute
  const minutes = (first.to - first.from) / 60
  const shiftsBy = once((step) => shifts(start, step))

  /** The nearest start of the day at which every date can be had; of two as near, the later. */
  function anotherTime(room: RoomView): Alternative | undefined {
    for (const shift of shiftsBy(room.rules.stepMinutes)) {
      if (start + shift < 0 || start + shift + minutes > 24 * 60) continue
      const then = timesMoved(shift)
      // Whether it is taken is a comparison of numbers; the rules are asked about what is left.
      if (then.some((time) => judge.isTaken(room, time))) continue
      if (then.every((time) => judge.whyByRules(room, time) === undefined))
        return { roomId: room.id, ...(then[0] as Time).span, minutes: shift }
    }
    return undefined
  }

  return (room, code, free) => {
    const beside = neighbours(room)
    return (
      there(free.find(({ id }) => beside.has(id))) ??
      (whenever.has(code) ? undefined : anotherTime(room)) ??
      there(free.find(({ hubId }) => hubId === room.hubId)) ??
      there(free[0])
    )
  }
}

function once<T>(make: (minutes: number) => T): (minutes: number) => T {
  const made = new Map<number, T>()
  return (minutes) => {
    const value = made.get(minutes) ?? make(minutes)
    made.set(minutes, value)
    return value
  }
}

/** Minutes to the room's own starts, nearest first. */
function shifts(start: number, step: number): number[] {
  const found: number[] = []
  const earliest = Math.ceil((start - furthestAway) / step) * step
  for (let at = earliest; at <= start + furthestAway; at += step) if (at !== start) found.push(at - start)
  return found.sort((a, b) => Math.abs(a) - Math.abs(b) || b - a)
}

/** Rooms of the same hall: those that share a part, and those that share one with these. */
export function neighboursIn(rooms: readonly RoomView[]): (room: RoomView) => ReadonlySet<string> {
  const withPart = new Map<number, RoomView[]>()
  for (const room of rooms)
    for (const part of room.parts) {
      const sharing = withPart.get(part)
      if (sharing) sharing.push(room)
      else withPart.set(part, [room])
    }
  const sharesNothing = ({ parts }: RoomView) => parts.every((part) => withPart.get(part)?.length === 1)
  return (room) => {
    if (sharesNothing(room)) return nobody
    const whole = room.parts.flatMap((part) => withPart.get(part) ?? []).flatMap(({ parts }) => parts)
    const near = new Set(whole.flatMap((part) => withPart.get(part) ?? []).map(({ id }) => id))
    near.delete(room.id)
    return near
  }
}

const nobody: ReadonlySet<string> = new Set()
