import { z } from 'zod'
import { hubNames } from '#hubs'
import { field, found, languages, page, say, type Visit } from '#kernel'
import { auditView, mayWorkAt, needStaff } from '#people'
import {
  Alert,
  Button,
  DateField,
  Details,
  ErrorSummary,
  Form,
  Hidden,
  LocalParagraphs,
  NumberField,
  Page,
  Select,
  Table,
  TextArea,
} from '#ui'
import { stafflessTexts } from '../../texts/staffless.ts'
import { termsNow, writeTerms } from '../agreements.ts'
import {
  agreementsAt,
  decideAppeal,
  liftSuspension,
  type SuspensionRow,
  suspend,
  suspensionsAt,
} from '../suspensions.ts'

const form = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('write'),
    'body-nb': field.text(20_000, 3),
    'body-nn': field.text(20_000).optional(),
    'body-en': field.text(20_000).optional(),
    minimumAge: field.number(10, 30),
    months: field.number(1, 120),
  }),
  z.object({ do: z.literal('suspend'), person: z.uuid(), reason: field.text(2000, 3), until: field.date() }),
  z.object({ do: z.literal('lift'), suspension: z.uuid() }),
  z.object({
    do: z.literal('decide'),
    suspension: z.uuid(),
    outcome: z.enum(['uphold', 'reject']),
    answer: field.text(4000, 3),
  }),
])

