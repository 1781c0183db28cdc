import { nameActions } from '#people'
import { texts } from './texts/index.ts'
import { setUpTexts } from './texts/set-up.ts'

nameActions({
  nb: { ...texts.nb.audit, ...setUpTexts.nb.audit },
  nn: { ...texts.nn.audit, ...setUpTexts.nn.audit },
  en: { ...texts.en.audit, ...setUpTexts.en.audit },
})

export type * from './adapters/adapter.ts'
export { type GrantView, keysOfBooking, keysOfPerson } from './keys/grants.ts'
export { keysHit } from './keys/keys-hit.ts'
export { MyKeys } from './pages/my-keys.tsx'
export { resealAccess } from './reseal.ts'
export { texts as accessTexts } from './texts/index.ts'
export { stafflessTexts } from './texts/staffless.ts'
