import type { z } from 'zod'
import { field, type Lang, type LocalText, languages } from '#kernel'

/** A text as forms carry it: `place_nb`, `place_nn`, `place_en`. */
export const inLanguages = <N extends string>(name: N, max: number) =>
  Object.fromEntries(languages.map((lang) => [`${name}_${lang}`, field.text(max).optional()])) as Record<
    `${N}_${Lang}`,
    z.ZodOptional<z.ZodString>
  >

/** The text in the languages somebody wrote it in, or null when nobody did. */
export function textFrom(typed: Record<string, unknown>, name: string): LocalText | null {
  const given = languages
    .map((lang) => [lang, typed[`${name}_${lang}`]] as const)
    .filter(([, words]) => typeof words === 'string' && words !== '')
  return given.length > 0 ? (Object.fromEntries(given) as LocalText) : null
}

export function jsonFrom(typed: Record<string, unknown>, name: string): string | null {
  const text = textFrom(typed, name)
  return text && JSON.stringify(text)
}
