import { announce, announcement, type Db, inTransaction, type Job, sql, systemActor, type Tx } from '#kernel'
import { noteChange } from '../note-change.ts'

/** Too few have signed up for a date, and its hosts are to decide: hold it all the same, or cancel. Nothing decides for them. */
export const minimumNotMet = announcement<{ occurrenceId: number; startsAt: string }>(
  'activities.minimum-not-met',
)

/** Those who have a place for certain: holds and offers may still come to nothing. */
export const attendingIn = (pool: string) =>
  sql<number>`coalesce((select sum(u.party_size) from activities.sign_up u
    where u.pool_id = ${sql.ref(`${pool}.id`)} and u.state = 'attending'), 0)::int`

/** Sign-up that stays open until the start leaves nobody time to say that it is off: then a day before. */
const dayBefore = 24 * 60

/** When hosts are asked: once the deadline has passed nobody more is to come. */
export const askedAt = (startsAt: Temporal.Instant, closesMinutesBefore: number) =>
  startsAt.subtract({ minutes: closesMinutesBefore || dayBefore })

type Due = { id: number; seriesId: number; hubId: string | null; startsAt: string }

/** Dates whose deadline has passed with fewer than needed. A course is asked about once, at its first date. */
const dueNow = (db: Db | Tx, now: Temporal.Instant) =>
  sql<Due>`
    select o.id, o.series_id as "seriesId", coalesce(o.hub_id, s.hub_id) as "hubId", o.starts_at as "startsAt"
    from activities.series s
    join activities.occurrence o on o.series_id = s.id and o.state = 'on' and o.attention is null
    join activities.pool p on
      case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end
    where s.state = 'published' and s.sign_up = 'open' and s.minimum is not null
      and o.starts_at > ${now.toString()}::timestamptz
      and o.starts_at - make_interval(mins => coalesce(nullif(s.closes_minutes_before, 0), ${dayBefore})) <= ${now.toString()}::timestamptz
      and (s.form <> 'course' or not exists (select from activities.occurrence e
        where e.series_id = s.id and e.state = 'on' and e.starts_at < o.starts_at))
      and ${attendingIn('p')} < s.minimum
      and not exists (select from activities.asked_about_minimum a
        where a.occurrence_id = o.id and a.starts_at = o.starts_at)
    order by o.id limit 500`.execute(db)

/** Puts each such date on its hosts' desk, once per hour it is planned for, and takes back what has become enough. */
export async function askHosts({ db, now }: Job): Promise<void> {
  await sql`
    update activities.occurrence o set attention = null
    from activities.series s, activities.pool p
    where o.attention = 'too-few' and s.id = o.series_id
      and case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end
      and (s.minimum is null or ${attendingIn('p')} >= s.minimum)`.execute(db)
  const { rows } = await dueNow(db, now)
  for (const date of rows) await inTransaction((tx) => ask(tx, date))
}

async function ask(tx: Tx, { id, seriesId, hubId, startsAt }: Due) {
  const { rows } = await sql`
    with asked as (
      insert into activities.asked_about_minimum (occurrence_id, starts_at)
      values (${id}, ${startsAt}::timestamptz) on conflict do nothing returning occurrence_id
    )
    update activities.occurrence o set attention = 'too-few' from asked
    where o.id = asked.occurrence_id and o.state = 'on' and o.attention is null returning o.id`.execute(tx)
  if (rows.length === 0) return
  await noteChange(tx, systemActor, {
    seriesId,
    occurrenceId: id,
    hubIds: [hubId],
    what: 'asked-about-minimum',
  })
  await announce(tx, minimumNotMet, { occurrenceId: id, startsAt })
}
