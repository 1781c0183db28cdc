import { createHash } from 'node:crypto'
import { inZone, sql, type Tx } from '#kernel'
import type { LockEvent } from '../adapters/adapter.ts'

type LogWhat = LockEvent['what'] | 'key-set' | 'key-removed' | 'key-revoked'
export type LogLine = {
  doorId: string
  hubId: string
  grantId?: string | null
  personId?: string | null
  what: LogWhat
  how: LockEvent['how'] | 'system'
  /** Codes and slots. Never a PIN, never a token, never what people wrote. */
  detail?: string | null
  deviceAt?: Temporal.Instant | null
  deviceSeq?: number | null
}

export type LogRow = {
  seq: number
  day: string
  door_id: string
  hub_id: string
  grant_id: string | null
  person_id: string | null
  what: string
  how: string
  detail: string | null
  device_at: string | null
  device_seq: number | null
  received_at: string
  previous_hash: string
  hash: string
}

const seconds = (text: string | null) => (text ? Temporal.Instant.from(text).epochMilliseconds : null)

/** Over everything in the row. Instants in milliseconds: PostgreSQL writes them in more ways than one. */
export const hashOfRow = (row: Omit<LogRow, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        row.previous_hash,
        row.seq,
        row.day,
        row.door_id,
        row.hub_id,
        row.grant_id,
        row.person_id,
        row.what,
        row.how,
        row.detail,
        seconds(row.device_at),
        row.device_seq,
        seconds(row.received_at),
      ]),
    )
    .digest('base64url')

const inMilliseconds = (at: Temporal.Instant) =>
  at.round({ smallestUnit: 'millisecond', roundingMode: 'floor' })

/** Appends lines to the chain. Writers queue at its head until they commit: doors say little. */
export async function writeLog(tx: Tx, lines: readonly LogLine[], now: Temporal.Instant): Promise<void> {
  if (lines.length === 0) return
  const { rows } = await sql<{ seq: number; hash: string; day: string | null }>`
    select h.seq, h.hash, (select e.day::text from access.log_entry e where e.seq = h.seq) as day
    from access.log_head h for update of h`.execute(tx)
  let { seq, hash } = rows[0] as { seq: number; hash: string }
  const at = inMilliseconds(now)
  const today = inZone(at).toPlainDate().toString()
  // A clock that is set back does not put a line into a day that may be closed.
  const last = rows[0]?.day
  const day = last && last > today ? last : today
  const written: LogRow[] = []
  for (const line of lines) {
    const row = {
      seq: ++seq,
      day,
      door_id: line.doorId,
      hub_id: line.hubId,
      grant_id: line.grantId ?? null,
      person_id: line.personId ?? null,
      what: line.what,
      how: line.how,
      detail: line.detail?.slice(0, 200) ?? null,
      device_at: line.deviceAt ? inMilliseconds(line.deviceAt).toString() : null,
      device_seq: line.deviceSeq ?? null,
      received_at: at.toString(),
      previous_hash: hash,
    }
    hash = hashOfRow(row)
    written.push({ ...row, hash })
  }
  await tx.insertInto('access.log_entry').values(written).execute()
  await sql`update access.log_head set seq = ${seq}, hash = ${hash}`.execute(tx)
}
