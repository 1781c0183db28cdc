import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { attempt, now as clock, inZone, municipalityFolder, Refusal, systemActor, type Tx } from '#kernel'
import { type Rule, type WeekdayCode, weekdayCodes } from '#recurrence'
import { cancelOccurrence } from './cancel-occurrence.ts'
import { createActivity } from './create-activity.ts'
import { publishActivity } from './publish-activity.ts'
import { occurrencesOf } from './series.ts'
import {
  type ActivityWish,
  accessibilities,
  audiences,
  categories,
  forms,
  localText,
  needsHours,
  organiserKinds,
  plainWish,
  questionShape,
  spokenLanguages,
} from './shapes.ts'
import { placeOf } from './sign-up/pool-of.ts'
import { signUpWish } from './sign-up/schema.ts'
import { signUpForOther } from './sign-up/sign-up.ts'

const clockTime = z.iso.time({ precision: -1 })
const when = z.union([
  z.object({ inDays: z.int(), time: clockTime, minutes: z.int() }),
  z.object({
    weekday: z.enum([...weekdayCodes, 'today']),
    time: clockTime,
    minutes: z.int(),
    every: z.int().default(1),
    nth: z.int().optional(),
    weeks: z.int().optional(),
    skipPublicHolidays: z.boolean().default(false),
    skipSchoolHolidays: z.boolean().default(false),
  }),
])
type When = z.infer<typeof when>

const example = z.object({
  hub: z.string().nullable(),
  category: z.enum(categories),
  form: z.enum(forms).optional(),
  title: localText(120),
  summary: localText(300),
  body: localText(10_000).default({}),
  organiser: z.object({ kind: z.enum(organiserKinds), name: z.string() }),
  when,
  rooms: z.array(z.string()).default([]),
  place: localText(200).default({}),
  meetingPoint: localText(200).default({}),
  outdoors: z.boolean().default(false),
  audience: z.array(z.enum(audiences)).default([]),
  ageMin: z.int().nullable().default(null),
  ageMax: z.int().nullable().default(null),
  languages: z.array(z.enum(spokenLanguages)).default(['nb']),
  price: localText(200).optional(),
  accessibility: z.array(z.enum(accessibilities)).default([]),
  bring: localText(500).default({}),
  needsHours: z.enum(needsHours).default('staffed'),
  signUp: z
    .object({
      capacity: z.int(),
      minimum: z.int().nullable().default(null),
      maxParty: z.int().default(5),
      closesHours: z.int().default(0),
      questions: z.array(questionShape).default([]),
    })
    .optional(),
  /** Filled up, with a few in line. */
  full: z.boolean().default(false),
})
type Example = z.infer<typeof example>

/** A believable month around today: what happens weekly began three weeks ago, one-offs lie in the coming days. */
export async function seed(tx: Tx, now: Temporal.Instant = clock()): Promise<void> {
  const file = JSON.parse(readFileSync(join(municipalityFolder, 'demonstration.json'), 'utf8'))
  const examples = z.array(example).parse(file.activities)
  for (const [index, one] of examples.entries()) {
    const id = await publish(tx, wishOf(one, now), now)
    if (one.signUp) await fill(tx, id, one, now)
    if (index === 1) await cancelSecondDate(tx, id, now)
  }
}

/** The days it falls on depend on today: where another example has its room, it does without. */
async function publish(tx: Tx, wish: ActivityWish, now: Temporal.Instant): Promise<number> {
  const make = async (roomIds: string[]) => {
    const { id } = await createActivity(tx, systemActor, { ...wish, roomIds }, now)
    await publishActivity(tx, systemActor, id, now)
    return id
  }
  if (wish.roomIds.length === 0) return make([])
  const made = await attempt(tx, () => make(wish.roomIds))
  return made instanceof Refusal ? make([]) : made
}

function wishOf(one: Example, now: Temporal.Instant): ActivityWish {
  const { hub, organiser, when, price, signUp, full: _, form, rooms, ...rest } = one
  const rule = ruleOf(when, form === 'course', now)
  return {
    ...plainWish,
    ...rest,
    form: form ?? (rule.rrule ? 'recurring' : 'one-off'),
    hubId: hub,
    roomIds: rooms,
    organiserKind: organiser.kind,
    organiserName: organiser.name,
    free: !price,
    price: price ?? {},
    rule,
    example: true,
    ...(signUp && {
      signUp: 'open',
      capacity: signUp.capacity,
      minimum: signUp.minimum,
      maxParty: signUp.maxParty,
      closesMinutesBefore: signUp.closesHours * 60,
      questions: signUp.questions,
    }),
  }
}

