import { now as clock, type Db, instantOf, type LocalText, preparedOn, type Tx } from '#kernel'
import { cancelUntil, moveUntil } from './booking-rules.ts'
import type { RuleSet } from './rule-set.ts'
import type { BlockingBooking, BookingView, RoomView, Span, Step, StepKind } from './shapes.ts'

const roomColumns = `
  r.id, r.hub_id as "hubId", h.name as "hubName", r.name, r.summary, r.kind, r.state, r.capacity, r.area_m2 as "areaM2", r.floor,
  r.equipment, r.equipment_note as "equipmentNote", r.step_free as "stepFree", r.accessibility,
  r.accessibility_note as "accessibilityNote", r.camera_notice as "cameraNotice", r.instructions, r.fire_safety as "fireSafety",
  r.rules, r.example, r.place_in_list as "placeInList", r.version,
  (select json_build_object('id', t.id, 'version', t.version, 'title', t.title, 'body', t.body)
    from rooms.terms t where t.id = r.terms_id) as terms,
  parts.ids as parts, parts.names as "partNames"`
const roomTables = `
  rooms.room r join hubs.hub h on h.id = r.hub_id
  cross join lateral (select coalesce(json_agg(p.id order by p.id), '[]') as ids, coalesce(json_agg(p.name order by p.id), '[]') as names
    from rooms.room_part rp join rooms.part p on p.id = rp.part_id where rp.room_id = r.id) parts`
const pictures = `
  (select coalesce(json_agg(json_build_object('id', p.id, 'hash', p.hash, 'widths', p.widths, 'width', p.width, 'height', p.height,
      'alt', p.alt, 'credit', p.credit) order by rp.place_in_list, p.id), '[]')
    from rooms.room_picture rp join hubs.picture p on p.id = rp.picture_id and p.removed_at is null where rp.room_id = r.id) as pictures`

const readRoom = preparedOn<RoomView>(
  'rooms.room-by-id',
  `select ${roomColumns}, ${pictures} from ${roomTables} where r.id = $1`,
)
const readRooms = preparedOn<RoomView>(
  'rooms.rooms-of',
  `select ${roomColumns}, ${pictures} from ${roomTables}
   where ($1::text is null or r.hub_id = $1) and ($2 or r.state = 'open')
   order by h.place_in_list, h.id, r.place_in_list, r.id`,
)

export const roomById = async (on: Db | Tx, roomId: string): Promise<RoomView | undefined> =>
  (await readRoom(on, roomId))[0]

/** Rooms that can be booked, in the hubs' order and their own; of every hub unless one is named. */
export const roomsOf = (on: Db | Tx, hubId?: string): Promise<RoomView[]> =>
  readRooms(on, hubId ?? null, false)

/** Drafts and closed ones too. */
export const everyRoomOf = (on: Db | Tx, hubId?: string): Promise<RoomView[]> =>
  readRooms(on, hubId ?? null, true)

type Instants =
  | 'startsAt'
  | 'endsAt'
  | 'firstStartsAt'
  | 'heldUntil'
  | 'answerBy'
  | 'correctBy'
  | 'checkedInAt'
  | 'usedAt'
  | 'createdAt'
  | 'endedAt'
type Row = Omit<BookingView, Instants | 'cancelUntil' | 'moveUntil'> &
  Record<Instants, string> & { rules: RuleSet; through: string | null }

const bookingColumns = `
  b.id, b.kind, b.state, b.room_id as "roomId", r.name as "roomName", b.hub_id as "hubId", h.name as "hubName",
  b.series_id as "seriesId", b.original_date as "originalDate", b.starts_at as "startsAt", b.ends_at as "endsAt",
  b.tidy_minutes as "tidyMinutes", b.first_starts_at as "firstStartsAt", b.held_until as "heldUntil", b.answer_by as "answerBy",
  b.correct_by as "correctBy", b.person_id as "personId", p.name as "personName", b.association_id as "associationId",
  a.name as "associationName", b.for_name as "forName", b.for_email as "forEmail", b.for_phone as "forPhone",
  b.responsible_name as "responsibleName", b.responsible_phone as "responsiblePhone", b.title, b.about, b.purpose,
  b.head_count as "headCount", b.audience, b.alcohol, b.party, b.price_group as "priceGroup", b.price_ore as "priceOre",
  b.terms_id as "termsId", b.hours_state as "hoursState", b.override_reason as "overrideReason",
  b.checked_in_at as "checkedInAt", b.used_at as "usedAt", b.attention, b.message, b.version, b.created_at as "createdAt",
  b.ended_at as "endedAt", r.rules`
