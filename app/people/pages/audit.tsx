import { z } from 'zod'
import { type Db, instantOf, page, pick, say, startOfDay, type Visit } from '#kernel'
import {
  Alert,
  Button,
  DateField,
  EmptyState,
  Form,
  Page,
  Pagination,
  Select,
  Table,
  TextField,
  When,
} from '#ui'
import { actionsInAudit, auditView, readAudit } from '../audit.ts'
import { type Subject, sayAction, subjectsOf } from '../audit-words.ts'
import { type KnownHub, knownHubs } from '../known-hubs.ts'
import { needAdministrator } from '../permission.ts'
import { texts } from '../texts/index.ts'

const date = z.iso.date().transform((text) => Temporal.PlainDate.from(text))

export const auditPage = page({
  needs: 'sign-in',
  read: async (c) => {
    needAdministrator(c.actor)
    const q = c.query
    const actorId = await personIdOf(c.db, q.get('actor'))
    const personId = await personIdOf(c.db, q.get('person'))
    const from = date.safeParse(q.get('from')).data
    const to = date.safeParse(q.get('to')).data
    const before = z.coerce
      .number()
      .int()
      .positive()
      .safe()
      .safeParse(q.get('before') ?? undefined).data
    const unknown = actorId === null || personId === null
    const found = unknown
      ? { rows: [], next: null }
      : await readAudit(c.db, {
          actorId,
          personId,
          action: z
            .string()
            .regex(/^[\w.-]{1,80}$/)
            .safeParse(q.get('action')).data,
          from: from && startOfDay(from),
          until: to && startOfDay(to.add({ days: 1 })),
          before,
        })
    const shown = found.rows.flatMap((row) => (row.about_person ? [row.about_person] : []))
    await auditView(c.db, c.actor, 'people.audit-shown', { kind: 'page', id: 'audit' }, shown)
    return {
      ...found,
      unknown,
      subjects: await subjectsOf(c.db, found.rows),
      actions: await actionsInAudit(c.db),
      hubs: await knownHubs(c.db),
    }
  },
  show: ({ rows, next, unknown, subjects, actions, hubs }, c) => {
    const t = texts[c.lang].audit
    const said = (action: string) => sayAction(action, c.lang)
    const q = (name: string) => c.query.get(name) ?? ''
    return (
      <Page c={c} title={t.title} wide breadcrumbs={[{ href: c.url('/staff'), text: texts[c.lang].desk }]}>
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        <Form c={c} method="get" action={c.url('/staff/audit')} class="filter-row">
          <TextField c={c} name="actor" label={t.actor} value={q('actor')} optional />
          <TextField c={c} name="person" label={t.person} value={q('person')} optional />
          <Select
            c={c}
            name="action"
            label={t.action}
            value={q('action')}
            empty={t.anyAction}
            options={actions.map((action) => ({ value: action, text: said(action) }))}
          />
          <DateField c={c} name="from" label={t.from} value={q('from')} optional />
          <DateField c={c} name="to" label={t.to} value={q('to')} optional />
          <Button>{t.show}</Button>
        </Form>
        {unknown && (
          <Alert kind="warning">
            <p>{t.unknownPerson}</p>
          </Alert>
        )}
        {rows.length === 0 ? (
          <EmptyState title={t.empty}>{t.emptyNext}</EmptyState>
        ) : (
          <Table
            caption={t.caption}
            head={[t.when, t.who, t.what, t.about, t.details, t.hub, t.request]}
            rows={rows.map((row) => [
              <When c={c} from={instantOf(row.at)} />,
              row.actor_kind === 'person'
                ? (row.actor_name ?? t.nameless)
                : row.actor_kind === 'system'
                  ? t.system
                  : t.anonymous,
              row.kind === 'view' ? `${said(row.action)} (${t.view})` : said(row.action),
              sayAbout(row, subjects.get(`${row.about_kind}:${row.about_id}`), hubs, c),
              sayDetails(row.details),
              hubs.find((hub) => hub.id === row.hub_id)?.name ?? row.hub_id ?? '',
              row.request_id ?? '',
            ])}
          />
        )}
        <Pagination c={c} next={next === null ? null : nextPage(c, next)} />
      </Page>
    )
  },
})

type Row = Awaited<ReturnType<typeof readAudit>>['rows'][number]

/** The person, and the thing by its name; an id only where there is neither. */
function sayAbout(row: Row, subject: Subject | undefined, hubs: readonly KnownHub[], c: Visit): string {
  const t = texts[c.lang].audit
  const person = row.about_person ? [row.about_name ?? t.nameless] : []
  const kind = t.kinds[row.about_kind] ?? row.about_kind
  const named = subject ? `«${pick(subject.name, c.lang).text}»` : undefined
  const at = subject?.at ? say[c.lang].dateTime(instantOf(subject.at), c.today) : undefined
  const hub = row.about_kind === 'hub' ? hubs.find(({ id }) => id === row.about_id)?.name : undefined
  if (named || person.length === 0)
    person.push([kind, named ?? hub ?? row.about_id, at].filter(Boolean).join(' '))
  return person.join(', ')
}

/** Codes, ids and dates, as they were written: whoever reads the log compares them with something. */
const sayDetails = (details: unknown): string =>
  details && typeof details === 'object'
    ? Object.entries(details)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
        .join(', ')
    : ''

function nextPage(c: Visit, before: number): string {
  const query = new URLSearchParams(c.query)
  query.set('before', String(before))
  return `${c.url('/staff/audit')}?${query}`
}

/** Whom the search field means: undefined when empty, null when nobody. */
async function personIdOf(db: Db, text: string | null): Promise<string | undefined | null> {
  const wanted = text?.trim().toLowerCase()
  if (!wanted) return undefined
  if (z.uuid().safeParse(wanted).success) return wanted
  const row = await db
    .selectFrom('people.contact')
    .select('person_id')
    .where('kind', '=', 'email')
    .where('value', '=', wanted)
    .executeTakeFirst()
  return row?.person_id ?? null
}
