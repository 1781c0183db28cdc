import { pick, type Visit } from '#kernel'
import { RadioGroup, TextArea } from '#ui'
import type { Question } from '../../shapes.ts'
import { signUpTexts } from '../../texts/sign-up.ts'
import { optionValue } from '../answers.ts'
import type { Place } from '../pool-of.ts'
import { answersGoAt } from '../sign-up.ts'

/** The organiser's own questions, and when the answers go. */
export function Questions({ place, c }: { place: Pick<Place, 'questions' | 'endsAt'>; c: Visit }) {
  const t = signUpTexts[c.lang].signUp
  if (place.questions.length === 0) return null
  const last = place.questions
    .map((question) => answersGoAt(place, question, c.now))
    .sort(Temporal.Instant.compare)
    .at(-1)
  return (
    <section aria-labelledby="questions">
      <h2 class="ds-heading" id="questions">
        {t.questions}
      </h2>
      {place.questions.map((question) => (
        <QuestionField question={question} c={c} />
      ))}
      {last && <p class="hint">{t.answersGo(last)}</p>}
    </section>
  )
}

function QuestionField({ question, c }: { question: Question; c: Visit }) {
  const t = signUpTexts[c.lang].signUp
  const shared = {
    c,
    name: `answer-${question.id}`,
    label: pick(question.label, c.lang).text,
    required: question.required,
    optional: !question.required,
  }
  if (question.kind === 'yes-no')
    return (
      <RadioGroup
        {...shared}
        options={(['yes', 'no'] as const).map((value) => ({ value, text: t[value] }))}
      />
    )
  if (question.kind === 'choice')
    return (
      <RadioGroup
        {...shared}
        options={question.options.map((option) => ({
          value: optionValue(option),
          text: pick(option, c.lang).text,
        }))}
      />
    )
  return <TextArea {...shared} rows={2} maxlength={2000} />
}