const bookingTables = `
  rooms.booking b join rooms.room r on r.id = b.room_id join hubs.hub h on h.id = b.hub_id
  left join people.person p on p.id = b.person_id left join people.association a on a.id = b.association_id`

const instant = (text: string | null) => (text === null ? null : instantOf(text))

function viewOf({ rules, through: _, ...row }: Row): BookingView {
  const times = {
    startsAt: instantOf(row.startsAt),
    endsAt: instantOf(row.endsAt),
    firstStartsAt: instantOf(row.firstStartsAt),
  }
  const own = row.kind === 'booking'
  const about = { ...times, state: row.state }
  return {
    ...row,
    ...times,
    heldUntil: instant(row.heldUntil),
    answerBy: instant(row.answerBy),
    correctBy: instant(row.correctBy),
    checkedInAt: instant(row.checkedInAt),
    usedAt: instant(row.usedAt),
    createdAt: instantOf(row.createdAt),
    endedAt: instant(row.endedAt),
    cancelUntil: own ? cancelUntil(rules, about) : null,
    moveUntil: own ? moveUntil(rules, about) : null,
  }
}

const readBooking = preparedOn<Row>(
  'rooms.booking-by-id',
  `select ${bookingColumns} from ${bookingTables} where b.id = $1::uuid`,
)
const readOfPerson = preparedOn<Row>(
  'rooms.bookings-of-person',
  `select ${bookingColumns} from ${bookingTables}
   where b.kind = 'booking' and (b.person_id = $1::uuid or b.association_id = any($2::uuid[]))
     and b.ends_at > coalesce($3::timestamptz, '-infinity') and b.state <> 'held'
     and (b.state <> 'lapsed' or b.answer_by is not null)
   order by b.starts_at, b.id`,
)
const readOfHub = preparedOn<Row>(
  'rooms.bookings-of-hub',
  `select ${bookingColumns} from ${bookingTables}
   where b.hub_id = $1 and b.starts_at < $3::timestamptz and b.ends_at > $2::timestamptz
     and (b.state in ('requested', 'correction', 'booked') or b.state = 'held' and b.held_until > $4::timestamptz
       or $5 and (b.state in ('declined', 'cancelled', 'released') or b.state = 'lapsed' and b.answer_by is not null))
   order by b.starts_at, b.room_id, b.id`,
)
const readOfRoom = preparedOn<Row>(
  'rooms.bookings-of-room',
  `select ${bookingColumns}, case when b.room_id <> $1 then b.room_id end as through from ${bookingTables}
   where b.id in (select o.booking_id from rooms.occupancy o join rooms.room_part rp on rp.part_id = o.part_id
       where rp.room_id = $1 and o.during && tstzrange($2::timestamptz, $3::timestamptz, '[)'))
     and (b.state <> 'held' or b.held_until > $4::timestamptz)
   order by b.starts_at, b.id`,
)
const readWaiting = preparedOn<Row>(
  'rooms.bookings-waiting',
  `select ${bookingColumns} from ${bookingTables}
   where b.state in ('requested', 'correction') and ($1::text is null or b.hub_id = $1) order by b.answer_by, b.starts_at`,
)

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Everything about it. What of that a reader may see is asked of who-may.ts. */
export async function bookingById(on: Db | Tx, id: string): Promise<BookingView | undefined> {
  if (!isUuid.test(id)) return
  const [row] = await readBooking(on, id)
  return row && viewOf(row)
}

/** Their own and, when named, those of associations; what is over before `from` is left out, and so are holds. */
export async function bookingsOfPerson(
  on: Db | Tx,
  personId: string,
  { from, associationIds = [] }: { from?: Temporal.Instant; associationIds?: readonly string[] } = {},
): Promise<BookingView[]> {
  return (await readOfPerson(on, personId, [...associationIds], from?.toString() ?? null)).map(viewOf)
}

