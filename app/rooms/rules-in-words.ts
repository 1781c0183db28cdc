import { type Lang, pick, say } from '#kernel'
import { hoursStates, type RuleSet, type Way, ways } from './rule-set.ts'
import { ruleTexts } from './texts/rules.ts'
import { roomWords } from './texts/words.ts'

export type SaidRule = { rule: string; why?: string }

/** Every rule of a room as a sentence: what residents read before they book, and what hosts see while they write them. */
export function rulesInWords(rules: RuleSet, lang: Lang): SaidRule[] {
  const t = ruleTexts[lang]
  const s = say[lang]
  const words = roomWords[lang]
  const said: (SaidRule | false)[] = [
    ...ways.flatMap((way) => sayWay(rules, way, lang)),
    { rule: t.who(s.list(rules.who.map((booker) => words.bookers[booker]))) },
    { rule: t.length(s.duration(rules.shortestMinutes), s.duration(rules.longestMinutes)) },
    { rule: t.step(s.duration(rules.stepMinutes)) },
    { rule: t.ahead(s.plural(rules.daysAhead, t.days), s.plural(rules.seriesDaysAhead, t.days)) },
    rules.noticeMinutes > 0 && { rule: t.notice(lead(rules.noticeMinutes, lang)), why: t.why.notice },
    rules.tidyMinutes > 0 && { rule: t.tidy(s.duration(rules.tidyMinutes)), why: t.why.tidy },
    rules.perPersonAWeek !== null && {
      rule: t.perPerson(s.plural(rules.perPersonAWeek, t.times)),
      why: t.why.perWeek,
    },
    rules.perAssociationAWeek !== null && {
      rule: t.perAssociation(s.plural(rules.perAssociationAWeek, t.times)),
      why: t.why.perWeek,
    },
    rules.smallestGroup > 1 && { rule: t.smallest(s.plural(rules.smallestGroup, t.people)) },
    rules.responsibleAge > 0 && { rule: t.age(rules.responsibleAge), why: t.why.age },
    rules.privateParties ? { rule: t.parties } : { rule: t.noParties, why: t.why.parties },
    { rule: t.alcohol[rules.alcohol] },
    ...sayPrices(rules, lang),
    { rule: sayDeadline(rules.cancelMinutesBefore, [t.cancel, t.cancelBefore, t.cancelNever], lang) },
    { rule: sayDeadline(rules.moveMinutesBefore, [t.move, t.moveBefore, t.moveNever], lang) },
    rules.noShowMinutes !== null && { rule: t.noShow(s.duration(rules.noShowMinutes)), why: t.why.noShow },
    ...sayOverrides(rules, lang),
  ]
  return said.filter((sentence) => sentence !== false)
}

/** States with the same way are said in one sentence. */
function sayWay(rules: RuleSet, way: Way, lang: Lang): SaidRule[] {
  const t = ruleTexts[lang]
  const then = hoursStates
    .filter((state) => rules.way[state] === way)
    .map((state) => roomWords[lang].then[state])
  if (then.length === 0) return []
  return [{ rule: t[way](say[lang].list(then)), why: way === 'approval' ? t.why.approval : undefined }]
}

function sayPrices(rules: RuleSet, lang: Lang): SaidRule[] {
  const t = ruleTexts[lang]
  if (rules.prices.every((price) => price.oreAnHour === 0)) return [{ rule: t.free }]
  return rules.prices.map((price) => ({
    rule: t.price(pick(price.name, lang).text, t.kroner(say[lang].number(price.oreAnHour / 100))),
  }))
}

/** Whole days and hours, as people say them. */
function lead(minutes: number, lang: Lang): string {
  if (minutes > 0 && minutes % 1440 === 0) return say[lang].plural(minutes / 1440, ruleTexts[lang].days)
  return say[lang].duration(minutes)
}

function sayDeadline(
  minutes: number | null,
  [until, before, never]: [string, (lead: string) => string, string],
  lang: Lang,
): string {
  if (minutes === null) return never
  return minutes === 0 ? until : before(lead(minutes, lang))
}

function sayOverrides(rules: RuleSet, lang: Lang): SaidRule[] {
  const t = ruleTexts[lang]
  const s = say[lang]
  return hoursStates.flatMap((state) => {
    const own = rules.overrides[state]
    if (!own || rules.way[state] === 'no') return []
    const sentences = [
      own.who && t.who(s.list(own.who.map((booker) => roomWords[lang].bookers[booker]))),
      own.longestMinutes !== undefined &&
        t.length(s.duration(rules.shortestMinutes), s.duration(own.longestMinutes)),
      own.noticeMinutes !== undefined && own.noticeMinutes > 0 && t.notice(lead(own.noticeMinutes, lang)),
      own.smallestGroup !== undefined && t.smallest(s.plural(own.smallestGroup, t.people)),
      own.responsibleAge !== undefined && t.age(own.responsibleAge),
      own.alcohol && t.alcohol[own.alcohol],
    ].filter((sentence) => typeof sentence === 'string')
    return sentences.length === 0
      ? []
      : [{ rule: t.otherwise(roomWords[lang].then[state], sentences.join(' ')) }]
  })
}
