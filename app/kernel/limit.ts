import { db, prepared, sql } from './db.ts'
import { kernelRefusal } from './kernel-refusals.ts'

const useOnce = prepared<{ used: number; wait: number }>(
  'kernel.use-once',
  `insert into kernel.rate as r (key, window_ends, used)
   values ($1, now() + make_interval(secs => $2), 1)
   on conflict (key) do update set
     used = case when r.window_ends <= now() then 1 else r.used + 1 end,
     window_ends = case when r.window_ends <= now() then excluded.window_ends else r.window_ends end
   returning used, extract(epoch from window_ends - now())::int as wait`,
)

/**
 * Counts one use of `key` and throws kernel.too-many (429) after `max` uses within `seconds`. Counted outside the
 * caller's transaction on purpose: a refused try counts too.
 */
export async function limit(rule: { key: string; max: number; seconds: number }): Promise<void> {
  const [row] = await useOnce(rule.key, rule.seconds)
  if (row && row.used > rule.max)
    throw kernelRefusal('kernel.too-many', { minutes: Math.ceil(row.wait / 60) })
}

export const forgetOldLimits = () => sql`delete from kernel.rate where window_ends < now()`.execute(db)
