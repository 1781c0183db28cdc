import { say, type Visit } from '#kernel'
import { ruleSentence } from '#recurrence'
import { Checkbox, NumberField, Select } from '#ui'
import { pageTexts } from '../texts/pages.ts'
import { saySpan } from './room-words.tsx'
import { pageRepeats, type Repetition, ruleOf, spanOf, type WallTime } from './when-form.ts'

/** How often, and how many times: what residents need of a recurrence. */
export function RepeatFields({ repetition, c }: { repetition: Repetition; c: Visit }) {
  const t = pageTexts[c.lang].find
  return (
    <>
      <Select
        c={c}
        name="repeat"
        label={t.repeat}
        value={repetition.repeat}
        empty={false}
        options={pageRepeats.map((value) => ({ value, text: t.repeats[value] }))}
      />
      <NumberField c={c} name="times" label={t.times} hint={t.timesHint} value={repetition.times} size={4} />
      <div class="tick-pair">
        <Checkbox c={c} name="skipPublic" label={t.skipPublic} checked={repetition.skipPublic} />
        <Checkbox c={c} name="skipSchool" label={t.skipSchool} checked={repetition.skipSchool} />
      </div>
    </>
  )
}

/** "Tirsdag 24. november kl. 18.00–20.00", or the rule in words. */
export function sayWhen(time: WallTime, repetition: Repetition, c: Visit): string {
  const words =
    repetition.repeat === 'never'
      ? saySpan(spanOf(time), c)
      : `${ruleSentence(ruleOf(time, repetition), c.lang, c.today).replace(clockOf(time, c), timesOf(time, c))}`
  return words.charAt(0).toLocaleUpperCase(c.lang) + words.slice(1)
}

const clockOf = ({ from }: WallTime, c: Visit) => say[c.lang].time(Temporal.PlainTime.from(from))
const timesOf = ({ from, to }: WallTime, c: Visit) =>
  say[c.lang].times(Temporal.PlainTime.from(from), Temporal.PlainTime.from(to))
