import { type Db, found, instantOf, type Tx } from '#kernel'
import { ruleShape } from '#recurrence'
import type { ActivityWish, Changes, SeriesState } from './shapes.ts'

/** A series as verbs see it: what the host decided, and where it stands. */
export type Series = {
  id: number
  state: SeriesState
  sequence: number
  datesUntil: string | null
  continuesSeriesId: number | null
  wish: ActivityWish
}

const json = (value: unknown) => JSON.stringify(value)

/** The wish as columns of activities.series. */
export const columnsOf = (wish: ActivityWish) => ({
  hub_id: wish.hubId,
  form: wish.form,
  title: json(wish.title),
  summary: json(wish.summary),
  body: json(wish.body),
  organiser_kind: wish.organiserKind,
  organiser_name: wish.organiserName,
  category: wish.category,
  place: json(wish.place),
  meeting_point: json(wish.meetingPoint),
  outdoors: wish.outdoors,
  room_ids: wish.roomIds,
  audience: wish.audience as string[],
  age_min: wish.ageMin,
  age_max: wish.ageMax,
  languages: wish.languages as string[],
  free: wish.free,
  price: json(wish.price),
  accessibility: wish.accessibility as string[],
  accessibility_note: json(wish.accessibilityNote),
  bring: json(wish.bring),
  picture_id: wish.pictureId,
  contact: json(wish.contact),
  links: json(wish.links),
  needs_hours: wish.needsHours,
  rule: json(wish.rule),
  sign_up: wish.signUp,
  capacity: wish.capacity,
  minimum: wish.minimum,
  waiting_list: wish.waitingList,
  opens_at: wish.opensAt,
  closes_minutes_before: wish.closesMinutesBefore,
  max_party: wish.maxParty,
  questions: json(wish.questions),
  example: wish.example,
})

const read = (on: Db | Tx, id: number) => on.selectFrom('activities.series').selectAll().where('id', '=', id)
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof read>['executeTakeFirst']>>>

const seriesOf = (row: Row): Series => ({
  id: row.id,
  state: row.state as SeriesState,
  sequence: row.sequence,
  datesUntil: row.dates_until,
  continuesSeriesId: row.continues_series_id,
  wish: {
    hubId: row.hub_id,
    form: row.form as ActivityWish['form'],
    title: row.title,
    summary: row.summary,
    body: row.body,
    organiserKind: row.organiser_kind as ActivityWish['organiserKind'],
    organiserName: row.organiser_name,
    category: row.category as ActivityWish['category'],
    place: row.place,
    meetingPoint: row.meeting_point,
    outdoors: row.outdoors,
    roomIds: row.room_ids,
    audience: row.audience as ActivityWish['audience'],
    ageMin: row.age_min,
    ageMax: row.age_max,
    languages: row.languages as ActivityWish['languages'],
    free: row.free,
    price: row.price,
    accessibility: row.accessibility as ActivityWish['accessibility'],
    accessibilityNote: row.accessibility_note,
    bring: row.bring,
    pictureId: row.picture_id,
    contact: row.contact,
    links: row.links,
    needsHours: row.needs_hours as ActivityWish['needsHours'],
    rule: ruleShape.parse(row.rule),
    signUp: row.sign_up as ActivityWish['signUp'],
    capacity: row.capacity,
    minimum: row.minimum,
    waitingList: row.waiting_list,
    opensAt: row.opens_at === null ? null : instantOf(row.opens_at).toString(),
    closesMinutesBefore: row.closes_minutes_before,
    maxParty: row.max_party,
    questions: row.questions,
    example: row.example,
  },
})

/** Ids come from addresses: what is no number is not found. */
export const idFrom = (text: string): number => found(/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null)

export const readSeries = async (on: Db | Tx, id: number): Promise<Series> =>
  seriesOf(found(await read(on, id).executeTakeFirst()))

/** The series, held until the transaction ends: two hosts who edit at once queue here. */
export const holdSeries = async (tx: Tx, id: number): Promise<Series> =>
  seriesOf(found(await read(tx, id).forNoKeyUpdate().executeTakeFirst()))

export type Occurrence = {
  id: number
  seriesId: number
  originalDate: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  state: 'on' | 'cancelled' | 'dropped'
  hubId: string | null
  changes: Changes
  attention: string | null
  sequence: number
}

/** The series of an occurrence and the occurrence itself, held in that order: series before dates, everywhere. */
export async function holdOccurrence(
  tx: Tx,
  occurrenceId: number,
): Promise<{ series: Series; occurrence: Occurrence }> {
  const { series_id } = found(
    await tx
      .selectFrom('activities.occurrence')
      .select('series_id')
      .where('id', '=', occurrenceId)
      .executeTakeFirst(),
  )
  const series = await holdSeries(tx, series_id)
  // A split may have carried it over to the continuing series between the two reads.
  const row = found(
    await tx
      .selectFrom('activities.occurrence')
      .selectAll()
      .where('id', '=', occurrenceId)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
  if (row.series_id !== series_id) return holdOccurrence(tx, occurrenceId)
  found(row.state === 'dropped' ? null : row)
  return { series, occurrence: occurrenceOf(row) }
}

type OccurrenceRow = {
  id: number
  series_id: number
  original_date: string
  starts_at: string
  ends_at: string
  state: string
  hub_id: string | null
  // biome-ignore lint/suspicious/noExplicitAny: jsonb, shaped by changesShape when written
  changes: any
  attention: string | null
  sequence: number
}

const occurrenceOf = (row: OccurrenceRow): Occurrence => ({
  id: row.id,
  seriesId: row.series_id,
  originalDate: row.original_date,
  startsAt: instantOf(row.starts_at),
  endsAt: instantOf(row.ends_at),
  state: row.state as Occurrence['state'],
  hubId: row.hub_id,
  changes: row.changes,
  attention: row.attention,
  sequence: row.sequence,
})

export const occurrencesOf = async (on: Db | Tx, seriesId: number): Promise<Occurrence[]> =>
  (
    await on
      .selectFrom('activities.occurrence')
      .selectAll()
      .where('series_id', '=', seriesId)
      .orderBy('starts_at')
      .execute()
  ).map(occurrenceOf)
