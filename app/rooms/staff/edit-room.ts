import type { Actor, Tx } from '#kernel'
import type { RuleSet } from '../rule-set.ts'
import type { RoomView } from '../shapes.ts'
import { refuse } from './refusals.ts'
import { roomEdited, roomHeld } from './room-edited.ts'

/** What a host writes down about a room; its rules, parts and pictures are edited apart. */
export type RoomFacts = Omit<
  RoomView,
  | 'id'
  | 'hubId'
  | 'hubName'
  | 'rules'
  | 'terms'
  | 'example'
  | 'placeInList'
  | 'version'
  | 'parts'
  | 'partNames'
  | 'pictures'
> & { termsId: number | null }

/** The facts of a room. What a host has looked over and saved is no example any more. */
export async function editRoom(
  tx: Tx,
  actor: Actor,
  roomId: string,
  facts: RoomFacts,
  seen: number,
  now = Temporal.Now.instant(),
): Promise<void> {
  const room = await roomHeld(tx, actor, roomId, seen)
  refuse(facts.state === 'open' && !(await hasParts(tx, roomId)) ? 'rooms.no-parts' : undefined)
  await tx
    .updateTable('rooms.room')
    .set({
      name: JSON.stringify(facts.name),
      summary: JSON.stringify(facts.summary),
      kind: facts.kind,
      state: facts.state,
      capacity: facts.capacity,
      area_m2: facts.areaM2,
      floor: JSON.stringify(facts.floor),
      equipment: facts.equipment,
      equipment_note: JSON.stringify(facts.equipmentNote),
      step_free: facts.stepFree,
      accessibility: facts.accessibility,
      accessibility_note: JSON.stringify(facts.accessibilityNote),
      camera_notice: JSON.stringify(facts.cameraNotice),
      instructions: JSON.stringify(facts.instructions),
      fire_safety: JSON.stringify(facts.fireSafety),
      terms_id: facts.termsId,
      example: false,
    })
    .where('id', '=', roomId)
    .execute()
  await roomEdited(tx, actor, room, 'rooms.edit-room', now, { state: facts.state })
}

const hasParts = async (tx: Tx, roomId: string) =>
  (await tx
    .selectFrom('rooms.room_part')
    .select('part_id')
    .where('room_id', '=', roomId)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** New rules hold for what is booked from now on; bookings keep what they were made with. */
export async function editRules(
  tx: Tx,
  actor: Actor,
  roomId: string,
  rules: RuleSet,
  seen: number,
  now = Temporal.Now.instant(),
): Promise<void> {
  const room = await roomHeld(tx, actor, roomId, seen)
  refuse(whyNotRules(rules))
  await tx
    .updateTable('rooms.room')
    .set({ rules: JSON.stringify(rules) })
    .where('id', '=', roomId)
    .execute()
  await roomEdited(tx, actor, room, 'rooms.edit-rules', now)
}

/** Rules that nobody could follow, at any time of the day. */
export function whyNotRules(rules: RuleSet) {
  const longest = [rules.longestMinutes, ...Object.values(rules.overrides).map((own) => own?.longestMinutes)]
  return longest.some((minutes) => minutes !== undefined && minutes < rules.shortestMinutes)
    ? ('rooms.shortest-over-longest' as const)
    : undefined
}

/** Which of the hub's pictures show this room, in the order they hang at the hub. */
export async function setRoomPictures(
  tx: Tx,
  actor: Actor,
  roomId: string,
  pictureIds: readonly number[],
  now = Temporal.Now.instant(),
): Promise<void> {
  const room = await roomHeld(tx, actor, roomId)
  await tx.deleteFrom('rooms.room_picture').where('room_id', '=', roomId).execute()
  const own = await tx
    .selectFrom('hubs.picture')
    .select('id')
    .where('hub_id', '=', room.hub_id)
    .where('removed_at', 'is', null)
    .where('id', 'in', [...pictureIds, 0])
    .orderBy('place_in_list')
    .execute()
  if (own.length > 0)
    await tx
      .insertInto('rooms.room_picture')
      .values(own.map(({ id }, i) => ({ room_id: roomId, picture_id: id, place_in_list: i })))
      .execute()
  await roomEdited(tx, actor, room, 'rooms.edit-pictures', now)
}
