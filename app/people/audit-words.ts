import type { Lang } from '#kernel'
import { texts } from './texts/index.ts'

type Words = Record<Lang, Record<string, string>>
const others: Words = { nb: {}, nn: {}, en: {} }

/** A module above says in words what its actions in the audit log are: `{ nb: { 'rooms.booked': 'Booket et rom' }, … }`. */
export function nameActions(words: Words) {
  for (const lang of ['nb', 'nn', 'en'] as const) Object.assign(others[lang], words[lang])
}

/** The action in the reader's words, or its code where its module gave none. */
export const sayAction = (action: string, lang: Lang): string =>
  texts[lang].audit.actions[action] ?? others[lang][action] ?? action
