import { z } from 'zod'
import { localTextShape as localText } from '#kernel'
import { accessibilities, audiences, categories, forms, organiserKinds, spokenLanguages } from './shapes.ts'
import { signUpWish } from './sign-up/schema.ts'

const instant = z.iso.datetime()
const places = z
  .object({
    capacity: z.int().nullable().describe('null: no limit.'),
    left: z.int().nullable(),
    waitingList: z.boolean().describe('One can still get in line when it is full.'),
  })
  .meta({ id: 'Places' })
  .nullable()
  .describe('null: just come.')

const told = {
  title: localText,
  summary: localText,
  form: z.enum(forms),
  category: z.enum(categories),
  organiser: z.object({ kind: z.enum(organiserKinds), name: z.string() }),
  audience: z.array(z.enum(audiences)),
  ageMin: z.int().nullable(),
  ageMax: z.int().nullable(),
  spoken: z.array(z.enum(spokenLanguages)).describe('Empty: Norwegian.'),
  free: z.boolean(),
  price: localText,
  accessibility: z.array(z.enum(accessibilities)),
  outdoors: z.boolean(),
  example: z.boolean().describe('true: day and time are made up for the demonstration.'),
}

/** One date of an activity. */
const dateShape = z
  .object({
    id: z.int(),
    activityId: z.int(),
    url: z.url(),
    startsAt: instant,
    endsAt: instant,
    state: z.enum(['on', 'cancelled']),
    hubId: z.string().nullable(),
    place: localText.describe('In words, at the hub.'),
    meetingPoint: localText.describe('When it is not at the hub.'),
    ...told,
    places,
  })
  .meta({ id: 'ActivityDate' })
export type DateJson = z.infer<typeof dateShape>

export const datesShape = z
  .object({
    items: z.array(dateShape),
    next: z.url().nullable().describe('The next page; null on the last one.'),
  })
  .meta({ id: 'ActivityDates' })

export const activityShape = z
  .object({
    id: z.int(),
    url: z.url(),
    state: z.enum(['published', 'cancelled']),
    changedAt: instant,
    hubId: z.string().nullable(),
    body: localText,
    place: localText,
    rooms: z.array(z.object({ id: z.string(), name: localText })).describe('Held for it; see /api/rooms.'),
    meetingPoint: localText,
    bring: localText,
    accessibilityNote: localText,
    cancelledMessage: localText.nullable(),
    contact: z
      .object({ role: z.string(), email: z.string(), phone: z.string() })
      .partial()
      .describe('An office, never a private number.'),
    links: z.array(z.object({ url: z.string(), text: z.string() })),
    ...told,
    signUp: z
      .object({
        opensAt: instant.nullable(),
        closesMinutesBefore: z.int(),
        maxParty: z.int(),
        wholeCourse: z.boolean().describe('One signs up once for all dates; leave out dateId then.'),
        course: places,
        questions: z.array(
          z.object({
            id: z.string(),
            label: localText,
            kind: z.enum(['text', 'yes-no', 'choice']),
            options: z.array(localText),
            required: z.boolean(),
          }),
        ),
      })
      .nullable(),
    dates: z.array(dateShape).describe('The coming ones, at most sixty.'),
    datesAhead: z.int(),
    continuedBy: z
      .int()
      .nullable()
      .describe('The activity that continues this one with other days or times.'),
  })
  .meta({ id: 'Activity' })
export type ActivityJson = z.infer<typeof activityShape>

const several = <T extends z.ZodType>(item: T, about: string) =>
  z
    .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(item).max(30))
    .optional()
    .describe(about)
const yes = (about: string) =>
  z.enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off']).optional().describe(about)

/** The filters as the what's-on page has them in its address. */
export const filterParameters = {
  hub: several(z.string().regex(/^[a-z0-9-]{1,40}$/), 'At these hubs.'),
  from: z.iso.date().optional().describe('First day. Without it: from now on.'),
  to: z.iso.date().optional().describe('Last day.'),
  category: several(z.enum(categories), 'Of these kinds.'),
  form: several(z.enum(forms), 'In these forms.'),
  audience: several(z.enum(audiences), 'For these.'),
  age: z.coerce.number().int().min(0).max(120).optional().describe('Somebody of this age may come.'),
  spoken: several(z.enum(spokenLanguages), 'One of these languages is spoken.'),
  free: yes('Free of charge.'),
  accessible: yes('One can get there in a wheelchair.'),
  indoors: yes('Not outdoors.'),
  seats: yes('With room for one more.'),
  q: z.string().max(100).optional().describe('Full text, forgiving slips of spelling.'),
}

/** What a sign-up through the API says: as the form, without what only the form needs. */
export const signUpBody = z
  .strictObject({
    dateId: z
      .int()
      .positive()
      .optional()
      .describe('Which date; left out for a course, where one signs up for all of them.'),
    self: z
      .boolean()
      .optional()
      .describe('Whether you come yourself. Default: true. Only a guardian with children may stay at home.'),
    children: signUpWish.shape.children.describe('Your own children, by id; signed in only.'),
    others: z.int().min(0).max(49).optional().describe('How many come along.'),
    name: signUpWish.shape.name.describe('Needed when you are not signed in.'),
    email: signUpWish.shape.email.describe(
      'Needed when you are not signed in; the sign-up is confirmed by a link we send there.',
    ),
    answers: signUpWish.shape.answers.describe(
      'To the activity’s questions, by their id. To a yes-no question: yes or no; to a choice: an option in any language.',
    ),
    remind: z.boolean().optional().describe('Whether we may send a reminder. Default: true.'),
    language: z.enum(['nb', 'nn', 'en']).optional().describe('Of our mails.'),
  })
  .meta({ id: 'SignUp' })
