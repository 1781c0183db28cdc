import { z } from 'zod'
import { inLanguages, textFrom } from '#hubs'
import { field, type LocalText } from '#kernel'
import { roomKinds, roomStates } from '../shapes.ts'
import { accessibilityKinds, equipmentKinds } from '../vocabulary.ts'
import type { RoomFacts } from './edit-room.ts'

/** The texts of a room, how long each may be, and how many lines its field has; none: one line. */
type Width = { max: number; rows?: number }
export const roomWritings: Record<Writing, Width> = {
  name: { max: 80 },
  summary: { max: 300, rows: 2 },
  floor: { max: 60 },
  equipmentNote: { max: 500, rows: 2 },
  accessibilityNote: { max: 500, rows: 2 },
  cameraNotice: { max: 500, rows: 2 },
  instructions: { max: 2000, rows: 5 },
  fireSafety: { max: 300, rows: 2 },
}
export type Writing =
  | 'name'
  | 'summary'
  | 'floor'
  | 'equipmentNote'
  | 'accessibilityNote'
  | 'cameraNotice'
  | 'instructions'
  | 'fireSafety'

export const roomForm = z.object({
  ...inLanguages('name', roomWritings.name.max),
  name_nb: field.text(roomWritings.name.max),
  ...inLanguages('summary', roomWritings.summary.max),
  ...inLanguages('floor', roomWritings.floor.max),
  ...inLanguages('equipmentNote', roomWritings.equipmentNote.max),
  ...inLanguages('accessibilityNote', roomWritings.accessibilityNote.max),
  ...inLanguages('cameraNotice', roomWritings.cameraNotice.max),
  ...inLanguages('instructions', roomWritings.instructions.max),
  ...inLanguages('fireSafety', roomWritings.fireSafety.max),
  kind: z.enum(roomKinds),
  state: z.enum(roomStates),
  capacity: field.number(1, 5000),
  areaM2: field.number(1, 100_000).optional(),
  equipment: field.many(z.enum(equipmentKinds)),
  stepFree: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  accessibility: field.many(z.enum(accessibilityKinds)),
  termsId: field.number(1, Number.MAX_SAFE_INTEGER).optional(),
  version: field.number(0, Number.MAX_SAFE_INTEGER),
})
export type RoomFields = z.output<typeof roomForm>

export function factsFrom(fields: RoomFields): RoomFacts {
  const text = (name: Writing): LocalText => textFrom(fields, name) ?? {}
  return {
    name: text('name'),
    summary: text('summary'),
    floor: text('floor'),
    equipmentNote: text('equipmentNote'),
    accessibilityNote: text('accessibilityNote'),
    cameraNotice: text('cameraNotice'),
    instructions: text('instructions'),
    fireSafety: text('fireSafety'),
    kind: fields.kind,
    state: fields.state,
    capacity: fields.capacity,
    areaM2: fields.areaM2 ?? null,
    equipment: fields.equipment,
    stepFree: fields.stepFree === 'unknown' ? null : fields.stepFree === 'yes',
    accessibility: fields.accessibility,
    termsId: fields.termsId ?? null,
  }
}
