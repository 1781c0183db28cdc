import {
  type Db,
  hashToken,
  instantOf,
  isLang,
  type Lang,
  type LocalText,
  outgoing,
  preparedOn,
  send,
  type Tx,
} from '#kernel'
import type { SignUpState } from './sign-up-rules.ts'

export type SignUpDate = {
  id: number
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  state: 'on' | 'cancelled' | 'dropped'
  sequence: number
  absent: boolean
  message: LocalText | null
  /** Said only when this date of a course is somewhere else than the others. */
  elsewhere: Where | null
}

type Where = { hubName: string | null; where: LocalText; outside: boolean }

/** A sign-up as its owner, the mails and the calendar see it. */
export type SignUpView = {
  id: string
  poolId: number
  seriesId: number
  occurrenceId: number | null
  hubId: string | null
  hubName: string | null
  title: LocalText
  /** Where: in words at the hub, or a meeting point outside. */
  where: LocalText
  outside: boolean
  bring: LocalText
  seriesState: 'draft' | 'published' | 'cancelled'
  seriesSequence: number
  cancelledMessage: LocalText | null
  maxParty: number
  /** Places left in all at this moment; null without a limit. */
  left: number | null
  state: SignUpState
  /** Whether a place is kept for them. */
  holds: boolean
  lapsedFrom: string | null
  cancelledBy: string | null
  heldUntil: Temporal.Instant | null
  /** Place in the line among those who still wait; null for everybody else. */
  line: number | null
  party: number
  attends: boolean
  personId: string | null
  name: string
  email: string | null
  children: string[]
  code: string
  lang: Lang
  version: number
  /** Rises with each evening of a course that is given up or taken back. */
  eveningsVersion: number
  dates: SignUpDate[]
}

type DateRow = {
  id: number
  starts_at: string
  ends_at: string
  state: SignUpDate['state']
  sequence: number
  absent: boolean
  message: LocalText | null
  elsewhere: { place: LocalText; meeting_point: LocalText; hub_name: string | null } | null
}
type Row = {
  id: string
  pool_id: number
  series_id: number
  occurrence_id: number | null
  hub_id: string | null
  hub_name: string | null
  title: LocalText
  place: LocalText
  meeting_point: LocalText
  bring: LocalText
  series_state: SignUpView['seriesState']
  series_sequence: number
  cancelled_message: LocalText | null
  max_party: number
  places_left: number | null
  state: SignUpState
  holds: boolean
  lapsed_from: string | null
  cancelled_by: string | null
  held_until: string | null
  line: number | null
  party_size: number
  attends: boolean
  person_id: string | null
  name: string | null
  email: string | null
  children: string[]
  code: string
  lang: string
  version: number
  evenings_version: number
  dates: DateRow[]
}

const select = `
  select u.id, u.pool_id, p.series_id, p.occurrence_id, coalesce(o.hub_id, s.hub_id) as hub_id, h.name as hub_name,
    coalesce(o.changes -> 'title', s.title) as title, coalesce(o.changes -> 'place', s.place) as place,
    coalesce(o.changes -> 'meetingPoint', s.meeting_point) as meeting_point, coalesce(o.changes -> 'bring', s.bring) as bring,
    s.state as series_state, s.sequence as series_sequence, s.cancelled_message, s.max_party,
    p.capacity - p.taken as places_left,
    u.state, u.holds, u.lapsed_from, u.cancelled_by, u.held_until, u.party_size, u.attends, u.person_id,
    coalesce(person.name, u.name) as name, u.email, u.code, u.lang, u.version, u.evenings_version,
    case when u.state = 'waiting' then (
      select count(*)::int from activities.sign_up w
      where w.pool_id = u.pool_id and w.state = 'waiting' and w.rank <= u.rank) end as line,
    coalesce((select jsonb_agg(coalesce(child.name, a.name) order by a.id) from activities.attendee a
      left join people.child child on child.id = a.child_id where a.sign_up_id = u.id), '[]') as children,
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'starts_at', d.starts_at, 'ends_at', d.ends_at,
        'state', d.state, 'sequence', d.sequence, 'message', d.message,
        'elsewhere', case when d.changes ?| array['place', 'meetingPoint', 'hubId'] then jsonb_build_object(
          'place', coalesce(d.changes -> 'place', s.place), 'meeting_point', coalesce(d.changes -> 'meetingPoint', s.meeting_point),
          'hub_name', (select name from hubs.hub where id = coalesce(d.hub_id, s.hub_id))) end,
        'absent', exists (select from activities.absence b where b.sign_up_id = u.id and b.occurrence_id = d.id))
        order by d.starts_at)
      from activities.occurrence d
      where d.series_id = p.series_id and d.id = coalesce(p.occurrence_id, d.id) and d.state <> 'dropped'), '[]') as dates
  from activities.sign_up u
  join activities.pool p on p.id = u.pool_id
  join activities.series s on s.id = p.series_id
  left join activities.occurrence o on o.id = p.occurrence_id
  left join hubs.hub h on h.id = coalesce(o.hub_id, s.hub_id)
  left join people.person person on person.id = u.person_id`

