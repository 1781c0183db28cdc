import { z } from 'zod'
import { inLanguages, textFrom } from '#hubs'
import { config, field, type LocalText, seal, type Visit } from '#kernel'
import type { LockAdapter, SettingKind } from '../adapters/adapter.ts'
import { adapters } from '../adapters/registry.ts'
import { setUpTexts } from '../texts/set-up.ts'
import type { DoorFacts } from './write-door.ts'

/** Kinds of locks one may choose. The simulated one opens nothing, and is for trying things out. */
export const kindsToChoose = (): LockAdapter[] =>
  Object.values(adapters).filter((one) => one.name !== 'simulator' || config.demonstration)

export const isReady = (kind: LockAdapter) => kind.isReady?.() ?? true

export const kindCalled = (name: string | null | undefined): LockAdapter | undefined =>
  kindsToChoose().find((one) => one.name === name && isReady(one))

const phone = z
  .string()
  .transform((text) => text.replace(/[ ()-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{3,15}$/))

const facts = z.object({
  ...inLanguages('name', 80),
  name_nb: field.text(80),
  ...inLanguages('directions', 1000),
  ...inLanguages('fireSafety', 300),
  fireSafety_nb: field.text(300),
  alarmFrom: field.time().optional(),
  alarmTo: field.time().optional(),
  emergencyPhone: phone,
  failState: z.enum(['locked', 'unlocked']),
  rooms: field.many(z.string().max(60)),
  entrance: field.tick(),
  adapter: z.string().max(60),
})

/** A setting as forms carry it, read by the lock's own shape. What was empty takes the shape's own choice. */
function settingTyped(kind: SettingKind, shape: z.ZodType, keepsSecret: boolean): z.ZodType {
  switch (kind) {
    case 'number':
      return z.preprocess((typed) => (typed === undefined ? undefined : Number(typed)), shape)
    case 'tick':
      return z.preprocess((typed) => typed !== undefined, shape)
    case 'secret':
      return keepsSecret ? field.text(1000).optional() : field.text(1000)
    default:
      return shape
  }
}

const settingsTyped = (kind: LockAdapter, keepsSecrets: boolean) =>
  z.object(
    Object.fromEntries(
      Object.entries(kind.settings.fields).map(([name, how]) => [
        name,
        settingTyped(how, kind.settings.shape.shape[name] as z.ZodType, keepsSecrets),
      ]),
    ),
  )

/** The form of a door with this kind of lock; the kind travels in the form, so that it is read as it was written. */
function formOf(c: Visit, keepsSecrets: boolean) {
  const kind = kindsToChoose().find((one) => one.name === c.form.value('adapter'))
  // The settings' names are the kind's own: `settingsFrom` reads them by those.
  const whole = (kind ? facts.extend(settingsTyped(kind, keepsSecrets).shape) : facts) as typeof facts
  return whole.superRefine((typed, problem) => {
    if ((typed.alarmFrom === undefined) !== (typed.alarmTo === undefined))
      problem.addIssue({
        code: 'custom',
        path: [typed.alarmFrom === undefined ? 'alarmFrom' : 'alarmTo'],
        message: setUpTexts[c.lang].form.alarmBoth,
      })
  })
}
export const editedDoor = (c: Visit) => formOf(c, true)
export const newDoor = (c: Visit) => formOf(c, false).safeExtend({ hub: z.string().max(60) })
export type DoorTyped = z.output<typeof facts>

export function factsFrom(typed: DoorTyped, kind: LockAdapter): DoorFacts {
  const text = (name: string): LocalText => textFrom(typed, name) ?? {}
  const { alarmFrom, alarmTo } = typed
  return {
    name: text('name'),
    directions: text('directions'),
    fireSafety: text('fireSafety'),
    alarm: alarmFrom && alarmTo ? { from: alarmFrom, to: alarmTo } : null,
    emergencyPhone: typed.emergencyPhone,
    failState: typed.failState,
    rooms: typed.rooms,
    entrance: typed.entrance,
    settings: settingsFrom(typed as Record<string, unknown>, kind),
  }
}

/** What the door's row keeps: a secret only sealed, and nothing of one that was not typed. */
function settingsFrom(typed: Record<string, unknown>, kind: LockAdapter): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const [name, how] of Object.entries(kind.settings.fields)) {
    const value = typed[name]
    if (value !== undefined) settings[name] = how === 'secret' ? seal(String(value)) : value
  }
  return settings
}
