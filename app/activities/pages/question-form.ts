import { z } from 'zod'
import { field, type LocalText, languages } from '#kernel'
import { type Question, questionKinds } from '../shapes.ts'

export const mostQuestions = 10
/** A sign-up is kept no longer, and its answers with it. */
const longestKept = 30

type Part = 'id' | 'label' | 'kind' | 'options' | 'required' | 'days'
export const questionField = (i: number, part: Part, lang = 'nb') =>
  `question-${i}-${part}${lang === 'nb' ? '' : `-${lang}`}`

const slots = Array.from({ length: mostQuestions }, (_, i) => i)

/** The fields of all questions that fit, so that a page without script can have them. */
export const questionFields = Object.fromEntries(
  slots.flatMap((i): [string, z.ZodType][] => [
    [questionField(i, 'id'), z.string().max(40).optional()],
    [questionField(i, 'kind'), z.enum(questionKinds).default('text')],
    [questionField(i, 'required'), field.tick()],
    [questionField(i, 'days'), field.number(0, longestKept).optional()],
    ...languages.flatMap((lang): [string, z.ZodType][] => [
      [questionField(i, 'label', lang), z.string().trim().max(200).optional()],
      [questionField(i, 'options', lang), z.string().max(2_100).optional()],
    ]),
  ]),
) as Record<string, z.ZodOptional<z.ZodString>>

type Typed = Record<string, unknown>
const textIn = (typed: Typed, i: number, part: Part, lang = 'nb') => {
  const value = typed[questionField(i, part, lang)]
  return typeof value === 'string' ? value : ''
}

const labelIn = (typed: Typed, i: number): LocalText =>
  Object.fromEntries(
    languages.flatMap((lang) => {
      const text = textIn(typed, i, 'label', lang)
      return text ? [[lang, text]] : []
    }),
  )

/** One line per option; the same line in another language is the same option. */
function optionsIn(typed: Typed, i: number): LocalText[] {
  const lines = languages.map(
    (lang) =>
      [
        lang,
        textIn(typed, i, 'options', lang)
          .split('\n')
          .map((line) => line.trim()),
      ] as const,
  )
  const count = Math.max(...lines.map(([, said]) => said.length))
  return Array.from({ length: count }, (_, n) =>
    Object.fromEntries(lines.flatMap(([lang, said]) => (said[n] ? [[lang, said[n].slice(0, 100)]] : []))),
  ).filter((option) => Object.keys(option).length > 0)
}

/** A choice between fewer than two is none: the slots where the host has to say more. */
export const slotsWithoutOptions = (typed: Typed): number[] =>
  slots.filter(
    (i) =>
      Object.keys(labelIn(typed, i)).length > 0 &&
      typed[questionField(i, 'kind')] === 'choice' &&
      optionsIn(typed, i).length < 2,
  )

/** The questions a host wrote. One that was there keeps its id, so answers that were given still belong to it. */
export function questionsFrom(typed: Typed): Question[] {
  const written = slots.filter((i) => Object.keys(labelIn(typed, i)).length > 0)
  const known = new Set(
    written.map((i) => textIn(typed, i, 'id')).filter((id) => /^[a-z0-9-]{1,40}$/.test(id)),
  )
  const used = new Set<string>()
  const idFor = (i: number) => {
    let id = textIn(typed, i, 'id')
    if (!known.has(id) || used.has(id)) {
      let n = 1
      while (known.has(`q${n}`) || used.has(`q${n}`)) n++
      id = `q${n}`
    }
    used.add(id)
    return id
  }
  return written.map((i) => {
    const kind = questionKinds.find((one) => one === typed[questionField(i, 'kind')]) ?? 'text'
    const days = typed[questionField(i, 'days')]
    return {
      id: idFor(i),
      label: labelIn(typed, i),
      kind,
      options: kind === 'choice' ? optionsIn(typed, i).slice(0, 20) : [],
      required: typed[questionField(i, 'required')] === true,
      expiryDays: typeof days === 'number' ? days : 14,
    }
  })
}

export type ShownQuestion = ReturnType<typeof shownQuestion>

/** A question as its fields show it. */
export const shownQuestion = (question: Question | undefined) => ({
  id: question?.id ?? '',
  label: (lang: keyof LocalText) => question?.label[lang] ?? '',
  kind: question?.kind ?? 'text',
  options: (lang: keyof LocalText) =>
    (question?.options ?? [])
      .map((option) => option[lang] ?? '')
      .join('\n')
      .trimEnd(),
  required: question?.required ?? false,
  days: Math.min(question?.expiryDays ?? 14, longestKept),
})
