import {
  type Db,
  instantOf,
  type Lang,
  type LocalText,
  languages,
  now,
  pick,
  say,
  sql,
  systemActor,
  type Tx,
} from '#kernel'
import type { ExportSection, PrivacyPart } from '#people'
import type { KeyState } from './keys/key-rules.ts'
import { takeBack } from './keys/take-back.ts'
import type { LogLine } from './log/write-log.ts'
import { texts } from './texts/index.ts'

type What = 'keys' | 'log'
const said = (what: What, key: 'name' | 'what' | 'purpose' | 'basis' | 'kept') =>
  Object.fromEntries(languages.map((lang) => [lang, texts[lang].privacy[what][key]])) as Record<Lang, string>

const classOf = (what: What, more: { outlivesErasure?: true } = {}) => ({
  key: `access.${what}`,
  name: said(what, 'name'),
  what: said(what, 'what'),
  purpose: said(what, 'purpose'),
  basis: said(what, 'basis'),
  kept: said(what, 'kept'),
  ...more,
})

/** What keys and doors keep about people. The code of a key is in no export: it opens a door. */
export const keysPrivacy: PrivacyPart = {
  classes: [classOf('keys'), classOf('log', { outlivesErasure: true })],
  exportOf,
  erase: async (tx, personId) => {
    const at = now()
    const { rows } = await sql<{ id: string }>`
      select id from access.key_grant where person_id = ${personId}
        and state not in ('ended', 'revoked', 'removed') order by id`.execute(tx)
    for (const { id } of rows) await takeBack(tx, systemActor, id, { reason: 'cancelled' }, at)
    await forgetHolders(tx, sql`person_id = ${personId}`)
    return []
  },
  cleanUp: async (tx, at) => {
    const ago = (hours: number) => sql`${at.subtract({ hours }).toString()}::timestamptz`
    await forgetHolders(tx, sql`person_id is not null and to_at < ${ago(24 * 365)}`)
    await sql`delete from access.used_pin where last_used_at < ${ago(24 * 30)}`.execute(tx)
    await sql`delete from access.command where expires_at < ${ago(24 * 30)}`.execute(tx)
    await sql`delete from access.simulated_message where at < ${ago(24 * 7)} and due_at is null`.execute(tx)
  },
}

/** Which door was for whom goes; that there was a key stays, for the counters of the door. */
const forgetHolders = (tx: Tx, which: ReturnType<typeof sql>) =>
  sql`update access.key_grant set person_id = null, revoke_reason = null, note = null where ${which}`.execute(
    tx,
  )

async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = texts[lang]
  const { rows: keys } = await sql<{
    door: LocalText
    hub: string
    from: string
    to: string
    state: KeyState
    opened: string | null
    about: LocalText | null
  }>`
    select d.name as door, h.name as hub,
      coalesce((select b.title from rooms.booking b where b.id = g.booking_id and b.kind = 'activity'),
        case when g.note is not null then jsonb_build_object('nb', g.note) end) as about, g.from_at as "from", g.to_at as "to", g.state, g.opened_at as opened
    from access.key_grant g join access.door d on d.id = g.door_id join hubs.hub h on h.id = g.hub_id
    where g.person_id = ${personId} order by g.from_at`.execute(db)
  const { rows: log } = await sql<{
    at: string
    door: LocalText
    what: LogLine['what']
    how: LogLine['how']
  }>`
    select coalesce(e.device_at, e.received_at) as at, d.name as door, e.what, e.how
    from access.log_entry e join access.door d on d.id = e.door_id
    where e.person_id = ${personId} order by e.seq`.execute(db)
  const spoken = (text: string) => `${say[lang].dateYear(instantOf(text))} ${say[lang].time(instantOf(text))}`
  return [
    {
      key: 'access.keys',
      title: t.privacy.keys.name,
      columns: t.privacy.columns,
      rows: keys.map((key) => ({
        door: `${pick(key.door, lang).text}, ${key.hub}`,
        from: spoken(key.from),
        to: spoken(key.to),
        about: key.about && pick(key.about, lang).text,
        state: t.key.states[key.state],
        opened: key.opened && spoken(key.opened),
      })),
    },
    {
      key: 'access.log',
      title: t.privacy.log.name,
      columns: t.privacy.logColumns,
      rows: log.map((line) => ({
        at: spoken(line.at),
        door: pick(line.door, lang).text,
        what: t.doors.whats[line.what],
        how: t.doors.hows[line.how],
      })),
    },
  ]
}
