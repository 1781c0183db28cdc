import { z } from 'zod'
import { hubNames } from '#hubs'
import { field, found, limit, page, say, type Visit } from '#kernel'
import { needPerson } from '#people'
import {
  Alert,
  Button,
  Card,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  LocalParagraphs,
  Page,
  Status,
  TextArea,
} from '#ui'
import { stafflessTexts } from '../../texts/staffless.ts'
import {
  accessOf,
  agree,
  endAgreement,
  type OwnAccess,
  type Terms,
  termsNow,
  whyNotLetIn,
} from '../agreements.ts'
import { enter, entranceDoors } from '../enter.ts'
import { appealSuspension } from '../suspensions.ts'

const hub = z.string().max(60)
const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('agree'), hub, version: field.number(1, 10_000) }),
  z.object({ do: z.literal('end'), agreement: z.uuid() }),
  z.object({ do: z.literal('appeal'), suspension: z.uuid(), appeal: field.text(4000, 3) }),
  z.object({ do: z.literal('enter'), hub, door: z.string().max(60) }),
])

type Here = {
  hub: { id: string; name: string }
  terms: Terms
  own: OwnAccess
  mayEnter: boolean
  doors: Awaited<ReturnType<typeof entranceDoors>>
}

/** Where one may let oneself in while nobody works there: the rules, one's own agreement, and the button at the door. */
export const ownStafflessPage = page({
  needs: 'sign-in',
  form,
  read: async (c): Promise<Here[]> => {
    const personId = needPerson(c.actor)
    const names = new Map((await hubNames(c.db)).map((one) => [one.id, one.name]))
    return Promise.all(
      (await termsNow(c.db)).map(async (terms) => ({
        hub: { id: terms.hubId, name: names.get(terms.hubId) ?? terms.hubId },
        terms,
        own: await accessOf(c.db, personId, terms.hubId, c.today),
        mayEnter: (await whyNotLetIn(c.db, personId, terms.hubId, c.now)) === undefined,
        doors: await entranceDoors(c.db, terms.hubId),
      })),
    )
  },
  act: async (c, wish) => {
    switch (wish.do) {
      case 'agree':
        await c.transaction((tx) => agree(tx, c.actor, { hubId: wish.hub, version: wish.version }, c.now))
        return c.redirect('/me/staffless?done=agreed')
      case 'end':
        await c.transaction((tx) => endAgreement(tx, c.actor, wish.agreement, c.now))
        return c.redirect('/me/staffless?done=ended')
      case 'appeal':
        await c.transaction((tx) =>
          appealSuspension(tx, c.actor, { id: wish.suspension, appeal: wish.appeal }, c.now),
        )
        return c.redirect('/me/staffless?done=appealed')
      case 'enter': {
        // Each press is a key, with a code that the lock has to hold.
        await limit({ key: `enter:${c.actor.personId}`, max: 20, seconds: 3600 })
        const key = await c.transaction((tx) =>
          enter(tx, c.actor, { hubId: wish.hub, doorId: wish.door }, c.now),
        )
        return c.redirect(`/me/keys/${found(key)}`)
      }
    }
  },
  show: (hubs, c) => {
    const t = stafflessTexts[c.lang]
    const done = { agreed: t.agreed, ended: t.ended, appealed: t.appealed }[c.done ?? '']
    return (
      <Page c={c} title={t.title} breadcrumbs={[{ href: c.url('/me'), text: myPage[c.lang] }]}>
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        <p>{t.lead}</p>
        {hubs.length === 0 && <EmptyState title={t.none}>{t.noneNext}</EmptyState>}
        {hubs.map((here) => (
          <HubAccess c={c} here={here} />
        ))}
      </Page>
    )
  },
})

const myPage = { nb: 'Min side', nn: 'Mi side', en: 'My page' }

function HubAccess({ c, here: { hub, terms, own, mayEnter, doors } }: { c: Visit; here: Here }) {
  const t = stafflessTexts[c.lang]
  const day = (date: Temporal.PlainDate) => say[c.lang].dateYear(date)
  const holds = own.agreement && Temporal.PlainDate.compare(own.agreement.validTo, c.today) >= 0
  return (
    <Card title={hub.name} level={2}>
      {terms.example && <Status kind="example">{t.example}</Status>}
      {own.suspension && (
        <Alert kind="warning">
          <p>{t.suspended(day(own.suspension.until))}</p>
          <p>
            {t.reason}: {own.suspension.reason}
          </p>
          {own.suspension.upheld === false && (
            <p>
              {t.appealAnswer(false)} {own.suspension.answer}
            </p>
          )}
          {own.suspension.appeal && own.suspension.upheld === null && <p>{t.appealed}</p>}
        </Alert>
      )}
      {own.suspension && !own.suspension.appeal && (
        <Form c={c}>
          <Hidden name="do" value="appeal" />
          <Hidden name="suspension" value={own.suspension.id} />
          <TextArea c={c} name="appeal" label={t.appeal} hint={t.appealHint} />
          <Button variant="secondary">{t.appealButton}</Button>
        </Form>
      )}
      {holds && own.agreement && <p>{t.validTo(day(own.agreement.validTo))}</p>}
      {mayEnter &&
        doors.map((door) => (
          <Form c={c}>
            <Hidden name="do" value="enter" />
            <Hidden name="hub" value={hub.id} />
            <Hidden name="door" value={door.id} />
            <p>{t.entering}</p>
            <Button>
              {t.enter}: {door.name[c.lang] ?? door.name.nb}
            </Button>
          </Form>
        ))}
      <details class="ds-details" open={!holds}>
        <summary>
          {t.rules} ({t.version(terms.version)})
        </summary>
        <div class="stack">
          <p>{t.age(terms.minimumAge)}</p>
          <LocalParagraphs c={c} text={terms.body} />
        </div>
      </details>
      {holds && own.agreement ? (
        <Form c={c}>
          <Hidden name="do" value="end" />
          <Hidden name="agreement" value={own.agreement.id} />
          <Button variant="tertiary" color="danger" label={`${t.end}, ${hub.name}`}>
            {t.end}
          </Button>
        </Form>
      ) : (
        <Form c={c}>
          <Hidden name="do" value="agree" />
          <Hidden name="hub" value={hub.id} />
          <Hidden name="version" value={String(terms.version)} />
          <Button label={`${t.agree}, ${hub.name}`}>{t.agree}</Button>
        </Form>
      )}
    </Card>
  )
}
