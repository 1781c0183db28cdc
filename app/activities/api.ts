import { z } from 'zod'
import {
  type App,
  anonymous,
  apiLanguage,
  config,
  endpoint,
  found,
  idempotently,
  kernelRefusal,
  type Lang,
  serveEndpoints,
  type Visit,
} from '#kernel'
import { type ActivityPage, activityPage } from './activity-page.ts'
import {
  type ActivityJson,
  activityShape,
  type DateJson,
  datesShape,
  filterParameters,
  signUpBody,
} from './api-schemas.ts'
import { type FilterProblem, readCursor, readFilters } from './filters.ts'
import { refusal } from './refusals.ts'
import { placeOf } from './sign-up/pool-of.ts'
import { signUpAnswer } from './sign-up/schema.ts'
import { limitSignUps, signUp, signUpByEmail } from './sign-up/sign-up.ts'
import { type Listed, whatIsOn } from './whats-on.ts'

const activityId = z.object({
  activityId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .describe('As in the activity’s address.'),
})

const whatsOn = endpoint({
  method: 'get',
  path: '/api/activities',
  summary: 'What is on: coming dates, in the order in which they happen',
  about:
    'The same filters as the page: copy them from its address. Lists may repeat a parameter or use commas. Follow `next` for more.',
  query: z.object({
    ...filterParameters,
    limit: z.coerce.number().int().min(1).max(100).default(50).describe('Dates on a page.'),
    cursor: z.string().max(40).optional().describe('Where the last page ended; part of `next`.'),
  }),
  answers: { 200: { about: 'A page of dates.', is: datesShape } },
  cache: () => ({ tags: ['activities'] }),
  run: async (c, { query }) => {
    const { filters, problems } = readFilters(c.query)
    const cursor = readCursor(query.cursor)
    const wrong = [...problems, ...(query.cursor && !cursor ? [{ name: 'cursor', value: query.cursor }] : [])]
    if (wrong.length > 0)
      throw kernelRefusal('kernel.bad-query', {
        errors: wrong.map((one) => notUnderstood(one, apiLanguage(c))),
      })
    const { items, next } = await whatIsOn(filters, cursor, c.now, { take: query.limit })
    return { status: 200, body: { items: items.map(dateJson), next: next && nextUrl(c, next) } }
  },
})

const oneActivity = endpoint({
  method: 'get',
  path: '/api/activities/:activityId',
  summary: 'One activity with its coming dates',
  params: activityId,
  answers: { 200: { about: 'The activity.', is: activityShape } },
  cache: ({ params }) => ({ tags: ['activities', `activity:${params.activityId}`] }),
  run: async (c, { params }) => ({
    status: 200,
    body: activityJson(found(await activityPage(params.activityId, anonymous, c.now))),
  }),
})

const signUpForActivity = endpoint({
  method: 'post',
  path: '/api/activities/:activityId/sign-ups',
  summary: 'Sign up',
  about:
    'Signed in, you get a place or a number in the queue at once. Without a session, we hold a place for half an hour and send a link that confirms it; the answer is the same whoever the address belongs to.',
  params: activityId,
  body: signUpBody,
  once: true,
  answers: {
    201: { about: 'Signed up, in the queue, or waiting to be confirmed.', is: signUpAnswer },
  },
  run: async (c, { params, body, key }) => {
    const { dateId = null, language, ...wish } = body
    const lang = language ?? apiLanguage(c)
    const { personId } = c.actor
    await limitSignUps(c, wish.email)
    // Before the transaction, where it is a prepared statement; what changes meanwhile, the place itself refuses.
    const place = await placeOf(c.db, params.activityId, dateId, c.now)
    if (!place) throw kernelRefusal('kernel.no-such-thing')
    const answer = await c.transaction((tx) =>
      idempotently(
        tx,
        { scope: `sign-up by ${personId ?? c.network}`, key, request: { ...params, ...body } },
        async () => {
          const whole = { self: true, remind: true, others: 0, ...wish, lang }
          if (!personId) {
            await signUpByEmail(tx, c.actor, place, whole, lang, c.now)
            return { status: 201, body: { state: 'pending', id: null, rank: null } }
          }
          const { id, state, rank } = await signUp(tx, c.actor, place, whole, lang, c.now)
          return { status: 201, body: { id, state: state === 'attending' ? 'attending' : 'waiting', rank } }
        },
      ),
    )
    return { status: 201, body: signUpAnswer.parse(answer.body) }
  },
})

const notUnderstood = (problem: FilterProblem, lang: Lang) => ({
  field: problem.name,
  message: refusal('activities.filter-unknown', problem).say(lang).why,
})

const nextUrl = (c: Visit, cursor: string) => {
  const query = c.query
  query.set('cursor', cursor)
  return `${config.publicUrl}/api/activities?${query}`
}

const pageOf = (activityId: number) => `${config.publicUrl}/activities/${activityId}`

const placesJson = ({ capacity, left }: Pick<Listed, 'capacity' | 'left'>, waitingList: boolean) => ({
  capacity,
  left,
  waitingList,
})

const dateJson = (date: Listed): DateJson => ({
  id: date.id,
  activityId: date.seriesId,
  url: pageOf(date.seriesId),
  startsAt: date.startsAt,
  endsAt: date.endsAt,
  state: date.state,
  hubId: date.hubId,
  place: date.place,
  meetingPoint: date.meetingPoint,
  ...told(date),
  places: date.signUp === 'open' ? placesJson(date, date.waitingList) : null,
})

/** What a date and its activity say alike. */
const told = (of: Listed | ActivityPage) => ({
  title: of.title,
  summary: of.summary,
  form: of.form,
  category: of.category,
  organiser: { kind: of.organiserKind as DateJson['organiser']['kind'], name: of.organiserName },
  audience: of.audience,
  ageMin: of.ageMin,
  ageMax: of.ageMax,
  spoken: of.languages as DateJson['spoken'],
  free: of.free,
  price: of.price,
  accessibility: of.accessibility as DateJson['accessibility'],
  outdoors: of.outdoors,
  example: of.example,
})

function activityJson(activity: ActivityPage): ActivityJson {
  const { coursePool } = activity
  return {
    id: activity.id,
    url: pageOf(activity.id),
    state: activity.state === 'cancelled' ? 'cancelled' : 'published',
    changedAt: utc(activity.updatedAt),
    hubId: activity.hubId,
    body: activity.body,
    place: activity.place,
    rooms: activity.rooms,
    meetingPoint: activity.meetingPoint,
    bring: activity.bring,
    accessibilityNote: activity.accessibilityNote,
    cancelledMessage: activity.cancelledMessage,
    contact: activity.contact,
    links: activity.links,
    ...told(activity),
    signUp:
      activity.signUp === 'open'
        ? {
            opensAt: activity.opensAt && utc(activity.opensAt),
            closesMinutesBefore: activity.closesMinutesBefore,
            maxParty: activity.maxParty,
            wholeCourse: activity.form === 'course',
            course: coursePool && placesJson(coursePool, activity.waitingList),
            questions: activity.questions.map(({ id, label, kind, options, required }) => ({
              id,
              label,
              kind,
              options,
              required,
            })),
          }
        : null,
    dates: activity.dates.map(dateJson),
    datesAhead: activity.datesAhead,
    continuedBy: activity.continuedBy,
  }
}

const utc = (text: string) => Temporal.Instant.from(text).toString()

export const apiRoutes = (app: App) => serveEndpoints(app, [whatsOn, oneActivity, signUpForActivity])
