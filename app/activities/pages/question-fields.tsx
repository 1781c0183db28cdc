import { languages, type Visit } from '#kernel'
import { Checkbox, Details, Hidden, NumberField, Select, TextArea, TextField } from '#ui'
import { questionKinds } from '../shapes.ts'
import { texts } from '../texts/index.ts'
import { mostQuestions, questionField, type ShownQuestion, shownQuestion } from './question-form.ts'

/** How many empty ones wait for a host who wants to ask more. */
const empty = 2

/** The organiser's own questions. Without script there are always two empty ones; saving brings new ones. */
export function QuestionFields({ questions, c }: { questions: readonly ShownQuestion[]; c: Visit }) {
  const t = texts[c.lang].staff.form
  const typed = Array.from({ length: mostQuestions }, (_, i) =>
    languages.some((lang) => c.form.value(questionField(i, 'label', lang))),
  ).lastIndexOf(true)
  const count = Math.min(mostQuestions, Math.max(questions.length, typed + 1) + empty)
  return (
    <fieldset class="ds-fieldset">
      <legend class="ds-label">{t.questions}</legend>
      <p class="hint">{t.questionsHint}</p>
      {Array.from({ length: count }, (_, i) => (
        <OneQuestion i={i} shown={questions[i] ?? shownQuestion(undefined)} c={c} />
      ))}
    </fieldset>
  )
}

function OneQuestion({ i, shown, c }: { i: number; shown: ShownQuestion; c: Visit }) {
  const t = texts[c.lang].staff.form
  const label = c.form.value(questionField(i, 'label')) ?? shown.label('nb')
  const named = t.question(i + 1)
  return (
    <Details
      summary={label ? `${named}: ${label}` : t.newQuestion(i + 1)}
      open={c.form.error(questionField(i, 'options')) !== undefined}
    >
      <Hidden name={questionField(i, 'id')} value={shown.id} />
      {languages.map((lang) => (
        <TextField
          c={c}
          name={questionField(i, 'label', lang)}
          label={inLanguage(c, lang, named)}
          value={shown.label(lang)}
          lang={lang}
          maxlength={200}
          optional
        />
      ))}
      <Select
        c={c}
        name={questionField(i, 'kind')}
        label={t.questionKind}
        value={shown.kind}
        empty={false}
        options={questionKinds.map((kind) => ({ value: kind, text: t.questionKinds[kind] }))}
      />
      {languages.map((lang) => (
        <TextArea
          c={c}
          name={questionField(i, 'options', lang)}
          label={inLanguage(c, lang, t.questionOptions)}
          hint={lang === 'nb' ? t.questionOptionsHint : undefined}
          value={shown.options(lang)}
          lang={lang}
          rows={3}
          optional
        />
      ))}
      <Checkbox
        c={c}
        name={questionField(i, 'required')}
        label={t.questionRequired}
        checked={shown.required}
      />
      <NumberField c={c} name={questionField(i, 'days')} label={t.expiryDays} value={shown.days} />
    </Details>
  )
}

function inLanguage(c: Visit, lang: (typeof languages)[number], label: string): string {
  const t = texts[c.lang].staff.form
  return { nb: label, nn: t.inNynorsk(label), en: t.inEnglish(label) }[lang]
}
