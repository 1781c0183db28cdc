import { type Db, instantOf, type Lang, type LocalText, languages, now, pick, say, sql } from '#kernel'
import type { ExportSection, PrivacyPart } from '#people'
import { waitTexts } from '../texts/waits.ts'
import { endOffer, holdWaitRow } from './answer-offer.ts'
import { changeWait } from './changed.ts'
import type { WaitState } from './waits.ts'

const said = (key: 'name' | 'what' | 'purpose' | 'basis' | 'kept') =>
  Object.fromEntries(languages.map((lang) => [lang, waitTexts[lang].privacy[key]])) as Record<Lang, string>

const keptDays = 30

/** What waiting lists keep about people, for the register, the export, the erasure and the clean-up. */
export const waitPrivacy: PrivacyPart = {
  classes: [
    {
      key: 'rooms.waits',
      name: said('name'),
      what: said('what'),
      purpose: said('purpose'),
      basis: said('basis'),
      kept: said('kept'),
    },
  ],
  exportOf,
  erase: async (tx, personId) => {
    const { rows } = await sql<{ id: string }>`
      select id from rooms.wait where person_id = ${personId} order by id`.execute(tx)
    for (const { id } of rows) {
      const wait = await holdWaitRow(tx, id)
      if (wait.state === 'offered') await endOffer(tx, wait, 'left', now())
      else await changeWait(tx, id, 'waiting', 'left')
    }
    await sql`delete from rooms.wait where person_id = ${personId}`.execute(tx)
    return []
  },
  cleanUp: async (tx, at) => {
    await sql`delete from rooms.wait where ends_at < ${at.subtract({ hours: 24 * keptDays }).toString()}::timestamptz`.execute(
      tx,
    )
  },
}

async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = waitTexts[lang]
  const { rows } = await sql<{
    name: LocalText
    startsAt: string
    endsAt: string
    state: WaitState
    at: string
  }>`
    select r.name, w.starts_at as "startsAt", w.ends_at as "endsAt", w.state, w.created_at as at
    from rooms.wait w join rooms.room r on r.id = w.room_id where w.person_id = ${personId} order by w.created_at`.execute(
    db,
  )
  const when = (text: string) => say[lang].dateTime(instantOf(text), Temporal.PlainDate.from('1970-01-01'))
  return [
    {
      key: 'rooms.waits',
      title: t.privacy.name,
      columns: t.privacy.columns,
      rows: rows.map(({ name, startsAt, endsAt, state, at }) => ({
        room: pick(name, lang).text,
        from: when(startsAt),
        to: when(endsAt),
        state: t.states[state],
        at,
      })),
    },
  ]
}
