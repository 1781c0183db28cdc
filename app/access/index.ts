import { nameActions } from '#people'
import { texts } from './texts/index.ts'

nameActions({ nb: texts.nb.audit, nn: texts.nn.audit, en: texts.en.audit })

export type * from './adapters/adapter.ts'
export { type GrantView, keysOfBooking, keysOfPerson } from './keys/grants.ts'
export { keysHit } from './keys/keys-hit.ts'
export { MyKeys } from './pages/my-keys.tsx'
export { resealAccess } from './reseal.ts'
export { texts as accessTexts } from './texts/index.ts'
export { stafflessTexts } from './texts/staffless.ts'
