import { defineRefusals } from '#kernel'
import { texts } from './texts/index.ts'

export const { refusal } = defineRefusals(
  { nb: texts.nb.refusals, nn: texts.nn.refusals, en: texts.en.refusals },
  {
    'access.too-early': 409,
    'access.over': 410,
    'access.revoked': 410,
    'access.no-remote': 409,
    'access.no-answer': 503,
    'access.moved-meanwhile': 409,
    'access.window': 422,
    'access.one-key': 409,
    'access.slot-taken': 409,
    'access.pin-taken': 409,
    'access.code-still-there': 409,
    'access.no-agent': 409,
  },
)