/** What blocks rooms of the hub; with `ended`, also what was declined, cancelled, released or never answered. */
export async function bookingsOfHub(
  on: Db | Tx,
  hubId: string,
  { from, to }: Span,
  { ended = false, now = clock() }: { ended?: boolean; now?: Temporal.Instant } = {},
): Promise<BookingView[]> {
  return (await readOfHub(on, hubId, from.toString(), to.toString(), now.toString(), ended)).map(viewOf)
}

/** What blocks any of the room's parts, tidying included, also through other rooms that share them. */
export async function bookingsOfRoom(
  on: Db | Tx,
  roomId: string,
  { from, to }: Span,
  now: Temporal.Instant = clock(),
): Promise<BlockingBooking[]> {
  const rows = await readOfRoom(on, roomId, from.toString(), to.toString(), now.toString())
  return rows.map((row) => ({ ...viewOf(row), through: row.through }))
}

/** Requests that a host has to answer, the first promise first. */
export const bookingsWaiting = async (on: Db | Tx, hubId?: string): Promise<BookingView[]> =>
  (await readWaiting(on, hubId ?? null)).map(viewOf)

const readAppeals = preparedOn<Row>(
  'rooms.appeals-waiting',
  `select ${bookingColumns} from ${bookingTables}
   where b.state = 'declined' and ($1::text is null or b.hub_id = $1)
     and (select s.what from rooms.step s where s.booking_id = b.id order by s.id desc limit 1) = 'appealed'
   order by b.ended_at`,
)
/** Declined requests whose appeal nobody has decided. */
export const appealsWaiting = async (on: Db | Tx, hubId?: string): Promise<BookingView[]> =>
  (await readAppeals(on, hubId ?? null)).map(viewOf)

const readSteps = preparedOn<{
  id: number
  at: string
  personId: string | null
  personName: string | null
  what: StepKind
  reason: string | null
  details: Record<string, unknown>
}>(
  'rooms.steps-of',
  `select s.id, s.at, s.person_id as "personId", p.name as "personName", s.what, s.reason, s.details
   from rooms.step s left join people.person p on p.id = s.person_id where s.booking_id = $1::uuid order by s.id`,
)

/** What was done with a booking, by whom and why, oldest first. */
export const stepsOf = async (on: Db | Tx, bookingId: string): Promise<Step[]> =>
  (await readSteps(on, bookingId)).map((row) => ({ ...row, at: instantOf(row.at) }))

const readInTheWay = preparedOn<{
  room: LocalText
  by: LocalText | null
  from: string
  to: string
}>(
  'rooms.in-the-way',
  `select r.name as room, b.title as by, b.starts_at as from, b.ends_at as to
   from rooms.booking b join rooms.room r on r.id = b.room_id where b.id = any($1::uuid[]) order by b.starts_at limit 1`,
)
/** The first of the bookings in the way, in words that anybody may read. */
export async function inTheWay(on: Db | Tx, bookingIds: readonly string[]) {
  const [row] = await readInTheWay(on, [...bookingIds])
  return row && { room: row.room, by: row.by, from: instantOf(row.from), to: instantOf(row.to) }
}

const readHeldFor = preparedOn<Row>(
  'rooms.held-for',
  `select ${bookingColumns} from ${bookingTables}
   where b.about = any($1::text[]) and b.kind = 'activity' and b.state = 'booked' and b.ends_at > $2::timestamptz
   order by b.starts_at, b.id`,
)
/** What activities hold from now on: `about` names which. */
export const heldFor = async (
  on: Db | Tx,
  abouts: readonly string[],
  now: Temporal.Instant,
): Promise<BookingView[]> => (await readHeldFor(on, [...abouts], now.toString())).map(viewOf)

const readUndecided = preparedOn<Row>(
  'rooms.bookings-to-decide',
  `select ${bookingColumns} from ${bookingTables}
   where b.attention is not null and b.state in ('requested', 'correction', 'booked') and b.ends_at > $1::timestamptz
   order by b.starts_at, b.id limit 200`,
)
/** Bookings whose open door went away and that nobody has decided about. */
export const bookingsToDecide = async (on: Db | Tx, now: Temporal.Instant): Promise<BookingView[]> =>
  (await readUndecided(on, now.toString())).map(viewOf)