function ruleOf(when: When, isCourse: boolean, now: Temporal.Instant): Rule {
  const today = inZone(now).toPlainDate()
  const plain = { time: when.time, minutes: when.minutes, rrule: null, extraDates: [], cancelledDates: [] }
  if ('inDays' in when) {
    const start = today.add({ days: when.inDays })
    const over =
      Temporal.PlainDate.compare(start, today) === 0 &&
      when.time < inZone(now).toPlainTime().toString().slice(0, 5)
    const day = over ? start.add({ days: 1 }) : start
    return { ...plain, start: day.toString(), skipPublicHolidays: false, skipSchoolHolidays: false }
  }
  const weekday = when.weekday === 'today' ? (weekdayCodes[today.dayOfWeek - 1] as WeekdayCode) : when.weekday
  const holidays = {
    skipPublicHolidays: when.skipPublicHolidays,
    skipSchoolHolidays: when.skipSchoolHolidays,
  }
  if (when.nth !== undefined) {
    const start = nthWeekday(today.with({ day: 1 }), weekday, when.nth)
    return {
      ...plain,
      ...holidays,
      start: start.toString(),
      rrule: `FREQ=MONTHLY;BYDAY=${when.nth}${weekday}`,
    }
  }
  // A course begins next week; what is always there began three weeks ago.
  const from = today.add({ days: isCourse ? 7 : -21 })
  const start = from.add({ days: (weekdayCodes.indexOf(weekday) + 1 - from.dayOfWeek + 7) % 7 })
  const parts = ['FREQ=WEEKLY', ...(when.every > 1 ? [`INTERVAL=${when.every}`] : []), `BYDAY=${weekday}`]
  if (when.weeks) parts.push(`COUNT=${when.weeks}`)
  return { ...plain, ...holidays, start: start.toString(), rrule: parts.join(';') }
}

function nthWeekday(first: Temporal.PlainDate, weekday: WeekdayCode, nth: number): Temporal.PlainDate {
  const offset = (weekdayCodes.indexOf(weekday) + 1 - first.dayOfWeek + 7) % 7
  return first.add({ days: offset + 7 * (nth - 1) })
}

const away = {
  nb: 'Instruktøren er borte denne dagen.',
  nn: 'Instruktøren er borte denne dagen.',
  en: 'The instructor is away this day.',
}

async function cancelSecondDate(tx: Tx, seriesId: number, now: Temporal.Instant) {
  const ahead = (await occurrencesOf(tx, seriesId)).filter(
    (o) => o.state === 'on' && Temporal.Instant.compare(o.startsAt, now) > 0,
  )
  if (ahead[1]) await cancelOccurrence(tx, systemActor, { occurrenceId: ahead[1].id, message: away }, now)
}

// Invented: first names with no family behind them.
const names = [
  'Anne',
  'Bjørn',
  'Camilla',
  'Daniyar',
  'Elif',
  'Fredrik',
  'Grete',
  'Hamid',
  'Ingunn',
  'Jamila',
  'Knut',
  'Liv',
  'Marek',
  'Nora',
  'Olena',
  'Pål',
]

/** People at the counter have signed up by name, so the host's list looks like a real one. */
async function fill(tx: Tx, seriesId: number, one: Example, now: Temporal.Instant) {
  const capacity = one.signUp?.capacity ?? 0
  const ahead = (await occurrencesOf(tx, seriesId)).filter(
    (o) => o.state === 'on' && Temporal.Instant.compare(o.startsAt, now) > 0,
  )
  const dates = one.form === 'course' ? [null] : ahead.slice(0, 2).map((o) => o.id)
  for (const occurrenceId of dates) {
    const wanted = one.full ? capacity + 3 : Math.min(Math.ceil(capacity * 0.4), 9)
    for (let n = 0; n < wanted; n++) {
      const place = await placeOf(tx, seriesId, occurrenceId, now)
      if (!place) return
      const name = `${names[n % names.length]} (eksempel${n >= names.length ? ` ${Math.floor(n / names.length) + 1}` : ''})`
      await signUpForOther(tx, systemActor, place, signUpWish.parse({ name, remind: false }), 'nb', now)
    }
  }
}
