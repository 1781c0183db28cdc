import { z } from 'zod'
import { found, page, pick, say } from '#kernel'
import { auditView, needStaff } from '#people'
import { Page, Pagination, Table } from '#ui'
import { doorById } from '../doors.ts'
import { readLog } from '../log/read-log.ts'
import { texts } from '../texts/index.ts'

const cursor = z.coerce.number().int().positive().safe()

export const doorLogPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const door = found(await doorById(c.db, c.param('doorId')))
    needStaff(c.actor, door.hubId, 'host', 'hub-leader')
    const log = await readLog(
      c.db,
      door.id,
      cursor.safeParse(c.query.get('before') ?? undefined).data ?? null,
    )
    await auditView(
      c.db,
      c.actor,
      'access.log-seen',
      { kind: 'door', id: door.id, hubId: door.hubId },
      log.rows.flatMap((row) => row.personId ?? []),
    )
    return { door, ...log }
  },
  show: ({ door, rows, next }, c) => {
    const t = texts[c.lang].doors
    const name = pick(door.name, c.lang).text
    const title = `${t.log}: ${name}`
    return (
      <Page
        c={c}
        title={title}
        wide
        breadcrumbs={[
          { href: c.url('/staff/doors'), text: t.title },
          { href: c.url(`/staff/doors/${door.id}`), text: name },
        ]}
      >
        <h1 class="ds-heading">{title}</h1>
        <p class="lead">{t.logLogged}</p>
        {rows.length === 0 ? (
          <p>{t.noLog}</p>
        ) : (
          <Table
            caption={t.logCaption}
            head={[t.logHead.at, t.logHead.what, t.logHead.how, t.logHead.who]}
            rows={rows.map((row) => [
              <>
                {say[c.lang].dateTime(row.at, c.today)}
                {row.heardLater && ` (${t.heardLater(say[c.lang].dateTime(row.heardLater, c.today))})`}
              </>,
              t.whats[row.what],
              <>
                {t.hows[row.how]}
                {row.detail && ` (${row.detail})`}
              </>,
              row.name ?? '–',
            ])}
          />
        )}
        <Pagination
          c={c}
          previous={null}
          next={next ? c.url(`/staff/doors/${door.id}/log?before=${next}`) : null}
        />
      </Page>
    )
  },
})
