import { z } from 'zod'
import { field } from '#kernel'
import { signUpWish } from './schema.ts'

const listed = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

/** `answer-allergies` → answers.allergies; boxes that are not ticked are said to be so, which JSON does by `false`. */
const spelledOut = (input: unknown) => {
  const typed = input as Record<string, unknown>
  const answers = Object.entries(typed).flatMap(([name, value]) =>
    name.startsWith('answer-')
      ? [[name.slice('answer-'.length), Array.isArray(value) ? value.join(', ') : value]]
      : [],
  )
  const who = listed(typed.who)
  const children = who.filter((one) => one !== 'self')
  return {
    ...typed,
    self: who.includes('self'),
    children,
    remind: typed.remind !== undefined,
    answers: Object.fromEntries(answers),
  }
}

export const accountForm = z.preprocess(spelledOut, signUpWish)
export const emailForm = z.preprocess(
  spelledOut,
  signUpWish.extend({ name: field.text(100), email: field.email() }),
)
