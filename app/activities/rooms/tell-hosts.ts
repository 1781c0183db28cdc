import { inTransaction, type Job, type LocalText, municipality, pick, say, sql, today } from '#kernel'
import { mailTo } from '#people'
import { hostsOf } from '../hosts-of.ts'
import { staffPaths } from '../pages/staff-paths.ts'
import { addressIn, letter } from '../sign-up/letter.ts'
import { texts } from '../texts/index.ts'

type Without = {
  id: number
  hubId: string | null
  hubName: string | null
  title: LocalText
  startsAt: string
  endsAt: string
}

/** One mail to each host about all the dates that have no room, as long as they have none. */
export async function tellHostsOfRooms(
  { seriesId, occurrenceIds }: { seriesId: number; occurrenceIds: number[] },
  { db, now }: Job,
): Promise<void> {
  const { rows: dates } = await sql<Without>`
    select o.id, o.hub_id as "hubId", h.name as "hubName", s.title, o.starts_at as "startsAt", o.ends_at as "endsAt"
    from activities.occurrence o
    join activities.series s on s.id = o.series_id
    left join hubs.hub h on h.id = o.hub_id
    where o.id = any(${occurrenceIds}::bigint[]) and o.state = 'on' and o.attention = 'room-taken'
      and o.starts_at > ${now.toString()}::timestamptz
    order by o.starts_at`.execute(db)
  const [first] = dates
  if (!first) return
  const hosts = await hostsOf(db, first.hubId, now)
  await inTransaction(async (tx) => {
    for (const personId of hosts)
      await mailTo(tx, personId, `rooms-not-held:${seriesId}:${first.id}:${personId}`, ({ lang, name }) => {
        const t = texts[lang].rooms
        const title = pick(first.title, lang).text
        const when = dates.map(({ startsAt, endsAt }) =>
          say[lang].range(Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt), today(now)),
        )
        return {
          subject: t.subject(title),
          ...letter({
            lang,
            name,
            lead: [t.lead(title), ...when],
            facts: [],
            action: { text: t.decide, url: addressIn(lang, staffPaths.activity(seriesId)) },
            after: [t.nothingByItself],
            from: first.hubName ?? municipality.name,
            small: texts[lang].minimum.because,
          }),
        }
      })
  })
}
