import { raw } from 'hono/html'
import { z } from 'zod'
import { page, pick, say, type Visit } from '#kernel'
import { Alert, Button, ButtonLink, ErrorSummary, Facts, Form, Local, Page, Status, When } from '#ui'
import { causeLink, type KeyPage, keyPage } from '../keys/key-page-facts.ts'
import { isLive } from '../keys/key-rules.ts'
import { openDoor } from '../open-door.ts'
import { texts } from '../texts/index.ts'
import { setUpTexts } from '../texts/set-up.ts'
import { keyLooks } from './key-looks.ts'

type Data = KeyPage & { cause: string | undefined }

/** The page one stands at the door with: it works without network once it has been opened, and without script. */
export const keyPagePage = page({
  needs: 'sign-in',
  form: z.object({ do: z.literal('open') }),
  read: async (c): Promise<Data> => {
    const data = await keyPage(c.db, c.actor, c.param('grantId'), c.now)
    // What the phone may keep, and how long: only the holder's own.
    if (data.isValid && data.grant.personId !== null && data.grant.personId === c.actor.personId)
      c.header('x-key-until', data.grant.to.toString())
    return { ...data, cause: await causeLink(c.db, data.grant) }
  },
  act: async (c, _wish, { grant }) => {
    await openDoor(c.db, c.actor, grant.id, c.now)
    return c.redirect(`/me/keys/${grant.id}?done=opened`)
  },
  show: (data, c) => {
    const t = texts[c.lang].key
    const { grant, door, isValid } = data
    const name = pick(grant.roomName ?? door.name, c.lang)
    const keeps = isValid && grant.personId !== null && grant.personId === c.actor.personId
    return (
      <Page
        c={c}
        title={t.title(name.text)}
        hub={{ id: grant.hubId }}
        breadcrumbs={[{ href: c.url('/me/keys'), text: t.mine }]}
        scripts={['kept-key']}
        noindex
      >
        <ErrorSummary c={c} />
        {/* The service worker takes `hidden` away when it answers with its copy. */}
        <p data-copy="true" hidden>
          <strong>{t.offlineNow}</strong>
        </p>
        {c.done === 'opened' && (
          <Alert kind="success">
            <p>{t.opened}</p>
          </Alert>
        )}
        <h1 class="ds-heading" lang={name.lang === c.lang ? undefined : name.lang}>
          {t.title(name.text)}
        </h1>
        <p>
          <Status kind={keyLooks[grant.state]}>{t.states[grant.state]}</Status>
        </p>
        <State data={data} c={c} />
        <Facts
          rows={[
            [t.works, <When from={grant.from} to={grant.to} c={c} />],
            grant.about && [setUpTexts[c.lang].about, <Local text={grant.about} c={c} />],
            [t.door, <Local text={door.name} c={c} />],
            [t.hub, grant.hubName],
            grant.personId !== c.actor.personId && [t.holder, grant.holder ?? ''],
          ]}
        />
        {grant.cutBy.map((cut) => (
          <p>{t.cut[cut]}</p>
        ))}
        <Local text={door.directions} c={c} as="p" />
        {isValid && data.isHolder && <Ways data={data} c={c} />}
        <section aria-labelledby="fails">
          <h2 class="ds-heading" id="fails">
            {t.fails}
          </h2>
          <ol>
            {t.failsSteps.map((step) => (
              <li>{step}</li>
            ))}
            <li>
              <a class="ds-link" href={`tel:${door.emergencyPhone}`}>
                {t.call(say[c.lang].phone(door.emergencyPhone))}
              </a>
            </li>
          </ol>
        </section>
        <section aria-labelledby="fire">
          <h2 class="ds-heading" id="fire">
            {t.fire}
          </h2>
          <p>{t.fireAlways}</p>
          {pick(door.fireSafety, c.lang).text && (
            <p>
              {t.fireWho} <Local text={door.fireSafety} c={c} />
            </p>
          )}
        </section>
        {keeps && <p class="hint">{t.offline}</p>}
        <p class="actions no-print">
          <kept-key until={keeps ? grant.to.toString() : undefined}>
            <button type="button" class="ds-button" data-variant="secondary" data-print="true" hidden>
              {t.print}
            </button>
          </kept-key>
          {data.cause && grant.personId === c.actor.personId && (
            <ButtonLink href={c.url(data.cause)} variant="tertiary">
              {t.toBooking}
            </ButtonLink>
          )}
        </p>
      </Page>
    )
  },
})

/** What is true now, and what to do about it. */
function State({ data: { grant }, c }: { data: Data; c: Visit }) {
  const t = texts[c.lang].key
  if (grant.replacedBy && !isLive(grant.state))
    return (
      <Alert kind="info">
        <p>{t.replaced}</p>
        <p>
          <a class="ds-link" href={c.url(`/me/keys/${grant.replacedBy}`)}>
            {t.toNew}
          </a>
        </p>
      </Alert>
    )
  switch (grant.state) {
    case 'wanted':
      return grant.pin === 'none' ? null : <p>{t.wanted(say[c.lang].dateTime(grant.from, c.today))}</p>
    case 'provisioning':
      return <p>{t.provisioning}</p>
    case 'failed':
      return (
        <Alert kind="warning">
          <p>{t.failed}</p>
        </Alert>
      )
    case 'revoked':
    case 'removed':
      return (
        <Alert kind="warning">
          <p>{t[grant.state]}</p>
          {grant.revokeReason && !ownReasons.has(grant.revokeReason) && <p>{t.why(grant.revokeReason)}</p>}
        </Alert>
      )
    case 'ended':
      return <p>{t.ended}</p>
    default:
      return null
  }
}

/** Codes of ours, not words of a host. */
const ownReasons = new Set(['moved', 'cancelled'])

/** Only what the door's lock can really do. */
function Ways({ data: { grant, pin, token, picture, can, mayOpen }, c }: { data: Data; c: Visit }) {
  const t = texts[c.lang].key
  return (
    <section aria-labelledby="ways" class="key-ways">
      <h2 class="ds-heading" id="ways">
        {t.ways}
      </h2>
      {pin && (
        <div>
          <h3 class="ds-heading">{t.pin}</h3>
          <p class="key-pin" role="img" aria-label={t.pinSaid([...pin].join(' '))}>
            {pin.slice(0, 3)}&nbsp;{pin.slice(3)}
          </p>
          <p>{t.pinHow}</p>
        </div>
      )}
      {token && picture && (
        <div>
          <h3 class="ds-heading">{t.qr}</h3>
          <div class="key-qr" role="img" aria-label={t.qrSaid}>
            {raw(picture)}
          </div>
          <p>{t.qrHow}</p>
          <p class="hint">
            {t.typed} <code class="key-token">{token}</code>
          </p>
        </div>
      )}
      {can.remoteUnlock && grant.personId === c.actor.personId && (
        <div class="no-print">
          <h3 class="ds-heading">{t.open}</h3>
          <p>{mayOpen ? t.openHow : t.notNow}</p>
          {mayOpen && (
            <Form c={c} class="one-press">
              <Button name="do" value="open">
                {t.openButton}
              </Button>
            </Form>
          )}
        </div>
      )}
    </section>
  )
}
