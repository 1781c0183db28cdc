import { type Db, instantOf, type Lang, type LocalText, languages, now, pick, say, sql } from '#kernel'
import type { ExportSection, PrivacyPart } from '#people'
import { bookingsOf, cleanUpBookings, eraseBookings } from './forget-bookings.ts'
import type { BookingState } from './shapes.ts'
import { privacyTexts } from './texts/privacy.ts'
import { waitPrivacy } from './waiting-list/privacy.ts'

const said = (about: 'bookings' | 'history') => {
  const each = (key: 'name' | 'what' | 'purpose' | 'basis' | 'kept') =>
    Object.fromEntries(languages.map((lang) => [lang, privacyTexts[lang][about][key]])) as Record<
      Lang,
      string
    >
  return {
    name: each('name'),
    what: each('what'),
    purpose: each('purpose'),
    basis: each('basis'),
    kept: each('kept'),
  }
}

/** What bookings keep about people, for the register, the export, the erasure and the clean-up. */
const bookingPrivacy: PrivacyPart = {
  classes: [
    { key: 'rooms.bookings', ...said('bookings') },
    { key: 'rooms.history', ...said('history'), outlivesErasure: true, staffOnly: true },
  ],
  exportOf,
  erase: async (tx, personId) => {
    await eraseBookings(tx, personId, now())
    return []
  },
  cleanUp: cleanUpBookings,
}

// An offer is a hold: whoever waits is erased first, and their holds with them.
export const privacyParts: readonly PrivacyPart[] = [waitPrivacy, bookingPrivacy]

type Row = {
  room: LocalText
  startsAt: string
  endsAt: string
  state: BookingState
  association: string | null
  purpose: string
  people: number
  responsible: string | null
  contact: string | null
  answers: string | null
  price: number
  at: string
}

async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = privacyTexts[lang].bookings
  const { rows } = await sql<Row>`
    select r.name as room, b.starts_at as "startsAt", b.ends_at as "endsAt", b.state, a.name as association, b.purpose,
      b.head_count as people, concat_ws(', ', b.responsible_name, b.responsible_phone) as responsible,
      concat_ws(', ', b.for_name, b.for_email, b.for_phone) as contact, b.price_ore as price, b.created_at as at,
      (select string_agg(s.reason, '; ' order by s.id) from rooms.step s where s.booking_id = b.id) as answers
    from rooms.booking b join rooms.room r on r.id = b.room_id left join people.association a on a.id = b.association_id
    where ${bookingsOf(personId)} order by b.starts_at`.execute(db)
  const when = (text: string) => say[lang].dateTime(instantOf(text), Temporal.PlainDate.from('1970-01-01'))
  return [
    {
      key: 'rooms.bookings',
      title: t.title,
      columns: t.columns,
      rows: rows.map(({ room, startsAt, endsAt, state, ...row }) => ({
        ...row,
        room: pick(room, lang).text,
        from: when(startsAt),
        to: when(endsAt),
        state: t.states[state],
        responsible: row.responsible || null,
        contact: row.contact || null,
      })),
    },
  ]
}
