import { type Db, instantOf, sql, type Tx } from '#kernel'

type ReportKind =
  | 'unknown-code'
  | 'not-set'
  | 'not-removed'
  | 'full'
  | 'jammed'
  | 'battery-low'
  | 'offline'
  | 'log-gap'
  | 'log-broken'
export type Report = {
  id: number
  doorId: string
  kind: ReportKind
  slot: number | null
  grantId: string | null
  detail: string | null
  at: Temporal.Instant
}
type About = { doorId: string; kind: ReportKind; slot?: number | null; grantId?: string | null }

/** Puts something in front of the hosts until somebody ends it; the same thing stands there once. True when it is new. */
export async function report(
  tx: Tx,
  about: About & { detail?: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into access.door_report (door_id, kind, slot, grant_id, detail, at, seen_at)
    values (${about.doorId}, ${about.kind}, ${about.slot ?? null}, ${about.grantId ?? null}, ${about.detail ?? null},
      ${now.toString()}::timestamptz, ${now.toString()}::timestamptz)
    on conflict (door_id, kind, slot, grant_id) where ended_at is null
      do update set seen_at = excluded.seen_at, detail = coalesce(excluded.detail, door_report.detail)
    returning xmax = 0 as "isNew"`.execute(tx)
  return rows[0]?.isNew ?? false
}

/** It is so no longer. */
export const endReport = (tx: Tx, about: About, now: Temporal.Instant, personId: string | null = null) =>
  sql`update access.door_report set ended_at = ${now.toString()}::timestamptz, ended_by = ${personId}
    where door_id = ${about.doorId} and kind = ${about.kind} and ended_at is null
      and slot is not distinct from ${about.slot ?? null}::int
      and grant_id is not distinct from ${about.grantId ?? null}`.execute(tx)

export async function openReports(on: Db | Tx, doorId: string): Promise<Report[]> {
  const { rows } = await sql<Omit<Report, 'at'> & { at: string }>`
    select id, door_id as "doorId", kind, slot, grant_id as "grantId", detail, at from access.door_report
    where door_id = ${doorId} and ended_at is null order by at desc limit 50`.execute(on)
  return rows.map((row) => ({ ...row, at: instantOf(row.at) }))
}
