import type { HttpBindings } from '@hono/node-server'
import { z } from 'zod'
import { found, page, type Visit } from '#kernel'
import { Button, Form, Page } from '#ui'
import { settings } from '../settings.ts'
import { reaches } from '../sign-in/acr.ts'
import { texts } from '../texts/index.ts'
import { developmentIssuer } from './issuer.ts'
import { personaOf, personas } from './personas.ts'

/** The development issuer's only question: who are you today? Nobody is offered a level they cannot reach. */
export const personaPage = page({
  form: z.object({ persona: z.string() }),
  read: async (c) => {
    const { params } = await interactionOf(c)
    const level =
      String(params.acr_values ?? '').split(' ')[0] || (settings.identityProvider.acr[0] as string)
    return {
      level,
      offered: personas().filter((persona) => reaches(persona.level, level, settings.identityProvider.acr)),
    }
  },
  act: async (c, { persona }, { level, offered }) => {
    const result =
      persona === 'nobody'
        ? { error: 'access_denied', error_description: 'the person changed their mind' }
        : {
            login: {
              accountId: found(offered.find((known) => known === personaOf(persona))).key,
              acr: level,
              amr: ['BankID'],
            },
          }
    const { incoming, outgoing } = node(c)
    const to = await (await developmentIssuer()).interactionResult(incoming, outgoing, result, {
      mergeWithLastSubmission: false,
    })
    return c.hono.redirect(to, 303)
  },
  show: ({ offered, level }, c) => {
    const t = texts[c.lang].personas
    return (
      <Page c={c} title={t.title} noindex>
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        {level !== settings.identityProvider.acr[0] && <p>{t.higherLevel}</p>}
        <Form c={c} class="personas">
          {offered.map((persona) => (
            <Button name="persona" value={persona.key} variant="secondary">
              {persona.name}: {persona.about[c.lang]}
            </Button>
          ))}
          <Button name="persona" value="nobody" variant="tertiary">
            {t.cancel}
          </Button>
        </Form>
      </Page>
    )
  },
})

const node = (c: Visit) => c.hono.env as unknown as HttpBindings

async function interactionOf(c: Visit) {
  const { incoming, outgoing } = node(c)
  const known = await (await developmentIssuer())
    .interactionDetails(incoming, outgoing)
    .catch(() => undefined)
  return found(known)
}
