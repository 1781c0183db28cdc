import { defineRefusals } from '#kernel'
import { signUpTexts } from '../texts/sign-up.ts'

/** Some are also names of database constraints: what the rule misses, the table says with the same sentence. */
export const { refusal: signUpRefusal, refuse: refuseSignUp } = defineRefusals(
  { nb: signUpTexts.nb.refusals, nn: signUpTexts.nn.refusals, en: signUpTexts.en.refusals },
  {
    'activities.not-published': 404,
    'activities.cancelled': 409,
    'activities.no-sign-up': 409,
    'activities.past': 409,
    'activities.not-open-yet': 409,
    'activities.closed': 409,
    'activities.nobody': 422,
    'activities.party-too-big': 422,
    'activities.more-than-places': 422,
    'activities.too-young': 409,
    'activities.too-old': 409,
    'activities.full': 409,
    'activities.already-signed-up': 409,
    'activities.child-already-signed-up': 409,
    'activities.not-your-child': 403,
    'activities.who-are-you': 422,
    'activities.answer-missing': 422,
    'activities.answer-unknown': 422,
    'activities.hold-lapsed': 410,
    'activities.offer-ended': 410,
    'activities.ended': 410,
    'activities.no-room-to-grow': 409,
    'activities.only-for-courses': 409,
    'activities.seat-given': 409,
    'activities.checked-in': 409,
    'activities.unknown-code': 404,
    'activities.not-here': 404,
  },
)
