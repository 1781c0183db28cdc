import { say, type Visit } from '#kernel'
import { Hidden, RadioGroup } from '#ui'
import { refusedDatesOf } from '../series/refused-dates.ts'
import { pageTexts } from '../texts/pages.ts'
import { choiceName, choicesIn, moveTo } from './date-choices.ts'
import { saySpan } from './room-words.tsx'

type Props = { of: number; roomId: string; to?: 'book' | 'move' | 'cancel'; c: Visit }

/** One question for each date that cannot be had. What was answered before, and holds, goes along unseen. */
export function RefusedDates({ of, roomId, to = 'book', c }: Props) {
  const refused = refusedDatesOf(c.form.refusal)
  if (refused.length === 0) return null
  const t = pageTexts[c.lang].book
  const asked = new Set(refused.map(({ date }) => date))
  const answered = choicesIn(c).filter(({ date }) => !asked.has(date))
  return (
    <section class="refused-dates stack" aria-labelledby="refused-dates">
      <h2 class="ds-heading" id="refused-dates">
        {t.refusedTitle(refused.length, Math.max(of, refused.length))}
      </h2>
      <p>{to === 'book' ? t.refusedLead : t.refusedChangeLead}</p>
      {answered.map((choice) => (
        <Hidden
          name={choiceName(choice.date)}
          value={choice.choice === 'move' ? moveTo(choice.to) : choice.choice}
        />
      ))}
      {refused.map(({ date, no, alternative }) => {
        const when = alternative && saySpan(alternative, c)
        const move = alternative && {
          value: moveTo(alternative),
          text:
            alternative.roomId === roomId
              ? t.choice.move(when as string)
              : t.choice.moveIn(t.anotherRoom, when as string),
        }
        return (
          <RadioGroup
            c={c}
            required
            name={choiceName(date)}
            label={t.choiceLegend(
              say[c.lang].day(Temporal.PlainDate.from(date), c.today),
              no.say(c.lang).why,
            )}
            options={[
              ...(move ? [move] : []),
              { value: 'skip', text: to === 'book' ? t.choice.skip : t.choice.keep },
              ...(to === 'cancel' ? [] : [{ value: 'stop', text: t.choice.stop }]),
            ]}
          />
        )
      })}
    </section>
  )
}
