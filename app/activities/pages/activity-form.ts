import { z } from 'zod'
import { field, type LocalText, languages, zone } from '#kernel'
import { fieldsFrom, repeats, rruleFrom, type WeekdayCode, weekdayCodes } from '#recurrence'
import {
  type ActivityWish,
  accessibilities,
  audiences,
  categories,
  forms,
  needsHours,
  organiserKinds,
  spokenLanguages,
} from '../shapes.ts'
import {
  questionField,
  questionFields,
  questionsFrom,
  shownQuestion,
  slotsWithoutOptions,
} from './question-form.ts'

/** Texts a host writes, each in up to three languages: `title`, `title-nn`, `title-en`. */
export const written = {
  title: 120,
  summary: 300,
  body: 10_000,
  place: 200,
  meetingPoint: 200,
  price: 200,
  accessibilityNote: 500,
  bring: 500,
} as const
export type Written = keyof typeof written
export const writtenName = (name: Written, lang: string) => (lang === 'nb' ? name : `${name}-${lang}`)

const writtenFields = Object.fromEntries(
  Object.entries(written).flatMap(([name, max]) =>
    languages.map((lang) => [writtenName(name as Written, lang), z.string().trim().max(max).optional()]),
  ),
) as Record<string, z.ZodOptional<z.ZodString>>

/** The text fields are named by rule, so their names are no part of the type. */
const textIn = (fields: object, name: Written, lang: string) =>
  (fields as Record<string, string | undefined>)[writtenName(name, lang)]

const lines = <T extends z.ZodType>(item: T, max: number) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
        : [],
    z.array(item).max(max),
  )

