import { config, type Lang, municipality, urlIn } from '#kernel'
import { signUpTexts } from '../texts/sign-up.ts'

export type LetterParts = {
  lang: Lang
  name: string | null
  /** Paragraphs before the facts. */
  lead: string[]
  facts: [label: string, value: string][]
  picture?: { url: string; alt: string }
  action?: { text: string; url: string }
  /** After the button. */
  after?: string[]
  from: string
  small: string
}

/** The same letter as plain text and as simple HTML. What people wrote is text in both, never markup. */
export function letter({ lang, name, lead, facts, picture, action, after = [], from, small }: LetterParts) {
  const t = signUpTexts[lang].mail
  const given = facts.filter(([, value]) => value)
  const text = [
    t.hello(name ?? ''),
    ...lead,
    given.map(([label, value]) => `${label}: ${value}`).join('\n'),
    action ? `${action.text}:\n${action.url}` : '',
    ...after,
    t.from(from),
    `--\n${small}`,
  ]
  const html = [
    `<p>${escaped(t.hello(name ?? ''))}</p>`,
    ...lead.map((line) => `<p>${escaped(line)}</p>`),
    given.length > 0
      ? `<table role="presentation" cellpadding="4">${given.map(([label, value]) => `<tr><td><b>${escaped(label)}</b></td><td>${escaped(value)}</td></tr>`).join('')}</table>`
      : '',
    picture
      ? `<p><img src="${escaped(picture.url)}" width="180" height="180" alt="${escaped(picture.alt)}"></p>`
      : '',
    action ? `<p><a href="${escaped(action.url)}"><b>${escaped(action.text)}</b></a></p>` : '',
    ...after.map((line) => `<p>${escaped(line)}</p>`),
    `<p>${escaped(t.from(from))}</p>`,
    `<hr><p><small>${escaped(small)}</small></p>`,
  ]
  return {
    text: `${text.filter(Boolean).join('\n\n')}\n`,
    html: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(municipality.name)}</title></head><body>${html.filter(Boolean).join('\n')}</body></html>`,
  }
}

/** The address of one of our pages in the reader's language, for a mail. */
export const addressIn = (lang: Lang, path: string) => `${config.publicUrl}${urlIn(lang, path)}`

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
