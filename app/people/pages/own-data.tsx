import type { Context } from 'hono'
import { type Env, instantOf, inTransaction, limit, page, say, type Visit, visitOf } from '#kernel'
import { ButtonLink, Facts, Page, Table } from '#ui'
import { needPerson } from '../permission.ts'
import type { ExportSection } from '../privacy/part.ts'
import { exportOf, writeDownExport } from '../privacy/register.ts'
import { texts } from '../texts/index.ts'

export const ownDataPage = page({
  needs: 'sign-in',
  read: (c) => exportOf(c.db, needPerson(c.actor), c.lang),
  show: (sections, c) => {
    const t = texts[c.lang].data
    const empty = sections
      .filter((section) => section.rows.length === 0)
      .map((section) => section.title.toLowerCase())
    return (
      <Page c={c} title={t.title} wide breadcrumbs={[{ href: c.url('/me'), text: texts[c.lang].myPage }]}>
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        <p class="actions">
          <ButtonLink href={c.url('/me/data.json')} variant="secondary" download>
            {t.download}
          </ButtonLink>
          <ButtonLink href={c.url('/me/data/erase')} variant="tertiary" color="danger">
            {t.eraseLink}
          </ButtonLink>
        </p>
        {sections
          .filter((section) => section.rows.length > 0)
          .map((section) => (
            <section class="own-data">
              <h2>{section.title}</h2>
              {section.rows.length === 1 ? (
                <OneRow section={section} c={c} />
              ) : (
                <SectionTable c={c} section={section} />
              )}
            </section>
          ))}
        {empty.length > 0 && (
          <section>
            <h2>{t.nothingTitle}</h2>
            <p>{t.nothing(say[c.lang].list(empty))}</p>
          </section>
        )}
      </Page>
    )
  },
})

function OneRow({ c, section }: { c: Visit; section: ExportSection }) {
  const row = section.rows[0] ?? {}
  const known = Object.keys(section.columns).filter((key) => row[key] != null)
  return <Facts rows={known.map((key) => [section.columns[key], readable(row[key], c)])} />
}

function SectionTable({ c, section }: { c: Visit; section: ExportSection }) {
  const keys = Object.keys(section.columns)
  return (
    <Table
      caption={`${section.title}: ${say[c.lang].plural(section.rows.length, texts[c.lang].data.rows)}`}
      head={keys.map((key) => section.columns[key] as string)}
      rows={section.rows.map((row) => keys.map((key) => readable(row[key], c)))}
    />
  )
}

function readable(value: string | number | boolean | null | undefined, c: Visit): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? texts[c.lang].yes : texts[c.lang].no
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return say[c.lang].dateYear(Temporal.PlainDate.from(text))
  return /^\d{4}-\d\d-\d\d \d\d:\d\d/.test(text) ? say[c.lang].dateTime(instantOf(text), c.today) : text
}

/** GET /me/data.json: the same, for programs; times in ISO 8601. */
export async function ownDataFile(hono: Context<Env>): Promise<Response> {
  const c = visitOf(hono)
  if (!c.actor.personId) return c.redirect('/sign-in?then=/me/data')
  await limit({ key: `export:${c.actor.personId}`, max: 20, seconds: 3600 })
  const sections = await exportOf(c.db, c.actor.personId, c.lang)
  await inTransaction((tx) => writeDownExport(tx, c.actor))
  c.header('cache-control', 'private, no-store')
  c.header('content-disposition', 'attachment; filename="innbyggertorg.json"')
  const isoTimes = (_: string, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(value)
      ? instantOf(value).toString()
      : value
  const body = Object.fromEntries(sections.map((section) => [section.key, section.rows]))
  return hono.body(JSON.stringify({ exportedAt: c.now.toString(), ...body }, isoTimes, 2), 200, {
    'content-type': 'application/json; charset=utf-8',
  })
}
