import { sign, verify } from 'node:crypto'
import { type Db, inTransaction, inZone, sql, type Tx } from '#kernel'
import { publicKeyOf } from '../door-protocol.ts'
import { publicKeys, signingKey } from '../signing-keys.ts'
import { hashOfRow, type LogRow } from './write-log.ts'

/** What happened at doors is kept so long. */
const keptDays = 30

type Segment = {
  day: string
  first_seq: number
  last_seq: number
  previous_hash: string
  last_hash: string
  key_id: number
  signature: string
  dropped_at: string | null
}

const checkpoint = (segment: Omit<Segment, 'key_id' | 'signature' | 'dropped_at'>) =>
  Buffer.from(
    JSON.stringify([
      'access.log',
      segment.day,
      segment.first_seq,
      segment.last_seq,
      segment.previous_hash,
      segment.last_hash,
    ]),
  )

/** Signs every day that is over, and drops the rows of days older than the log is kept. Their signatures stay. */
export async function closeDays(_db: Db, now: Temporal.Instant): Promise<void> {
  const today = inZone(now).toPlainDate()
  await inTransaction(async (tx) => {
    // The head's lock: nobody appends to a day while it is being closed.
    await sql`select from access.log_head for update`.execute(tx)
    await signDays(tx, today)
    const old = today.subtract({ days: keptDays }).toString()
    await sql`update access.log_segment set dropped_at = ${now.toString()}::timestamptz
      where day < ${old}::date and dropped_at is null`.execute(tx)
    await sql`delete from access.log_entry e using access.log_segment s
      where s.day = e.day and s.dropped_at is not null`.execute(tx)
  })
}

async function signDays(tx: Tx, today: Temporal.PlainDate) {
  const { rows } = await sql<Omit<Segment, 'key_id' | 'signature' | 'dropped_at'>>`
    select e.day::text as day, min(e.seq) as first_seq, max(e.seq) as last_seq,
      (array_agg(e.previous_hash order by e.seq))[1] as previous_hash,
      (array_agg(e.hash order by e.seq desc))[1] as last_hash
    from access.log_entry e
    where e.day < ${today.toString()}::date and not exists (select from access.log_segment s where s.day = e.day)
    group by e.day order by e.day`.execute(tx)
  if (rows.length === 0) return
  const key = await signingKey(tx)
  for (const day of rows)
    await tx
      .insertInto('access.log_segment')
      .values({
        ...day,
        key_id: key.id,
        signature: sign(null, checkpoint(day), key.key).toString('base64url'),
      })
      .execute()
}

export type Verdict =
  | { whole: true; entries: number; days: number }
  | { whole: false; at: number; why: string }

/**
 * Follows the chain from the first signed day to its head: every row must be what it was, follow the one before, and every
 * signed day must begin and end where its signature says.
 */
export async function verifyLog(on: Db | Tx): Promise<Verdict> {
  const keys = await publicKeys(on)
  const segments = (
    await sql<Segment>`
      select day::text as day, first_seq, last_seq, previous_hash, last_hash, key_id, signature, dropped_at
      from access.log_segment order by first_seq`.execute(on)
  ).rows
  const rows = (
    await sql<LogRow>`
      select seq, day::text as day, door_id, hub_id, grant_id, person_id, what, how, detail, device_at, device_seq,
        received_at, previous_hash, hash
      from access.log_entry order by seq`.execute(on)
  ).rows
  const { rows: heads } = await sql<{ seq: number; hash: string }>`
    select seq, hash from access.log_head`.execute(on)
  let seq = 0
  let hash = ''
  let next = 0
  for (const segment of segments) {
    const no = (why: string) => ({ whole: false as const, at: segment.first_seq, why })
    const key = keys[segment.key_id]
    if (
      !key ||
      !verify(null, checkpoint(segment), publicKeyOf(key), Buffer.from(segment.signature, 'base64url'))
    )
      return no('signature')
    if (segment.previous_hash !== hash || segment.first_seq !== seq + 1) return no('day missing')
    if (!segment.dropped_at) {
      const broken = follow(segment.last_seq)
      if (broken) return broken
      if (hash !== segment.last_hash) return no('day changed')
    }
    seq = segment.last_seq
    hash = segment.last_hash
  }
  const broken = follow(Number.POSITIVE_INFINITY)
  if (broken) return broken
  if (seq !== heads[0]?.seq || hash !== heads[0]?.hash) return { whole: false, at: seq, why: 'end missing' }
  return { whole: true, entries: rows.length, days: segments.length }

  function follow(last: number): Verdict | undefined {
    while (next < rows.length && (rows[next] as LogRow).seq <= last) {
      const row = rows[next++] as LogRow
      if (row.seq !== seq + 1) return { whole: false, at: row.seq, why: 'row missing' }
      if (row.previous_hash !== hash || row.hash !== hashOfRow(row))
        return { whole: false, at: row.seq, why: 'row changed' }
      seq = row.seq
      hash = row.hash
    }
    return undefined
  }
}
