import { defineRefusals } from '#kernel'
import { stafflessTexts } from '../texts/staffless.ts'

export const { refusal: stafflessRefusal, refuse: refuseEntry } = defineRefusals(
  { nb: stafflessTexts.nb.refusals, nn: stafflessTexts.nn.refusals, en: stafflessTexts.en.refusals },
  {
    'access.no-staffless-opening': 404,
    'access.suspended': 403,
    'access.no-agreement': 403,
    'access.agreement-over': 403,
    'access.hub-staffed': 409,
    'access.hub-shut': 409,
    'access.too-young': 403,
    'access.age-unknown': 403,
    'access.terms-not-read': 409,
    'access.agreed-already': 409,
    'access.suspended-already': 409,
    'access.appeal-needs-another': 403,
    'access.appealed-already': 409,
  },
)