const whereIn = (row: { place: LocalText; meeting_point: LocalText; hub_name: string | null }): Where => ({
  hubName: row.hub_name,
  where: isWritten(row.meeting_point) ? row.meeting_point : row.place,
  outside: isWritten(row.meeting_point),
})
const isWritten = (text: LocalText) => Object.values(text).some(Boolean)

const viewOf = (row: Row): SignUpView => ({
  id: row.id,
  poolId: row.pool_id,
  seriesId: row.series_id,
  occurrenceId: row.occurrence_id,
  hubId: row.hub_id,
  title: row.title,
  ...whereIn(row),
  bring: row.bring,
  seriesState: row.series_state,
  seriesSequence: row.series_sequence,
  cancelledMessage: row.cancelled_message,
  maxParty: row.max_party,
  left: row.places_left,
  state: row.state,
  holds: row.holds,
  lapsedFrom: row.lapsed_from,
  cancelledBy: row.cancelled_by,
  heldUntil: row.held_until ? instantOf(row.held_until) : null,
  line: row.line,
  party: row.party_size,
  attends: row.attends,
  personId: row.person_id,
  name: row.name ?? '',
  email: row.email,
  children: row.children.filter(Boolean),
  code: row.code,
  lang: isLang(row.lang) ? row.lang : 'nb',
  version: row.version,
  eveningsVersion: row.evenings_version,
  dates: row.dates.map((date) => ({
    id: date.id,
    startsAt: instantOf(date.starts_at),
    endsAt: instantOf(date.ends_at),
    state: date.state,
    sequence: date.sequence,
    absent: date.absent,
    message: date.message,
    elsewhere: date.elsewhere && whereIn(date.elsewhere),
  })),
})

const byId = preparedOn<Row>(
  'activities.sign-up-by-id',
  `${select} where u.id = $1 and u.anonymised_at is null`,
)
const byToken = preparedOn<Row>(
  'activities.sign-up-by-token',
  `${select} join activities.sign_up_link l on l.sign_up_id = u.id where l.token_hash = $1 and u.anonymised_at is null`,
)
const ofPerson = preparedOn<Row>(
  'activities.sign-ups-of-person',
  `${select}
  where u.person_id = $1 and u.anonymised_at is null and u.state in ('unconfirmed', 'attending', 'waiting', 'offered')
    and exists (select from activities.occurrence n
      where n.series_id = p.series_id and n.id = coalesce(p.occurrence_id, n.id) and n.ends_at > $2::timestamptz)`,
)

export async function signUpById(on: Db | Tx, id: string): Promise<SignUpView | undefined> {
  const [row] = await byId(on, id)
  return row && viewOf(row)
}

/** By the link of a mail. Whoever holds it is taken for the one the mail went to. */
export async function signUpByToken(on: Db | Tx, token: string): Promise<SignUpView | undefined> {
  const [row] = await byToken(on, hashToken(token))
  return row && viewOf(row)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One's own; somebody else's does not exist. */
export async function mySignUp(on: Db | Tx, personId: string, id: string): Promise<SignUpView | undefined> {
  const signUp = uuid.test(id) ? await signUpById(on, id) : undefined
  return signUp?.personId === personId ? signUp : undefined
}

/** What lies ahead first, soonest on top; what has been is left out after its last date. */
export async function mySignUps(on: Db | Tx, personId: string, now: Temporal.Instant): Promise<SignUpView[]> {
  const rows = await ofPerson(on, personId, now.toString())
  return rows.map(viewOf).sort((a, b) => Temporal.Instant.compare(nextDate(a, now), nextDate(b, now)))
}

const far = Temporal.Instant.from('9999-01-01T00:00:00Z')
const nextDate = (signUp: SignUpView, now: Temporal.Instant): Temporal.Instant =>
  signUp.dates.find((date) => date.state === 'on' && Temporal.Instant.compare(date.endsAt, now) > 0)
    ?.startsAt ?? far

/** The link of one mail. */
export const keepLink = (tx: Tx, signUpId: string, token: string) =>
  send(tx, links, [{ token_hash: hashToken(token), sign_up_id: signUpId }])

const links = outgoing<{ token_hash: string; sign_up_id: string }>(
  'linked',
  `insert into activities.sign_up_link (token_hash, sign_up_id)
   select token_hash, sign_up_id from jsonb_to_recordset(:rows) as link(token_hash text, sign_up_id uuid) returning 1`,
)
