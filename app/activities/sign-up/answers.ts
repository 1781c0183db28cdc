import { type Lang, languages, pick } from '#kernel'
import type { Question } from '../shapes.ts'
import { signUpTexts } from '../texts/sign-up.ts'

const same = (a: string, b: string) => a.toLocaleLowerCase('nb') === b.toLocaleLowerCase('nb')

/** What an option is stored as: the same word, whichever language it was chosen in. */
export const optionValue = (option: Question['options'][number]) => pick(option, 'nb').text

/** A given answer as it is stored; null when the question has no such answer. */
export function storedAnswer(question: Question, given: string): string | null {
  if (question.kind === 'yes-no')
    return (
      (['yes', 'no'] as const).find(
        (one) => same(one, given) || languages.some((lang) => same(signUpTexts[lang].signUp[one], given)),
      ) ?? null
    )
  if (question.kind === 'choice') {
    const option = question.options.find((one) =>
      Object.values(one).some((text) => text && same(text, given)),
    )
    return option ? optionValue(option) : null
  }
  return given
}

/** A stored answer in the reader's language, as far as it was not written freely. */
export function sayAnswer(question: Pick<Question, 'kind' | 'options'>, stored: string, lang: Lang): string {
  if (question.kind === 'yes-no' && (stored === 'yes' || stored === 'no'))
    return signUpTexts[lang].signUp[stored]
  if (question.kind === 'choice') {
    const option = question.options.find((one) => optionValue(one) === stored)
    return option ? pick(option, lang).text : stored
  }
  return stored
}
