import type { Db, Lang, LocalText } from '#kernel'
import { texts } from './texts/index.ts'

type Words = Record<Lang, Record<string, string>>
const others: Words = { nb: {}, nn: {}, en: {} }

/** A module above says in words what its actions in the audit log are: `{ nb: { '<module>.<deed>': 'Gjorde noe' }, … }`. */
export function nameActions(words: Words) {
  for (const lang of ['nb', 'nn', 'en'] as const) Object.assign(others[lang], words[lang])
}

/** The action in the reader's words, or its code where its module gave none. */
export const sayAction = (action: string, lang: Lang): string =>
  texts[lang].audit.actions[action] ?? others[lang][action] ?? action

/** What a row is about, as the reader knows it: an activity by its title, a date by its hour. */
export type Subject = { name: LocalText; at?: string }
type ReadSubjects = (db: Db, ids: readonly string[]) => Promise<Map<string, Subject>>
const readers = new Map<string, ReadSubjects>()

/** A module above says how its things are called, by their kind in the log. What is gone has no name any more. */
export function nameSubjects(kinds: Record<string, ReadSubjects>) {
  for (const [kind, read] of Object.entries(kinds)) readers.set(kind, read)
}

/** One question per kind on the page; by `kind:id`. */
export async function subjectsOf(
  db: Db,
  rows: readonly { about_kind: string; about_id: string }[],
): Promise<Map<string, Subject>> {
  const found = new Map<string, Subject>()
  for (const [kind, read] of readers) {
    const ids = new Set(rows.flatMap((row) => (row.about_kind === kind ? [row.about_id] : [])))
    if (ids.size === 0) continue
    for (const [id, subject] of await read(db, [...ids])) found.set(`${kind}:${id}`, subject)
  }
  return found
}
