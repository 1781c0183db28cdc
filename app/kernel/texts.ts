export type Lang = 'nb' | 'nn' | 'en'
/** bokmål first: its addresses carry no prefix. */
export const languages: readonly Lang[] = ['nb', 'nn', 'en']
export const isLang = (text: string | undefined | null): text is Lang => languages.includes(text as Lang)

/** A module's catalogues: `nb` is the source of the shape, so a text that a language lacks does not compile. */
export type Texts<T> = Record<Lang, T>

/** Content that people write, in the languages they wrote it in. */
export type LocalText = Partial<Record<Lang, string>>

/** The text for a reader, and the language it really is in (for `lang=`). Empty when nobody wrote any. */
export function pick(text: LocalText | null | undefined, lang: Lang): { text: string; lang: Lang } {
  const order: Lang[] =
    lang === 'nn' ? ['nn', 'nb', 'en'] : lang === 'nb' ? ['nb', 'nn', 'en'] : ['en', 'nb', 'nn']
  for (const candidate of order) {
    const found = text?.[candidate]
    if (found) return { text: found, lang: candidate }
  }
  return { text: '', lang }
}
