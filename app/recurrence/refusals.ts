import { defineRefusals } from '#kernel'
import { en } from './texts/en.ts'
import { nb } from './texts/nb.ts'
import { nn } from './texts/nn.ts'

export const { refusal } = defineRefusals(
  { nb: nb.refusals, nn: nn.refusals, en: en.refusals },
  {
    'recurrence.rule-broken': 422,
    'recurrence.rule-unsupported': 422,
    'recurrence.rule-no-dates': 422,
    'recurrence.rule-too-many': 422,
    'recurrence.rule-too-far': 422,
  },
)
