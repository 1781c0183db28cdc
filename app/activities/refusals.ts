import { defineRefusals } from '#kernel'
import { texts } from './texts/index.ts'

export const { refusal, refuse } = defineRefusals(
  { nb: texts.nb.refusals, nn: texts.nn.refusals, en: texts.en.refusals },
  {
    'activities.title-missing': 422,
    'activities.ages': 422,
    'activities.minimum-over-capacity': 422,
    'activities.ends-before-start': 422,
    'activities.date-taken': 409,
    'activities.date-past': 409,
    'activities.date-cancelled': 409,
    'activities.cancelled-already': 409,
    'activities.published-already': 409,
    'activities.nothing-ahead': 409,
    'activities.changed-meanwhile': 409,
    'activities.below-taken': 409,
    'activities.sign-ups-exist': 409,
    'activities.form-fixed': 409,
    'activities.filter-unknown': 400,
  },
)
