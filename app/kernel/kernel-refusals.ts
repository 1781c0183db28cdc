import { texts } from './kernel-texts.ts'
import { defineRefusals } from './refusals.ts'

export const { refusal: kernelRefusal } = defineRefusals(
  { nb: texts.nb.refusals, nn: texts.nn.refusals, en: texts.en.refusals },
  {
    'kernel.not-found': 404,
    'kernel.not-allowed': 403,
    'kernel.wrong-method': 405,
    'kernel.foreign-form': 403,
    'kernel.bad-request': 400,
    'kernel.too-large': 413,
    'kernel.too-many': 429,
    'kernel.key-reused': 422,
    'kernel.busy': 503,
    'kernel.no-such-thing': 404,
    'kernel.bad-query': 400,
    'kernel.bad-body': 422,
    'kernel.not-json': 400,
    'kernel.not-json-type': 415,
    'kernel.key-missing': 400,
  },
)

/** What was asked for, or the refusal "not found": what a person may not see does not exist for them either. */
export function found<T>(row: T | undefined | null): T {
  if (row === undefined || row === null) throw kernelRefusal('kernel.not-found')
  return row
}
