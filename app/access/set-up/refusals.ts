import { defineRefusals } from '#kernel'
import { setUpTexts } from '../texts/set-up.ts'

export const { refusal, refuse } = defineRefusals(
  { nb: setUpTexts.nb.refusals, nn: setUpTexts.nn.refusals, en: setUpTexts.en.refusals },
  {
    'access.door-closed': 409,
    'access.lock-taken': 409,
    'access.only-alarm': 409,
    'access.too-many-days': 422,
    'access.too-long': 422,
    'access.has-key': 409,
    'access.time-past': 422,
    'access.ends-first': 422,
    'access.no-such-kind': 422,
  },
)
