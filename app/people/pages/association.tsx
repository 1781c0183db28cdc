import { z } from 'zod'
import { field, found, page, say, type Visit } from '#kernel'
import {
  Alert,
  Button,
  DateField,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  Page,
  Select,
  Table,
  TextField,
} from '#ui'
import { associationById, type MandateRow, mandateRoles, mandatesIn } from '../associations/associations.ts'
import { endMandate, giveMandate } from '../associations/mandates.ts'
import { editAssociation, endAssociation } from '../associations/write-association.ts'
import { auditView } from '../audit.ts'
import { needStaff } from '../permission.ts'
import { findPeople } from '../role-grants.ts'
import { associationTexts } from '../texts/associations.ts'
import { AssociationFields, associationForm, hubsOfStaff } from './associations.tsx'

const form = z.discriminatedUnion('do', [
  associationForm.extend({ do: z.literal('edit') }),
  z.object({ do: z.literal('end') }),
  z.object({
    do: z.literal('give'),
    person: z.uuid(),
    role: z.enum(mandateRoles),
    from: field.date(),
    to: field.date().optional(),
  }),
  z.object({ do: z.literal('end-mandate'), mandate: z.uuid() }),
])

/** One association, for staff where it is: its facts, and who may act for it. */
export const associationPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const hubs = await hubsOfStaff(c)
    const association = found(await associationById(c.db, found(z.uuid().safeParse(c.param('id')).data)))
    needStaff(c.actor, association.hubId, 'host', 'hub-leader')
    const mandates = await mandatesIn(c.db, association.id, c.today)
    const wanted = c.query.get('q') ?? ''
    const people = wanted ? await findPeople(c.db, wanted) : null
    if (c.req.method === 'GET') {
      const about = { kind: 'association', id: association.id, hubId: association.hubId }
      const seen = [...mandates.map((one) => one.personId), ...(people ?? []).map((one) => one.id)]
      await auditView(c.db, c.actor, 'people.mandates-shown', about, seen)
    }
    return { hubs, association, mandates, wanted, people }
  },
  act: async (c, wish, { association: { id } }) => {
    const path = `/staff/associations/${id}`
    switch (wish.do) {
      case 'edit': {
        const { hub, do: _, ...facts } = wish
        await c.transaction((tx) => editAssociation(tx, c.actor, id, { ...facts, hubId: hub ?? null }))
        return c.redirect(`${path}?done=saved`)
      }
      case 'end':
        await c.transaction((tx) => endAssociation(tx, c.actor, id, c.today))
        return c.redirect(`${path}?done=saved`)
      case 'give':
        await c.transaction((tx) =>
          giveMandate(tx, c.actor, {
            associationId: id,
            personId: wish.person,
            role: wish.role,
            from: Temporal.PlainDate.from(wish.from),
            to: wish.to ? Temporal.PlainDate.from(wish.to) : null,
          }),
        )
        return c.redirect(`${path}?done=given`)
      case 'end-mandate':
        await c.transaction((tx) => endMandate(tx, c.actor, wish.mandate, c.today))
        return c.redirect(`${path}?done=mandate-ended`)
    }
  },
  show: ({ hubs, association, mandates, wanted, people }, c) => {
    const t = associationTexts[c.lang]
    const done = { saved: t.saved, given: t.given, 'mandate-ended': t.mandateEnded }[c.done ?? '']
    return (
      <Page
        c={c}
        title={association.name}
        wide
        breadcrumbs={[{ href: c.url('/staff/associations'), text: t.title }]}
      >
        <ErrorSummary c={c} />
        <h1>{association.name}</h1>
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        <p>
          {t.kinds[association.kind]}
          {association.orgNumber && ` · ${association.orgNumber}`}
        </p>
        <h2>{t.mandates}</h2>
        <Mandates c={c} mandates={mandates} />
        <section aria-labelledby="give">
          <h2 id="give">{t.give}</h2>
          <Form c={c} method="get" action={c.url(`/staff/associations/${association.id}`)}>
            <TextField
              c={c}
              name="q"
              type="search"
              label={t.findPerson}
              hint={t.findPersonHint}
              value={wanted}
            />
            <Button variant="secondary">{t.searchButton}</Button>
          </Form>
          {people?.length === 0 && (
            <EmptyState title={t.nobody} level={3}>
              {t.nobodyNext}
            </EmptyState>
          )}
          {people && people.length > 0 && (
            <Form c={c}>
              <Hidden name="do" value="give" />
              <Select
                c={c}
                name="person"
                label={t.who}
                options={people.map((one) => ({
                  value: one.id,
                  text: [one.name ?? t.nameless, one.email].filter(Boolean).join(', '),
                }))}
              />
              <Select
                c={c}
                name="role"
                label={t.role}
                options={mandateRoles.map((role) => ({ value: role, text: t.roles[role] }))}
              />
              <DateField c={c} name="from" label={t.from} value={c.today.toString()} />
              <DateField c={c} name="to" label={t.to} optional />
              <Button>{t.giveButton}</Button>
            </Form>
          )}
        </section>
        <Details summary={t.edit}>
          <Form c={c}>
            <Hidden name="do" value="edit" />
            <AssociationFields c={c} hubs={hubs} now={association} />
            <Button>{t.addButton}</Button>
          </Form>
          {!association.activeTo && (
            <Form c={c}>
              <Hidden name="do" value="end" />
              <p>{t.endHint}</p>
              <Button variant="secondary" color="danger">
                {t.end}
              </Button>
            </Form>
          )}
        </Details>
      </Page>
    )
  },
})

function Mandates({ c, mandates }: { c: Visit; mandates: MandateRow[] }) {
  const t = associationTexts[c.lang]
  if (mandates.length === 0) return <p>{t.noMandates}</p>
  const day = (date: string) => say[c.lang].dateYear(Temporal.PlainDate.from(date))
  return (
    <Table
      caption={t.mandates}
      head={[t.who, t.role, t.from, t.to, t.action]}
      rowHead
      rows={mandates.map((one) => [
        one.name ?? t.nameless,
        t.roles[one.role],
        day(one.from),
        one.to ? day(one.to) : t.noEnd,
        <Form c={c}>
          <Hidden name="do" value="end-mandate" />
          <Hidden name="mandate" value={one.id} />
          <Button variant="tertiary" color="danger" label={t.endMandateLabel(one.name ?? t.nameless)}>
            {t.endMandate}
          </Button>
        </Form>,
      ])}
    />
  )
}
