import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { municipalityFolder } from '#kernel'

const file = z.object({
  ages: z.object({
    /** From this age a child agrees to online services alone (personopplysningsloven § 5; a change to 15 is proposed). */
    ownConsent: z.number().int(),
    /** From this age a person may sign in and act alone. */
    ownAccount: z.number().int(),
    /** From this age nobody is anybody's guardian. */
    adult: z.number().int(),
  }),
  identityProvider: z.object({
    /** Assurance levels, lowest first. The first is what signing in takes, the last what stepping up takes. */
    acr: z.array(z.string()).min(1),
    /** Who may frame the front-channel logout address: the hosts of the provider's own login pages. */
    frameAncestors: z.array(z.url()),
  }),
  textMessages: z.object({ mailDomain: z.string() }).nullable(),
})

/** What each municipality decides about people, from municipalities/<id>/people.json. */
export const settings = file.parse(JSON.parse(readFileSync(join(municipalityFolder, 'people.json'), 'utf8')))
export type Ages = z.infer<typeof file>['ages']
