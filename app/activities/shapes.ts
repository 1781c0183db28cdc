import { z } from 'zod'
import { type LocalText, languages as siteLanguages } from '#kernel'
import { ruleShape } from '#recurrence'

export const forms = ['one-off', 'pop-up', 'course', 'recurring'] as const
export const categories = [
  'meeting',
  'language',
  'culture',
  'music',
  'craft',
  'exercise',
  'outdoors',
  'children',
  'youth',
  'seniors',
  'learning',
  'help',
] as const
export const audiences = [
  'everyone',
  'families',
  'children',
  'youth',
  'adults',
  'seniors',
  'women',
  'newcomers',
] as const
export const accessibilities = [
  'wheelchair',
  'toilet',
  'lift',
  'hearing-loop',
  'sign-language',
  'quiet',
  'guide-dog',
] as const
export const organiserKinds = ['municipality', 'association', 'volunteers', 'community-centre'] as const
export const needsHours = ['staffed', 'any', 'none'] as const
/** Languages a host can tick; their names come from Intl, so no list of names needs translating. */
export const spokenLanguages = [
  'nb',
  'en',
  'ar',
  'uk',
  'pl',
  'so',
  'ti',
  'ur',
  'fa',
  'lt',
  'es',
  'fr',
  'de',
  'nsl',
] as const

export type ActivityForm = (typeof forms)[number]
export type Category = (typeof categories)[number]
export type Audience = (typeof audiences)[number]
export type SeriesState = 'draft' | 'published' | 'cancelled'

export const localText = (max: number) =>
  z.object(
    Object.fromEntries(siteLanguages.map((lang) => [lang, z.string().trim().max(max).optional()])) as {
      [lang in keyof Required<LocalText>]: z.ZodOptional<z.ZodString>
    },
  )

export const questionKinds = ['text', 'yes-no', 'choice'] as const

export const questionShape = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  label: localText(200),
  kind: z.enum(questionKinds),
  options: z.array(localText(100)).max(20).default([]),
  required: z.boolean().default(false),
  /** Answers are deleted this long after the last date: allergies are nobody's business a month later. */
  expiryDays: z.int().min(0).max(365).default(14),
})
export type Question = z.infer<typeof questionShape>

/** An office and its published address. Never a private number. */
export const contactShape = z.object({
  role: z.string().trim().max(120).optional(),
  email: z.email().max(254).optional(),
  phone: z.string().trim().max(30).optional(),
})
export type Contact = z.infer<typeof contactShape>

/** Everything a host decides about an activity. Form, verbs, copies and splits speak this one shape. */
export const activityWish = z.object({
  hubId: z.string().max(60).nullable(),
  form: z.enum(forms),
  title: localText(120),
  summary: localText(300),
  body: localText(10_000),
  organiserKind: z.enum(organiserKinds),
  organiserName: z.string().trim().max(120),
  category: z.enum(categories),
  place: localText(200),
  meetingPoint: localText(200),
  outdoors: z.boolean(),
  /** Rooms of its hub, held while it is published. */
  roomIds: z.array(z.string().max(60)).max(20),
  audience: z.array(z.enum(audiences)),
  ageMin: z.int().min(0).max(120).nullable(),
  ageMax: z.int().min(0).max(120).nullable(),
  languages: z.array(z.enum(spokenLanguages)),
  free: z.boolean(),
  price: localText(200),
  accessibility: z.array(z.enum(accessibilities)),
  accessibilityNote: localText(500),
  bring: localText(500),
  pictureId: z.int().positive().nullable(),
  contact: contactShape,
  links: z
    .array(z.object({ url: z.url({ protocol: /^https?$/ }).max(500), text: z.string().trim().max(120) }))
    .max(10),
  needsHours: z.enum(needsHours),
  rule: ruleShape,
  signUp: z.enum(['none', 'open']),
  capacity: z.int().min(1).max(10_000).nullable(),
  minimum: z.int().min(1).max(10_000).nullable(),
  waitingList: z.boolean(),
  /** An instant; null: open from the start. */
  opensAt: z.string().max(40).nullable(),
  closesMinutesBefore: z.int().min(0).max(525_600),
  maxParty: z.int().min(1).max(50),
  questions: z.array(questionShape).max(10),
  example: z.boolean(),
})
export type ActivityWish = z.infer<typeof activityWish>

/** A wish with everything that need not be said: seeds and tests say the rest. */
export const plainWish: Omit<ActivityWish, 'title' | 'rule' | 'category' | 'hubId'> = {
  form: 'one-off',
  summary: {},
  body: {},
  organiserKind: 'municipality',
  organiserName: '',
  place: {},
  meetingPoint: {},
  outdoors: false,
  roomIds: [],
  audience: [],
  ageMin: null,
  ageMax: null,
  languages: [],
  free: true,
  price: {},
  accessibility: [],
  accessibilityNote: {},
  bring: {},
  pictureId: null,
  contact: {},
  links: [],
  needsHours: 'staffed',
  signUp: 'none',
  capacity: null,
  minimum: null,
  waitingList: true,
  opensAt: null,
  closesMinutesBefore: 0,
  maxParty: 5,
  questions: [],
  example: false,
}

/** What one date may say differently from its series. `time` is there when it was moved by hand. */
export const changesShape = z.object({
  time: z
    .object({ date: z.iso.date(), start: z.iso.time({ precision: -1 }), minutes: z.int().min(5).max(1440) })
    .optional(),
  title: localText(120).optional(),
  summary: localText(300).optional(),
  place: localText(200).optional(),
  meetingPoint: localText(200).optional(),
  outdoors: z.boolean().optional(),
  roomIds: z.array(z.string().max(60)).max(20).optional(),
  bring: localText(500).optional(),
  hubId: z.string().max(60).optional(),
  capacity: z.int().min(1).max(10_000).nullable().optional(),
})
export type Changes = z.infer<typeof changesShape>
