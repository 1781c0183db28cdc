import { z } from 'zod'
import { localTextShape as localText } from '#kernel'

const openIntervalSchema = z
  .object({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    state: z.enum(['staffed', 'staffless']),
    example: z.boolean().meta({ description: 'true: made up for the demonstration, not a fact.' }),
  })
  .meta({ id: 'OpenInterval' })

const openDaySchema = z
  .object({
    date: z.iso.date(),
    known: z.boolean().meta({
      description:
        'false: nobody has told us hours for this date; no intervals then means unknown, not closed.',
    }),
    publicHoliday: localText.nullable(),
    schoolHoliday: localText.nullable(),
    intervals: z.array(openIntervalSchema),
    reasons: z.array(localText),
  })
  .meta({ id: 'OpenDay' })

const openNowSchema = z
  .object({
    state: z.enum(['staffed', 'staffless', 'closed', 'unknown']),
    until: z.iso.datetime({ offset: true }).nullable(),
    next: openIntervalSchema.nullable(),
    example: z.boolean(),
  })
  .meta({ id: 'OpenNow' })

export const hubSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.url(),
    status: z.enum(['planned', 'temporary', 'open', 'closed']).nullable(),
    openedOn: z.string().nullable().meta({ description: 'A date, or only a year.' }),
    address: z.object({
      street: z.string().nullable(),
      postalCode: z.string().nullable(),
      postalPlace: z.string().nullable(),
    }),
    position: z.object({ lat: z.number(), lon: z.number(), isDoor: z.boolean() }).nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    profile: localText.nullable(),
    now: openNowSchema,
    services: z.array(z.object({ id: z.string(), kind: z.string(), name: localText, now: openNowSchema })),
  })
  .meta({ id: 'HubSummary' })

export const hubSchema = hubSummarySchema
  .extend({
    days: z.array(openDaySchema).meta({ description: 'The coming fourteen days of the hub itself.' }),
    services: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        name: localText,
        provider: localText.nullable(),
        place: localText.nullable(),
        note: localText.nullable(),
        phone: z.string().nullable(),
        website: z.string().nullable(),
        now: openNowSchema,
        days: z.array(openDaySchema),
        menu: z.array(
          z.object({
            name: localText,
            priceInOre: z.number().int().nullable(),
            allergens: localText.nullable(),
            example: z.boolean(),
          }),
        ),
      }),
    ),
    facilities: z.array(
      z.object({
        kind: z.string(),
        answer: z.enum(['yes', 'partly', 'no']),
        note: localText.nullable(),
        example: z.boolean(),
      }),
    ),
    closures: z.array(
      z.object({
        id: z.number().int(),
        everyHub: z.boolean(),
        serviceId: z.string().nullable(),
        effect: z.enum(['closed', 'limited']),
        from: z.iso.datetime({ offset: true }),
        until: z.iso
          .datetime({ offset: true })
          .nullable()
          .meta({ description: 'null: until further notice.' }),
        mayBeExtended: z.boolean(),
        reason: localText,
        exceptions: z.array(
          z.object({
            serviceId: z.string().nullable(),
            hours: z.enum(['as-usual', 'own', 'note']),
            openingHours: z.string().nullable(),
            note: localText.nullable(),
          }),
        ),
      }),
    ),
    pictures: z.array(
      z.object({
        url: z.url(),
        width: z.number().int(),
        height: z.number().int(),
        alt: localText,
        credit: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Hub' })

export type HubSummaryJson = z.infer<typeof hubSummarySchema>
export type HubJson = z.infer<typeof hubSchema>
