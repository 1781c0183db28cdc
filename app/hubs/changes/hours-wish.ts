import { z } from 'zod'
import { statuses } from '../hours/facts.ts'
import { whyNotHours } from '../hours/why-not-hours.ts'

const localText = z.partialRecord(z.enum(['nb', 'nn', 'en']), z.string().max(1000))
const osm = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((text) => whyNotHours(text) === undefined)
const about = {
  serviceId: z.string().nullable(),
  hours: z.enum(['staffed', 'staffless']),
  osm,
  closedOnHolidays: z.boolean(),
  note: localText.nullable(),
}

const exceptionWish = z.object({
  hubId: z.string(),
  serviceId: z.string().nullable(),
  hours: z.enum(['as-usual', 'own', 'note']),
  osm: osm.nullable(),
  note: localText.nullable(),
})

/** What somebody wants done to the hours of a hub. Instants and dates are ISO text, because a draft is kept as JSON. */
export const hoursWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('regular'), ...about, from: z.iso.date() }),
  z.object({ kind: z.literal('deviation'), ...about, from: z.iso.date(), to: z.iso.date() }),
  z.object({ kind: z.literal('take-back'), rowId: z.number() }),
  z.object({
    kind: z.literal('close'),
    everyHub: z.boolean(),
    serviceId: z.string().nullable(),
    effect: z.enum(['closed', 'limited']),
    from: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
    mayBeExtended: z.boolean(),
    reason: localText,
    exceptions: z.array(exceptionWish).max(100),
  }),
  z.object({ kind: z.literal('new-end'), closureId: z.number(), until: z.iso.datetime().nullable() }),
  z.object({ kind: z.literal('except'), closureId: z.number(), exceptions: z.array(exceptionWish).max(100) }),
  z.object({ kind: z.literal('call-off'), closureId: z.number() }),
  z.object({ kind: z.literal('status'), status: z.enum(statuses), from: z.iso.date() }),
])
export type HoursWish = z.infer<typeof hoursWish>
