import { type Actor, type LocalText, prepared, zone } from '#kernel'
import { ruleShape } from '#recurrence'
import type { ActivityWish, Contact, Question, SeriesState } from './shapes.ts'
import { type Listed, listedColumns, listedFrom, placesLeft } from './whats-on.ts'
import { mayHost } from './who-may.ts'

/** Everything an activity's page shows, from one query. */
export type ActivityPage = Pick<
  ActivityWish,
  | 'form'
  | 'category'
  | 'organiserKind'
  | 'organiserName'
  | 'audience'
  | 'ageMin'
  | 'ageMax'
  | 'languages'
  | 'free'
  | 'accessibility'
  | 'needsHours'
  | 'signUp'
  | 'capacity'
  | 'minimum'
  | 'waitingList'
  | 'closesMinutesBefore'
  | 'maxParty'
  | 'outdoors'
  | 'hubId'
  | 'rule'
  | 'pictureId'
  | 'example'
> & {
  id: number
  state: SeriesState
  title: LocalText
  summary: LocalText
  body: LocalText
  place: LocalText
  meetingPoint: LocalText
  price: LocalText
  accessibilityNote: LocalText
  bring: LocalText
  contact: Contact
  links: { url: string; text: string }[]
  /** Where at the hub, of those that anybody may look at. */
  rooms: PageRoom[]
  questions: Question[]
  opensAt: string | null
  cancelledMessage: LocalText | null
  updatedAt: string
  sequence: number
  /** Coming dates, the first `datesShown` of them; after a split also those of the series that continues. */
  dates: (Listed & {
    message: LocalText | null
    /** Places of this one evening of a course that others have given up; null: nobody has. */
    givenUp: number | null
    /** Its own rooms; null: those of the others. */
    rooms: PageRoom[] | null
  })[]
  datesAhead: number
  /** The last date there was, when none is left. */
  lastEnd: string | null
  /** The activity that continues this one; its page is where the address leads when nothing is left here. */
  continuedBy: number | null
  /** The places of the whole course, and when it begins or began. */
  coursePool: { capacity: number | null; taken: number; left: number | null; startsAt: string | null } | null
}

export type PageRoom = { id: string; name: LocalText }

const roomsIn = (ids: string) => `
  (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.place_in_list, r.id), '[]')
    from rooms.room r where r.id = any(${ids}) and r.state = 'open')`

const datesShown = 60

const read = prepared<{ activity: string }>(
  'activities-page',
  `select row_to_json(a)::text as activity from (
    with recursive chain as (
      select id, 0 as step from activities.series where id = $3::bigint
      union all
      select n.id, chain.step + 1 from activities.series n join chain on n.continues_series_id = chain.id
      where n.state <> 'draft' and chain.step < 50
    ), ahead as (
      select o.id from activities.occurrence o
      where o.series_id in (select id from chain) and o.state <> 'dropped' and o.ends_at > $1::timestamptz
    )
    select m.id, m.state, m.hub_id as "hubId", m.form, m.title, m.summary, m.body, m.organiser_kind as "organiserKind",
      m.organiser_name as "organiserName", m.category, m.place, m.meeting_point as "meetingPoint", m.outdoors, m.audience,
      m.age_min as "ageMin", m.age_max as "ageMax", m.languages, m.free, m.price, m.accessibility,
      m.accessibility_note as "accessibilityNote", m.bring, m.picture_id as "pictureId", m.contact, m.links,
      m.needs_hours as "needsHours", m.rule, m.sign_up as "signUp", m.capacity, m.minimum, m.waiting_list as "waitingList",
      m.opens_at as "opensAt", m.closes_minutes_before as "closesMinutesBefore", m.max_party as "maxParty", m.questions,
      case when m.outdoors then '[]' else ${roomsIn('m.room_ids')} end as rooms,
      m.sequence, m.cancelled_message as "cancelledMessage", m.example, m.updated_at as "updatedAt",
      (select count(*)::int from ahead) as "datesAhead",
      (select max(o.ends_at) from activities.occurrence o where o.series_id = m.id and o.state <> 'dropped') as "lastEnd",
      (select id from chain where step > 0 order by step limit 1) as "continuedBy",
      (select json_build_object('capacity', p.capacity, 'taken', activities.taken_at(p, $1::timestamptz), 'left', ${placesLeft},
          'startsAt', (select min(x.starts_at) from activities.occurrence x where x.series_id = m.id and x.state = 'on'))
        from activities.pool p where p.series_id = m.id and p.occurrence_id is null and m.form = 'course') as "coursePool",
      coalesce((select json_agg(r) from (
        select ${listedColumns}, o.message, (select ${placesLeft} from activities.pool p
          where p.occurrence_id = o.id and s.form = 'course' and p.capacity > 0) as "givenUp",
          case when o.hub_id is distinct from s.hub_id or o.changes ? 'roomIds' then
            ${roomsIn(`array(select jsonb_array_elements_text(coalesce(o.changes -> 'roomIds', '[]')))`)} end as rooms from ${listedFrom}
        where o.id in (select id from ahead) order by o.starts_at, o.id limit ${datesShown}) r), '[]') as dates
    from activities.series m where m.id = $3::bigint
  ) a`,
)

/** An activity for its page; undefined when there is none, or a draft that the reader does not work on. */
export async function activityPage(
  id: number,
  actor: Actor,
  now: Temporal.Instant,
): Promise<ActivityPage | undefined> {
  const [row] = await read(now.toString(), zone, id)
  if (!row) return undefined
  const activity: ActivityPage = JSON.parse(row.activity)
  if (activity.state === 'draft' && !mayHost(actor, activity.hubId)) return undefined
  return { ...activity, rule: ruleShape.parse(activity.rule) }
}

/** Where an old address leads: to the series that continues this one, once nothing is left here. */
export const leadsOnTo = (activity: ActivityPage): number | null =>
  activity.continuedBy !== null && !activity.dates.some((date) => date.seriesId === activity.id)
    ? activity.continuedBy
    : null
