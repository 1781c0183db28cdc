import {
  inTransaction,
  type Job,
  type LocalText,
  municipality,
  pick,
  say,
  sql,
  type Tx,
  today,
} from '#kernel'
import { mailTo } from '#people'
import { hostsOf } from '../hosts-of.ts'
import { staffPaths } from '../pages/staff-paths.ts'
import { addressIn, letter } from '../sign-up/letter.ts'
import { texts } from '../texts/index.ts'
import { attendingIn } from './ask-hosts.ts'

type Asked = {
  seriesId: number
  hubId: string | null
  hubName: string | null
  title: LocalText
  startsAt: string
  endsAt: string
  minimum: number
  attending: number
}

/** Mails everybody who may decide at the hub, as long as the question still stands. */
export async function tellHosts(
  { occurrenceId, startsAt }: { occurrenceId: number; startsAt: string },
  { db, now }: Job,
): Promise<void> {
  const { rows } = await sql<Asked>`
    select s.id as "seriesId", coalesce(o.hub_id, s.hub_id) as "hubId", h.name as "hubName",
      coalesce(o.changes -> 'title', s.title) as title, o.starts_at as "startsAt", o.ends_at as "endsAt", s.minimum,
      ${attendingIn('p')} as attending
    from activities.occurrence o
    join activities.series s on s.id = o.series_id and s.state = 'published'
    join activities.pool p on
      case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end
    left join hubs.hub h on h.id = coalesce(o.hub_id, s.hub_id)
    where o.id = ${occurrenceId} and o.state = 'on' and o.attention = 'too-few'
      and o.starts_at = ${startsAt}::timestamptz and o.starts_at > ${now.toString()}::timestamptz`.execute(db)
  const asked = rows[0]
  if (!asked) return
  const hosts = await hostsOf(db, asked.hubId, now)
  await inTransaction(async (tx) => {
    for (const personId of hosts)
      await tellHost(tx, personId, `minimum:${occurrenceId}:${startsAt}:${personId}`, asked, now)
  })
}

const tellHost = (tx: Tx, personId: string, key: string, asked: Asked, now: Temporal.Instant) =>
  mailTo(tx, personId, key, ({ lang, name }) => {
    const t = texts[lang].minimum
    const title = pick(asked.title, lang).text
    const when = say[lang].range(
      Temporal.Instant.from(asked.startsAt),
      Temporal.Instant.from(asked.endsAt),
      today(now),
    )
    return {
      subject: t.subject(title),
      ...letter({
        lang,
        name,
        lead: [t.lead(title, when), t.few(asked.minimum, asked.attending)],
        facts: [],
        action: { text: t.decide, url: addressIn(lang, staffPaths.activity(asked.seriesId)) },
        after: [t.nothingByItself],
        from: asked.hubName ?? municipality.name,
        small: t.because,
      }),
    }
  })
