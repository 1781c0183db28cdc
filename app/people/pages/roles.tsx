import { z } from 'zod'
import { field, found, page, say, type Visit } from '#kernel'
import {
  Alert,
  Button,
  ButtonLink,
  DateField,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  Page,
  Select,
  Table,
  TextField,
} from '#ui'
import { auditView } from '../audit.ts'
import { endRole } from '../end-role.ts'
import { grantRole } from '../grant-role.ts'
import { type KnownHub, knownHubs } from '../known-hubs.ts'
import { hasSteppedUp, needAdministrator, type Role, roles } from '../permission.ts'
import { namesOf } from '../profile.ts'
import { findPeople, showGrants } from '../role-grants.ts'
import { texts } from '../texts/index.ts'

export const rolesPage = page({
  needs: 'sign-in',
  form: z.object({ grant: z.uuid() }),
  read: async (c) => {
    needAdministrator(c.actor)
    const grants = await showGrants(c.db, c.today)
    const wanted = c.query.get('q') ?? ''
    const people = wanted ? await findPeople(c.db, wanted) : null
    if (c.req.method === 'GET') {
      await auditView(
        c.db,
        c.actor,
        'people.roles-shown',
        { kind: 'page', id: 'roles' },
        grants.map((grant) => grant.person_id),
      )
      await auditView(
        c.db,
        c.actor,
        'people.searched',
        { kind: 'page', id: 'roles' },
        (people ?? []).map((one) => one.id),
      )
    }
    return { grants, wanted, people, hubs: await knownHubs(c.db) }
  },
  act: async (c, { grant }) => {
    if (!hasSteppedUp(c.actor, c.now)) return c.redirect('/sign-in/step-up?then=/staff/people/roles')
    await c.transaction((tx) => endRole(tx, c.actor, grant, c.today))
    return c.redirect('/staff/people/roles?done=ended')
  },
  show: ({ grants, wanted, people, hubs }, c) => {
    const t = texts[c.lang].roleAdmin
    const done = { granted: t.granted, ended: t.ended }[c.done ?? '']
    const rows = grants.map((grant) => {
      const who = grant.name ?? t.nameless
      const role = texts[c.lang].roles[grant.role]
      return [
        who,
        role,
        hubName(grant.hub_id, hubs, c),
        day(grant.from_date, c),
        grant.to_date ? day(grant.to_date, c) : t.noEnd,
        grant.granter ?? t.system,
        <Form c={c}>
          <Hidden name="grant" value={grant.id} />
          <Button variant="tertiary" color="danger" label={t.endLabel(who, role)}>
            {t.end}
          </Button>
        </Form>,
      ]
    })
    return (
      <Page c={c} title={t.title} wide breadcrumbs={[{ href: c.url('/staff'), text: texts[c.lang].desk }]}>
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        <p>{t.lead}</p>
        <section aria-labelledby="grant">
          <h2 id="grant">{t.grant}</h2>
          <Form c={c} method="get" action={c.url('/staff/people/roles')}>
            <TextField c={c} name="q" type="search" label={t.search} hint={t.searchHint} value={wanted} />
            <Button variant="secondary">{t.searchButton}</Button>
          </Form>
          {people?.length === 0 && (
            <EmptyState title={t.nobody} level={3}>
              {t.nobodyNext}
            </EmptyState>
          )}
          {people && people.length > 0 && (
            <ul class="ds-list">
              {people.map((one) => (
                <li>
                  <a href={c.url(`/staff/people/roles/new?person=${one.id}`)}>
                    {t.choose(one.name ?? t.nameless)}
                  </a>
                  {one.email && ` (${one.email})`}
                </li>
              ))}
            </ul>
          )}
        </section>
        {rows.length === 0 ? (
          <EmptyState title={t.empty} />
        ) : (
          <Table
            caption={t.caption}
            head={[t.who, t.role, t.where, t.from, t.to, t.by, <span>{t.action}</span>]}
            rows={rows}
            rowHead
          />
        )}
      </Page>
    )
  },
})

export const grantRolePage = page({
  needs: 'sign-in',
  form: z.object({
    role: z.enum(roles),
    hub: z.string().max(100).optional(),
    from: field.date(),
    to: field.date().optional(),
  }),
  read: async (c) => {
    needAdministrator(c.actor)
    const personId = found(z.uuid().safeParse(c.query.get('person')).data)
    const names = await namesOf(c.db, [personId])
    if (!names.has(personId)) found(undefined)
    return { personId, name: names.get(personId) ?? null, hubs: await knownHubs(c.db) }
  },
  act: async (c, wish, { personId }) => {
    await c.transaction((tx) =>
      grantRole(tx, c.actor, {
        personId,
        role: wish.role,
        hubId: wish.hub ?? null,
        from: Temporal.PlainDate.from(wish.from),
        to: wish.to ? Temporal.PlainDate.from(wish.to) : null,
      }),
    )
    return c.redirect('/staff/people/roles?done=granted')
  },
  show: ({ name, hubs }, c) => {
    const t = texts[c.lang].roleAdmin
    const title = t.grantTo(name ?? t.nameless)
    return (
      <Page c={c} title={title} breadcrumbs={[{ href: c.url('/staff/people/roles'), text: t.title }]}>
        <ErrorSummary c={c} />
        <h1>{title}</h1>
        <Form c={c}>
          <Select
            c={c}
            name="role"
            label={t.role}
            options={roles.map((role: Role) => ({ value: role, text: texts[c.lang].roles[role] }))}
          />
          <Select
            c={c}
            name="hub"
            label={t.where}
            empty={t.wholeMunicipality}
            options={hubs.map((hub) => ({ value: hub.id, text: hub.name }))}
          />
          <DateField c={c} name="from" label={t.from} value={c.today.toString()} />
          <DateField c={c} name="to" label={t.to} hint={t.toHint} optional />
          <Button>{t.grantButton}</Button>
        </Form>
        <p>
          <ButtonLink href={c.url('/staff/people/roles')} variant="tertiary">
            {t.title}
          </ButtonLink>
        </p>
      </Page>
    )
  },
})

const day = (date: string, c: Visit) => say[c.lang].dateYear(Temporal.PlainDate.from(date))
const hubName = (id: string | null, hubs: readonly KnownHub[], c: Visit) =>
  id ? (hubs.find((hub) => hub.id === id)?.name ?? id) : texts[c.lang].roleAdmin.wholeMunicipality
