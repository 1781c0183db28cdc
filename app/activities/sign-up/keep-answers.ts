import { sql, type Tx } from '#kernel'
import { keptAfter } from './sign-up-rules.ts'

/** Answers are needed until it has happened: their day moves with the last date, and with what the organiser decides. */
export const keepAnswersUntilDone = (tx: Tx, seriesId: number) =>
  sql`
    update activities.answer n
    set expires_at = w.ends_at + make_interval(hours => 24 * least((q ->> 'expiryDays')::int, ${keptAfter}))
    from (
      select p.id as pool_id, p.series_id, max(o.ends_at) as ends_at
      from activities.pool p
      join activities.occurrence o on o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id) and o.state = 'on'
      where p.series_id = ${seriesId} group by p.id
    ) w
    join activities.sign_up u on u.pool_id = w.pool_id
    join activities.series s on s.id = w.series_id
    cross join lateral jsonb_array_elements(s.questions) q
    where n.sign_up_id = u.id and n.question_id = q ->> 'id'`.execute(tx)