/** 24.12.2026 as people write it, or 2026-12-24. */
const dateLine = z.preprocess((line) => {
  const [, day, month, year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(String(line)) ?? []
  return day && month ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : line
}, z.iso.date())
const writtenDate = (iso: string) => {
  const { day, month, year } = Temporal.PlainDate.from(iso)
  return `${day}.${month}.${year}`
}

const link = z.preprocess(
  (line) => {
    const [url = '', ...words] = String(line).split(/\s+/)
    return { url: /^[a-z]+:/i.test(url) ? url : `https://${url}`, text: words.join(' ') }
  },
  z.object({
    url: z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(500),
    text: z.string().max(120),
  }),
)

/** What the form sends. The verbs speak `ActivityWish`; this is the flat shape a page without script can fill in. */
export const activityForm = z
  .object({
    do: z.enum(['preview', 'draft', 'publish', 'save']).default('draft'),
    ...writtenFields,
    hub: z.string().max(60).optional(),
    form: z.enum(forms),
    category: z.enum(categories),
    date: field.date(),
    time: field.time(),
    timeEnd: field.time(),
    repeat: z.enum(repeats).default('never'),
    weekdays: field.many(z.enum(weekdayCodes)),
    ends: z.enum(['never', 'until', 'count']).default('never'),
    until: field.date().optional(),
    count: field.number(1, 400).optional(),
    rrule: z.string().trim().max(500).optional(),
    skip: field.many(z.enum(['public', 'school'])),
    extraDates: lines(dateLine, 100),
    cancelledDates: lines(dateLine, 400),
    signUp: z.enum(['none', 'open']).default('none'),
    capacity: field.number(1, 10_000).optional(),
    minimum: field.number(1, 10_000).optional(),
    waitingList: field.tick(),
    opensDate: field.date().optional(),
    opensTime: field.time().optional(),
    closes: field.number(0, 8_760).optional(),
    maxParty: field.number(1, 50).optional(),
    ...questionFields,
    audience: field.many(z.enum(audiences)),
    ageMin: field.number(0, 120).optional(),
    ageMax: field.number(0, 120).optional(),
    languages: field.many(z.enum(spokenLanguages)),
    outdoors: field.tick(),
    rooms: field.many(z.string().max(60)),
    free: field.tick(),
    accessibility: field.many(z.enum(accessibilities)),
    needsHours: z.enum(needsHours).default('staffed'),
    organiserKind: z.enum(organiserKinds).default('municipality'),
    organiserName: z.string().trim().max(120).optional(),
    contactRole: z.string().trim().max(120).optional(),
    contactEmail: field.email().optional(),
    contactPhone: z
      .string()
      .trim()
      .max(30)
      .regex(/^[+\d ()-]*$/)
      .optional(),
    links: lines(link, 10),
    picture: field.number(1, Number.MAX_SAFE_INTEGER).optional(),
    scope: z.enum(['following', 'all']).default('all'),
    basedOn: field.number(0, Number.MAX_SAFE_INTEGER).optional(),
    message: z.string().trim().max(500).optional(),
  })
  .superRefine((fields, ctx) => {
    // A name in one language is enough, whichever it is.
    if (languages.every((lang) => !textIn(fields, 'title', lang)))
      ctx.addIssue({ code: 'invalid_type', expected: 'string', path: ['title'], input: undefined })
    for (const i of slotsWithoutOptions(fields)) {
      const path = [questionField(i, 'options')]
      ctx.addIssue({ code: 'invalid_type', expected: 'string', path, input: undefined })
    }
  })
export type ActivityFields = z.output<typeof activityForm>

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** From one time on the clock to another; what ends earlier than it starts goes on past midnight. */
export const minutesBetween = (from: string, to: string) =>
  (minutesOf(to) - minutesOf(from) + 1440) % 1440 || 1440

const endOf = (from: string, minutes: number) =>
  Temporal.PlainTime.from(from).add({ minutes }).toString().slice(0, 5)

const textOf = (fields: ActivityFields, name: Written): LocalText =>
  Object.fromEntries(
    languages.flatMap((lang) => {
      const text = textIn(fields, name, lang)
      return text ? [[lang, text]] : []
    }),
  )

/** The wish a host wrote. */
export function wishFrom(fields: ActivityFields): ActivityWish {
  const start = Temporal.PlainDate.from(fields.date)
  const once = fields.repeat === 'never' && fields.extraDates.length === 0
  const repeating = fields.form === 'course' || fields.form === 'recurring'
  return {
    hubId: fields.hub ?? null,
    // A "regular activity" that happens once is one that happens once; a one-off that repeats is regular.
    form: once && fields.form === 'recurring' ? 'one-off' : !once && !repeating ? 'recurring' : fields.form,
    title: textOf(fields, 'title'),
    summary: textOf(fields, 'summary'),
    body: textOf(fields, 'body'),
    place: textOf(fields, 'place'),
    meetingPoint: textOf(fields, 'meetingPoint'),
    price: textOf(fields, 'price'),
    accessibilityNote: textOf(fields, 'accessibilityNote'),
    bring: textOf(fields, 'bring'),
    organiserKind: fields.organiserKind,
    organiserName: fields.organiserName ?? '',
    category: fields.category,
    outdoors: fields.outdoors,
    roomIds: fields.rooms,
    audience: fields.audience,
    ageMin: fields.ageMin ?? null,
    ageMax: fields.ageMax ?? null,
    languages: fields.languages,
    free: fields.free,
    accessibility: fields.accessibility,
    pictureId: fields.picture ?? null,
    contact: { role: fields.contactRole, email: fields.contactEmail, phone: fields.contactPhone },
    links: fields.links,
    needsHours: fields.needsHours,
    rule: {
      start: fields.date,
      time: fields.time,
      minutes: minutesBetween(fields.time, fields.timeEnd),
      rrule: rruleFrom(
        {
          repeat: fields.repeat,
          weekdays: fields.weekdays,
          ends: fields.ends,
          until: fields.until,
          count: fields.count,
          rrule: fields.rrule,
        },
        start,
      ),
      skipPublicHolidays: fields.skip.includes('public'),
      skipSchoolHolidays: fields.skip.includes('school'),
      extraDates: fields.extraDates,
      cancelledDates: fields.cancelledDates,
    },
    signUp: fields.signUp,
    capacity: fields.capacity ?? null,
    minimum: fields.minimum ?? null,
    waitingList: fields.waitingList,
    opensAt: fields.opensDate ? opening(fields.opensDate, fields.opensTime ?? '00:00') : null,
    closesMinutesBefore: (fields.closes ?? 0) * 60,
    maxParty: fields.maxParty ?? 5,
    questions: questionsFrom(fields),
    // A host who saves it has decided the day and the hour: it is no example any more.
    example: false,
  }
}

const opening = (date: string, time: string) =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant().toString()

/** What stands in the form before anybody typed. */
export function fieldsOf(wish: ActivityWish) {
  const start = Temporal.PlainDate.from(wish.rule.start)
  const repeat = fieldsFrom(wish.rule.rrule, start)
  const opens = wish.opensAt === null ? null : Temporal.Instant.from(wish.opensAt).toZonedDateTimeISO(zone)
  return {
    text: (name: Written, lang: keyof LocalText) => wish[name][lang] ?? '',
    hub: wish.hubId ?? '',
    form: wish.form,
    category: wish.category as string,
    date: wish.rule.start,
    time: wish.rule.time,
    timeEnd: endOf(wish.rule.time, wish.rule.minutes),
    repeat: repeat.repeat,
    weekdays: (repeat.weekdays ?? []) as WeekdayCode[],
    ends: repeat.ends ?? 'never',
    until: repeat.until ?? '',
    count: repeat.count ?? null,
    rrule: repeat.rrule ?? '',
    skip: [wish.rule.skipPublicHolidays && 'public', wish.rule.skipSchoolHolidays && 'school'].filter(
      Boolean,
    ) as string[],
    extraDates: wish.rule.extraDates.map(writtenDate).join('\n'),
    cancelledDates: wish.rule.cancelledDates.map(writtenDate).join('\n'),
    signUp: wish.signUp,
    capacity: wish.capacity,
    minimum: wish.minimum,
    waitingList: wish.waitingList,
    opensDate: opens?.toPlainDate().toString() ?? '',
    opensTime: opens?.toPlainTime().toString().slice(0, 5) ?? '',
    closes: wish.closesMinutesBefore === 0 ? null : Math.round(wish.closesMinutesBefore / 60),
    maxParty: wish.maxParty,
    questions: wish.questions.map(shownQuestion),
    audience: wish.audience as string[],
    ageMin: wish.ageMin,
    ageMax: wish.ageMax,
    languages: wish.languages as string[],
    outdoors: wish.outdoors,
    rooms: wish.roomIds,
    free: wish.free,
    accessibility: wish.accessibility as string[],
    needsHours: wish.needsHours,
    organiserKind: wish.organiserKind,
    organiserName: wish.organiserName,
    contactRole: wish.contact.role ?? '',
    contactEmail: wish.contact.email ?? '',
    contactPhone: wish.contact.phone ?? '',
    links: wish.links.map((l) => [l.url, l.text].filter(Boolean).join(' ')).join('\n'),
    picture: wish.pictureId === null ? '' : String(wish.pictureId),
  }
}
export type ShownFields = ReturnType<typeof fieldsOf>
