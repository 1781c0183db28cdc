import { defineRefusals } from '#kernel'
import { texts } from './texts/index.ts'

export const { refusal: portalRefusal } = defineRefusals(
  { nb: texts.nb.refusals, nn: texts.nn.refusals, en: texts.en.refusals },
  {
    'portal.not-staff': 403,
    'portal.choose-each': 422,
    'portal.new-hits': 409,
    'portal.moved-to-closed': 422,
  },
)
