import { announce, sql, type Tx } from '#kernel'
import { seriesChanged } from '../announcements.ts'

type Said = Omit<NonNullable<(typeof seriesChanged)['payload']>, 'version'>

/** One announcement for all dates of a verb, each time with a version of its own: its letter is written once. */
export async function sayDatesChanged(tx: Tx, said: Said): Promise<void> {
  if (said.bookingIds.length === 0) return
  const { rows } = await sql<{ version: number }>`
    update rooms.series set version = version + 1 where id = ${said.seriesId} returning version`.execute(tx)
  await announce(tx, seriesChanged, { ...said, version: rows[0]?.version ?? 0 })
}
