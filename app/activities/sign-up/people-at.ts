import { type Actor, type Db, instantOf, inTransaction, type Lang, type LocalText, pick, sql } from '#kernel'
import { audit, auditView, needStaff } from '#people'
import type { Question } from '../shapes.ts'
import { sayAnswer } from './answers.ts'
import { signUpRefusal } from './refusals.ts'
import type { SignUpState } from './sign-up-rules.ts'

export type Participant = {
  id: string
  poolId: number
  personId: string | null
  name: string
  /** Name and birth year, for the host only. */
  children: { name: string; birthYear: number | null }[]
  party: number
  state: SignUpState
  line: number | null
  email: string | null
  phone: string | null
  signedUpBy: string | null
  absent: boolean
  /** How many of the party have come; null when nobody has been noted. */
  came: number | null
  answers: Record<string, string>
}

export type PeopleAt = {
  occurrenceId: number
  seriesId: number
  hubId: string | null
  hubName: string | null
  title: LocalText
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  /** What one signs up for here: the date itself or the whole course. */
  ofCourse: boolean
  capacity: number | null
  minimum: number | null
  closesMinutesBefore: number
  questions: Question[]
  walkIns: number
  people: Participant[]
}

type Row = Omit<PeopleAt, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }

/** The list at the door of one date, for the hub's own staff. Whoever shows it calls `noteLook`. */
export async function peopleAt(db: Db, actor: Actor, occurrenceId: number): Promise<PeopleAt> {
  const { rows: known } = await sql<{ hub_id: string | null }>`
    select coalesce(o.hub_id, s.hub_id) as hub_id from activities.occurrence o
    join activities.series s on s.id = o.series_id where o.id = ${occurrenceId}`.execute(db)
  if (!known[0]) throw signUpRefusal('activities.not-published')
  needStaff(actor, known[0].hub_id, 'host', 'hub-leader')
  const { rows } = await sql<{ list: Row }>`
    select jsonb_build_object(
      'occurrenceId', o.id, 'seriesId', s.id, 'hubId', coalesce(o.hub_id, s.hub_id), 'hubName', h.name,
      'title', coalesce(o.changes -> 'title', s.title), 'startsAt', o.starts_at, 'endsAt', o.ends_at,
      'ofCourse', s.form = 'course', 'questions', s.questions, 'minimum', s.minimum,
      'closesMinutesBefore', s.closes_minutes_before,
      'capacity', (select p.capacity from activities.pool p
        where case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end),
      'walkIns', coalesce((select a.count from activities.attendance a where a.occurrence_id = o.id and a.sign_up_id is null), 0),
      'people', coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', u.id, 'poolId', u.pool_id, 'personId', u.person_id, 'name', coalesce(person.name, u.name, ''),
          'party', u.party_size, 'state', u.state, 'email', coalesce(contact.value, u.email), 'phone', u.phone,
          'signedUpBy', staff.name,
          'line', case when u.state = 'waiting' then (select count(*) from activities.sign_up w
            where w.pool_id = u.pool_id and w.state = 'waiting' and w.rank <= u.rank) end,
          'children', coalesce((select jsonb_agg(jsonb_build_object('name', coalesce(child.name, t.name, ''), 'birthYear', child.birth_year) order by t.id)
            from activities.attendee t left join people.child child on child.id = t.child_id where t.sign_up_id = u.id), '[]'),
          'absent', exists (select from activities.absence b where b.sign_up_id = u.id and b.occurrence_id = o.id),
          'came', (select a.count from activities.attendance a where a.occurrence_id = o.id and a.sign_up_id = u.id),
          'answers', coalesce((select jsonb_object_agg(n.question_id, n.answer) from activities.answer n
            where n.sign_up_id = u.id and n.expires_at > now()), '{}')
        ) order by lower(coalesce(person.name, u.name)), u.created_at)
        from activities.sign_up u
        join activities.pool p on p.id = u.pool_id and p.series_id = s.id and (p.occurrence_id = o.id or p.occurrence_id is null)
        left join people.person person on person.id = u.person_id
        left join people.contact contact on contact.person_id = u.person_id and contact.kind = 'email'
        left join people.person staff on staff.id = u.signed_up_by
        where u.state in ('unconfirmed', 'attending', 'waiting', 'offered')
      ), '[]')) as list
    from activities.occurrence o
    join activities.series s on s.id = o.series_id
    left join hubs.hub h on h.id = coalesce(o.hub_id, s.hub_id)
    where o.id = ${occurrenceId}`.execute(db)
  const { list } = rows[0] as { list: Row }
  return { ...list, startsAt: instantOf(list.startsAt), endsAt: instantOf(list.endsAt) }
}

/** Pressing twenty buttons in a row is one look. */
const sameLook = '10 minutes'

/** Writes down that the actor saw these people: one row each, and one for all of those without an account. */
export async function noteLook(db: Db, actor: Actor, at: PeopleAt) {
  const action = 'activities.saw-participants'
  const about = { kind: 'occurrence', id: String(at.occurrenceId), hubId: at.hubId }
  const { rows } = await sql<{ about_person: string | null }>`
    select about_person from people.audit
    where actor_id = ${actor.personId}::uuid and action = ${action} and about_id = ${about.id}
      and at > now() - ${sameLook}::interval`.execute(db)
  const seen = new Set(rows.map((row) => row.about_person))
  const fresh = at.people.flatMap((one) => (one.personId && !seen.has(one.personId) ? [one.personId] : []))
  // Children have no account of their own: what is seen of them is written with the grown-up who brings them.
  const withOf = new Map(at.people.map((one) => [one.personId, one.children.length]))
  await auditView(db, actor, action, about, fresh, (personId) => {
    const children = withOf.get(personId) ?? 0
    return children > 0 ? { children } : undefined
  })
  const strangers = at.people.filter((one) => one.personId === null).length
  if (strangers > 0 && !seen.has(null))
    await inTransaction((tx) => audit(tx, actor, action, about, { withoutAccount: strangers }))
}

/** Names first, then what a host needs on paper; a cell that a spreadsheet would run as a formula is text. */
export function peopleCsv(
  head: readonly string[],
  at: PeopleAt,
  lang: Lang,
  stateOf: (state: SignUpState) => string,
): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '').replace(/[\t\r\n]+/g, ' ')
    // Also after a sign where an English spreadsheet, or one that is told to, begins a new cell.
    const harmless = text.replace(/(^|[,;|"])(\s*[=+\-@])/g, "$1'$2")
    return /[",;]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless
  }
  const questions = at.questions.map((question) => pick(question.label, lang).text)
  const rows = at.people.map((one) => [
    one.name,
    one.party,
    one.children.map((child) => child.name).join(', '),
    stateOf(one.state),
    one.came,
    one.email,
    one.phone,
    ...at.questions.map((question) => sayAnswer(question, one.answers[question.id] ?? '', lang)),
  ])
  // The mark at the start makes spreadsheets read the letters æ, ø and å as what they are.
  return `\uFEFF${[[...head, ...questions], ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}
