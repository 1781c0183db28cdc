import {
  announce,
  announcement,
  type Db,
  instantOf,
  inTransaction,
  inZone,
  type Job,
  type LocalText,
  pick,
  say,
  sql,
  today,
} from '#kernel'
import { followersOf, topicsOf } from '#people'
import { addressIn } from '../sign-up/letter.ts'
import { mailFollower } from './letters.ts'
import { hubsIn, hubTopic } from './topics.ts'

type Between = { after: string; until: string }
export const somethingNew = announcement<Between & { personId: string }>('activities.tell-follower-of-news')

const from = 16
const to = 21
/** A host who has just published may still think better of it. */
const settles = { minutes: 10 }

/**
 * Once a day, in the afternoon: whoever follows a hub where something was published since the last time. What they
 * are told is read when their own mail is written.
 */
export async function findNews({ now }: Job) {
  const { hour } = inZone(now)
  if (hour < from || hour >= to) return
  const until = now.subtract(settles)
  await inTransaction(async (tx) => {
    const { rows } = await sql<{
      until: string
    }>`select until from activities.told_of_news for update`.execute(tx)
    const after = instantOf((rows[0] as { until: string }).until)
    const lastTime = inZone(after.add(settles))
    if (lastTime.toPlainDate().equals(today(now)) && lastTime.hour >= from) return
    const between = { after: after.toString(), until: until.toString() }
    await sql`update activities.told_of_news set until = ${between.until}::timestamptz`.execute(tx)
    const followers = new Set<string>()
    for (const hubId of await hubsWithNews(tx, between))
      for (const personId of await followersOf(tx, hubTopic(hubId))) followers.add(personId)
    for (const personId of followers) await announce(tx, somethingNew, { ...between, personId })
  })
}

type New = {
  id: number
  hub_id: string
  hub_name: string
  title: LocalText
  starts_at: string
  ends_at: string
}

/** New is what was published, not what an edit split off from something older. */
const published = ({ after, until }: Between) => sql`
  s.state = 'published' and s.continues_series_id is null
  and s.published_at > ${after}::timestamptz and s.published_at <= ${until}::timestamptz`

async function hubsWithNews(db: Db, between: Between): Promise<string[]> {
  const { rows } = await sql<{ hub_id: string }>`
    select distinct s.hub_id from activities.series s where s.hub_id is not null and ${published(between)}`.execute(
    db,
  )
  return rows.map((row) => row.hub_id)
}

const mostListed = 12

export async function tellOfNews({ personId, ...between }: Between & { personId: string }, { db, now }: Job) {
  const hubs = hubsIn(await topicsOf(db, personId))
  if (hubs.length === 0) return
  const { rows } = await sql<New>`
    select s.id, s.hub_id, h.name as hub_name, s.title, n.starts_at, n.ends_at
    from activities.series s
    join hubs.hub h on h.id = s.hub_id
    join lateral (
      select o.starts_at, o.ends_at from activities.occurrence o
      where o.series_id = s.id and o.state = 'on' and o.starts_at > ${now.toString()}::timestamptz
      order by o.starts_at limit 1
    ) n on true
    where s.hub_id = any(${hubs}::text[]) and ${published(between)}
    order by n.starts_at, s.id`.execute(db)
  if (rows.length === 0) return
  const at = [...new Map(rows.map((row) => [row.hub_id, row.hub_name]))]
  const key = `followed-news:${personId}:${today(instantOf(between.until))}`
  await inTransaction((tx) =>
    mailFollower(
      tx,
      personId,
      at.map(([id]) => hubTopic(id)),
      key,
      (t, lang) => ({
        subject: t.news.subject(
          rows.length,
          at.map(([, name]) => name),
        ),
        lead: [t.news.lead],
        facts: rows
          .slice(0, mostListed)
          .map((row) => [
            pick(row.title, lang).text,
            `${say[lang].range(instantOf(row.starts_at), instantOf(row.ends_at), today(now))}, ${row.hub_name}`,
            addressIn(lang, `/activities/${row.id}`),
          ]),
        action: {
          text: t.news.see,
          url: addressIn(lang, at.length === 1 ? `/hubs/${at[0]?.[0]}` : programmeAt(at)),
        },
      }),
    ),
  )
}

const programmeAt = (hubs: [id: string, name: string][]) =>
  `/activities?${new URLSearchParams(hubs.map(([id]) => ['hub', id]))}`
