import { cleanUp } from './own-clean-up.ts'
import { erase } from './own-erasure.ts'
import { exportOf } from './own-export.ts'
import { data } from './own-register.ts'
import type { PrivacyPart } from './part.ts'

/** What this module keeps about people. */
export const ownPart: PrivacyPart = { classes: data, exportOf, erase, cleanUp }
