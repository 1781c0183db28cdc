import { defineRefusals } from '#kernel'
import { texts } from './texts/index.ts'

export const { refusal, refuse } = defineRefusals(
  { nb: texts.nb.refusals, nn: texts.nn.refusals, en: texts.en.refusals },
  {
    'hubs.hours-unreadable': 422,
    'hubs.hours-misplaced-holiday': 422,
    'hubs.hours-vague': 422,
    'hubs.no-hours-given': 422,
    'hubs.period-backwards': 422,
    'hubs.closure-ends-first': 422,
    'hubs.closure-over': 409,
    'hubs.exception-twice': 409,
    'hubs.draft-used': 409,
    'hubs.status-overlaps': 409,
    'hubs.school-holiday-overlaps': 409,
    'hubs.picture-wrong-kind': 422,
    'hubs.picture-too-large': 413,
    'hubs.picture-too-small': 422,
    'hubs.picture-twice': 409,
    'hubs.too-many-pictures': 409,
  },
)
