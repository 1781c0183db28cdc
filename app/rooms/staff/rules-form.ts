import { z } from 'zod'
import { inLanguages, textFrom } from '#hubs'
import { field } from '#kernel'
import { bookers, hoursStates, type RuleSet, ways } from '../rule-set.ts'

export const alcoholAnswers = ['no', 'approval', 'yes'] as const
export const steps = [5, 10, 15, 30, 60] as const
/** How many prices a form has room for. */
export const priceRows = 3

const stateFields = hoursStates.map((state) => ({
  [`way_${state}`]: z.enum(ways),
  [`longest_${state}`]: field.number(1, 20_160).optional(),
  [`notice_${state}`]: field.number(0, 86_400).optional(),
  [`smallest_${state}`]: field.number(1, 1000).optional(),
  [`age_${state}`]: field.number(0, 99).optional(),
  [`alcohol_${state}`]: z.enum(alcoholAnswers).optional(),
  [`who_${state}`]: field.many(z.enum(bookers)),
}))

const priceFields = Array.from({ length: priceRows }, (_, i) => ({
  ...inLanguages(`price_${i}`, 80),
  [`kroner_${i}`]: z.coerce.number().min(0).max(100_000).optional(),
  [`for_${i}`]: field.many(z.enum(bookers)),
}))

const fixed = z.object({
  do: z.enum(['save', 'preview']).default('save'),
  version: field.number(0, Number.MAX_SAFE_INTEGER),
  daysAhead: field.number(0, 730),
  seriesDaysAhead: field.number(0, 730),
  notice: field.number(0, 86_400),
  shortest: field.number(1, 1440),
  longest: field.number(1, 20_160),
  step: field.number(5, 60).refine((minutes) => steps.some((step) => step === minutes)),
  tidy: field.number(0, 480),
  perPerson: field.number(1, 100).optional(),
  perAssociation: field.number(1, 100).optional(),
  smallest: field.number(1, 1000),
  age: field.number(0, 99),
  who: field.many(z.enum(bookers)).pipe(z.array(z.enum(bookers)).min(1)),
  parties: field.tick(),
  alcohol: z.enum(alcoholAnswers),
  cancel: field.number(0, 129_600).optional(),
  move: field.number(0, 129_600).optional(),
  noShow: field.number(0, 480).optional(),
})

/** Fields per state of the hours and per price are named by rule, so their names are no part of the type. */
export const rulesForm = fixed.extend(
  Object.assign({}, ...stateFields, ...priceFields) as Record<string, z.ZodType<unknown>>,
)
export type RulesFields = z.output<typeof fixed> & Record<string, unknown>

/** The rules a host wrote; `before` gives prices that keep their name the code that bookings already carry. */
export function rulesFrom(fields: RulesFields, before: RuleSet): RuleSet {
  return {
    way: Object.fromEntries(hoursStates.map((state) => [state, fields[`way_${state}`]])) as RuleSet['way'],
    daysAhead: fields.daysAhead,
    seriesDaysAhead: fields.seriesDaysAhead,
    noticeMinutes: fields.notice,
    shortestMinutes: fields.shortest,
    longestMinutes: fields.longest,
    stepMinutes: fields.step as RuleSet['stepMinutes'],
    tidyMinutes: fields.tidy,
    perPersonAWeek: fields.perPerson ?? null,
    perAssociationAWeek: fields.perAssociation ?? null,
    smallestGroup: fields.smallest,
    responsibleAge: fields.age,
    who: fields.who,
    privateParties: fields.parties,
    alcohol: fields.alcohol,
    prices: pricesFrom(fields, before),
    cancelMinutesBefore: fields.cancel ?? null,
    moveMinutesBefore: fields.move ?? null,
    noShowMinutes: fields.noShow ?? null,
    overrides: overridesFrom(fields),
  }
}

function pricesFrom(fields: RulesFields, before: RuleSet): RuleSet['prices'] {
  return Array.from({ length: priceRows }, (_, i) => i).flatMap((i) => {
    const name = textFrom(fields, `price_${i}`)
    if (!name) return []
    const known = before.prices[i]
    const kept =
      known && (known.name.nb === name.nb || known.name.nn === name.nn) ? known.code : `price-${'abc'[i]}`
    return {
      code: kept,
      name,
      oreAnHour: Math.round(Number(fields[`kroner_${i}`] ?? 0) * 100),
      for: fields[`for_${i}`] as RuleSet['prices'][number]['for'],
    }
  })
}

function overridesFrom(fields: RulesFields): RuleSet['overrides'] {
  const own = hoursStates.flatMap((state) => {
    const who = fields[`who_${state}`] as RuleSet['who']
    const given = Object.entries({
      longestMinutes: fields[`longest_${state}`],
      noticeMinutes: fields[`notice_${state}`],
      smallestGroup: fields[`smallest_${state}`],
      responsibleAge: fields[`age_${state}`],
      alcohol: fields[`alcohol_${state}`],
      who: who.length > 0 ? who : undefined,
    }).filter(([, value]) => value !== undefined)
    return given.length > 0 ? [[state, Object.fromEntries(given)] as const] : []
  })
  return Object.fromEntries(own)
}
