import { type Lang, languages } from '#kernel'
import { texts } from '../texts/index.ts'

const names = Object.fromEntries(
  languages.map((lang) => [
    lang,
    new Intl.DisplayNames([lang === 'en' ? 'en-GB' : `${lang}-NO`], { type: 'language' }),
  ]),
) as Record<Lang, Intl.DisplayNames>

const wordFor: Record<Lang, string> = { nb: 'norsk', nn: 'norsk', en: 'Norwegian' }

/** "norsk", "arabisk": a spoken language by its code. Spoken Norwegian is one language, however it is written. */
export const languageName = (code: string, lang: Lang) =>
  code === 'nb' ? wordFor[lang] : code === 'nsl' ? texts[lang].languageSign : (names[lang].of(code) ?? code)