/** Staffless opening at a hub, for its staff: the rules, who has agreed, who is suspended and why. */
export const staffStafflessPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const hub = found((await hubNames(c.db)).find(({ id }) => id === c.param('hubId')))
    needStaff(c.actor, hub.id, 'host', 'hub-leader')
    const agreements = await agreementsAt(c.db, hub.id, c.today)
    const suspensions = await suspensionsAt(c.db, hub.id, c.today)
    if (c.req.method === 'GET')
      await auditView(
        c.db,
        c.actor,
        'access.agreements-shown',
        { kind: 'hub', id: hub.id, hubId: hub.id },
        [...agreements, ...suspensions].map((one) => one.personId),
      )
    return { hub, agreements, suspensions, terms: (await termsNow(c.db, hub.id))[0] ?? null }
  },
  act: async (c, wish, { hub }) => {
    const path = `/staff/hubs/${hub.id}/staffless`
    switch (wish.do) {
      case 'write': {
        const body = Object.fromEntries(
          languages.flatMap((lang) => {
            const text = wish[`body-${lang}`]
            return text ? [[lang, text]] : []
          }),
        )
        const { minimumAge, months } = wish
        await c.transaction((tx) => writeTerms(tx, c.actor, { hubId: hub.id, body, minimumAge, months }))
        return c.redirect(`${path}?done=saved`)
      }
      case 'suspend':
        await c.transaction((tx) =>
          suspend(tx, c.actor, {
            hubId: hub.id,
            personId: wish.person,
            reason: wish.reason,
            until: Temporal.PlainDate.from(wish.until),
          }),
        )
        return c.redirect(`${path}?done=suspended`)
      case 'lift':
        await c.transaction((tx) => liftSuspension(tx, c.actor, wish.suspension, c.now))
        return c.redirect(`${path}?done=lifted`)
      case 'decide':
        await c.transaction((tx) =>
          decideAppeal(
            tx,
            c.actor,
            { id: wish.suspension, upheld: wish.outcome === 'uphold', answer: wish.answer },
            c.now,
          ),
        )
        return c.redirect(`${path}?done=decided`)
    }
  },
  show: ({ hub, agreements, suspensions, terms }, c) => {
    const t = stafflessTexts[c.lang]
    const done = { saved: t.saved, suspended: t.suspendDone, lifted: t.lifted, decided: t.decided }[
      c.done ?? ''
    ]
    const title = `${t.staffTitle}, ${hub.name}`
    return (
      <Page c={c} title={title} wide breadcrumbs={[{ href: c.url('/staff'), text: desk[c.lang] }]}>
        <ErrorSummary c={c} />
        <h1>{title}</h1>
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        <p>{t.staffLead}</p>
        <h2>{t.suspensions}</h2>
        {suspensions.length === 0 && <p>{t.noSuspensions}</p>}
        {suspensions.map((one) => (
          <Suspended c={c} one={one} />
        ))}
        <h2>{t.agreements}</h2>
        {agreements.length === 0 ? (
          <p>{t.noAgreements}</p>
        ) : (
          <Table
            caption={t.agreements}
            head={[t.who, t.since, t.until]}
            rowHead
            rows={agreements.map((one) => [
              one.name ?? t.nameless,
              say[c.lang].dateYear(Temporal.PlainDate.from(one.since.slice(0, 10))),
              say[c.lang].dateYear(Temporal.PlainDate.from(one.validTo)),
            ])}
          />
        )}
        {agreements.length > 0 && (
          <Details summary={t.suspend}>
            <Form c={c}>
              <Hidden name="do" value="suspend" />
              <Select
                c={c}
                name="person"
                label={t.who}
                options={agreements.map((one) => ({ value: one.personId, text: one.name ?? t.nameless }))}
              />
              <TextArea c={c} name="reason" label={t.reason} hint={t.suspendHint} />
              <DateField c={c} name="until" label={t.until} />
              <Button color="danger">{t.suspend}</Button>
            </Form>
          </Details>
        )}
        <h2>{t.rules}</h2>
        {terms && (
          <>
            <p>
              {t.version(terms.version)}. {t.age(terms.minimumAge)}
            </p>
            <LocalParagraphs c={c} text={terms.body} />
          </>
        )}
        {mayWorkAt(c.actor, hub.id, 'hub-leader') && (
          <Details summary={t.write}>
            <Form c={c}>
              <Hidden name="do" value="write" />
              {languages.map((lang) => (
                <TextArea
                  c={c}
                  name={`body-${lang}`}
                  label={`${t.body} (${lang})`}
                  value={terms?.body[lang]}
                  lang={lang}
                  optional={lang !== 'nb'}
                />
              ))}
              <NumberField
                c={c}
                name="minimumAge"
                label={t.minimumAge}
                value={String(terms?.minimumAge ?? 18)}
              />
              <NumberField c={c} name="months" label={t.months} value={String(terms?.months ?? 24)} />
              <Button>{t.save}</Button>
            </Form>
          </Details>
        )}
      </Page>
    )
  },
})

const desk = { nb: 'Arbeidsbordet', nn: 'Arbeidsbordet', en: 'The desk' }

function Suspended({ c, one }: { c: Visit; one: SuspensionRow }) {
  const t = stafflessTexts[c.lang]
  const who = one.name ?? t.nameless
  return (
    <section>
      <h3>{who}</h3>
      <p>
        {t.suspended(say[c.lang].dateYear(Temporal.PlainDate.from(one.until)))} {t.reason}: {one.reason}
      </p>
      {one.appeal && (
        <p>
          {t.appeal}: {one.appeal}
        </p>
      )}
      {one.appeal && !one.appealDecided && one.decidedBy !== c.actor.personId && (
        <Form c={c}>
          <Hidden name="do" value="decide" />
          <Hidden name="suspension" value={one.id} />
          <TextArea c={c} name="answer" label={t.answer} />
          <Button name="outcome" value="uphold">
            {t.uphold}
          </Button>
          <Button name="outcome" value="reject" variant="secondary">
            {t.reject}
          </Button>
        </Form>
      )}
      <Form c={c}>
        <Hidden name="do" value="lift" />
        <Hidden name="suspension" value={one.id} />
        <Button variant="tertiary" label={`${t.lift}, ${who}`}>
          {t.lift}
        </Button>
      </Form>
    </section>
  )
}
