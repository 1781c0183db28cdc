import { hubNames } from '#hubs'
import { type Db, type Lang, sql, type Tx } from '#kernel'
import type { DataClass, ExportSection, PrivacyPart } from '#people'
import { stafflessTexts } from '../texts/staffless.ts'

const said = (part: 'dataName' | 'dataWhat' | 'dataPurpose' | 'dataBasis' | 'dataKept') => ({
  nb: stafflessTexts.nb[part],
  nn: stafflessTexts.nn[part],
  en: stafflessTexts.en[part],
})

const agreements: DataClass = {
  key: 'access.agreements',
  name: said('dataName'),
  what: said('dataWhat'),
  purpose: said('dataPurpose'),
  basis: said('dataBasis'),
  kept: said('dataKept'),
}

async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = stafflessTexts[lang]
  const hubs = new Map((await hubNames(db)).map((hub) => [hub.id, hub.name]))
  const { rows } = await sql<{ hub_id: string; from: string; to: string; reason: string | null }>`
    select hub_id, agreed_at as from, valid_to::text as to, null as reason from access.agreement
      where person_id = ${personId}::uuid
    union all
    select hub_id, starts_at, until::text, reason from access.suspension where person_id = ${personId}::uuid
    order by 2`.execute(db)
  return [
    {
      key: 'staffless',
      title: t.dataName,
      columns: { hub: t.hub, from: t.since, to: t.until, reason: t.reason },
      rows: rows.map((row) => ({
        hub: hubs.get(row.hub_id) ?? row.hub_id,
        from: row.from,
        to: row.to,
        reason: row.reason,
      })),
    },
  ]
}

/** The agreement ends with its person; what was written about a suspension goes too. */
async function erase(tx: Tx, personId: string) {
  await tx.deleteFrom('access.agreement').where('person_id', '=', personId).execute()
  await tx.deleteFrom('access.suspension').where('person_id', '=', personId).execute()
  return []
}

async function cleanUp(tx: Tx, now: Temporal.Instant) {
  const at = now.toString()
  await sql`delete from access.agreement
    where coalesce(ended_at, valid_to + interval '1 day') < ${at}::timestamptz - interval '1 year'`.execute(
    tx,
  )
  await sql`delete from access.suspension
    where coalesce(lifted_at, until + interval '1 day') < ${at}::timestamptz - interval '1 year'`.execute(tx)
}

export const stafflessPrivacy: PrivacyPart = { classes: [agreements], exportOf, erase, cleanUp }
