import { z } from 'zod'
import type { DateChoice } from './series-plan.ts'

const instant = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text))
const date = z.iso.date()

/** What was chosen for each refused date, as a form or the API sends it. */
export const dateChoices = z
  .array(
    z.discriminatedUnion('choice', [
      z.object({ date, choice: z.literal('skip') }),
      z.object({ date, choice: z.literal('stop') }),
      z.object({
        date,
        choice: z.literal('move'),
        to: z.object({ roomId: z.string().max(60), from: instant, to: instant }),
      }),
    ]) satisfies z.ZodType<DateChoice>,
  )
  .max(400)
  .default([])
