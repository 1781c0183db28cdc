import { config } from './config.ts'
import { municipality } from './municipality.ts'
import type { Lang } from './texts.ts'
import { urlIn } from './visit.ts'

export type LetterParts = {
  lang: Lang
  greeting: string
  /** Paragraphs before the facts. */
  lead: string[]
  /** With an address, the label leads there. */
  facts: [label: string, value: string, url?: string][]
  picture?: { url: string; alt: string }
  action?: { text: string; url: string }
  /** After the button. */
  after?: string[]
  signature: string
  small: string
  /** The way out of this sort of mail. */
  leave?: { text: string; url: string }
}

/** The same letter as plain text and as simple HTML. What people wrote is text in both, never markup. */
export function writeLetter({
  lang,
  greeting,
  lead,
  facts,
  picture,
  action,
  after = [],
  signature,
  small,
  leave,
}: LetterParts): { text: string; html: string } {
  const given = facts.filter(([, value]) => value)
  const text = [
    greeting,
    ...lead,
    given.map(([label, value, url]) => `${label}: ${value}${url ? `\n${url}\n` : ''}`).join('\n'),
    action ? `${action.text}:\n${action.url}` : '',
    ...after,
    signature,
    `--\n${small}${leave ? `\n${leave.text}:\n${leave.url}` : ''}`,
  ]
  const html = [
    `<p>${escaped(greeting)}</p>`,
    ...lead.map((line) => `<p>${escaped(line)}</p>`),
    given.length > 0 ? `<table role="presentation" cellpadding="4">${given.map(rowOf).join('')}</table>` : '',
    picture
      ? `<p><img src="${escaped(picture.url)}" width="180" height="180" alt="${escaped(picture.alt)}"></p>`
      : '',
    action ? `<p><a href="${escaped(action.url)}"><b>${escaped(action.text)}</b></a></p>` : '',
    ...after.map((line) => `<p>${escaped(line)}</p>`),
    `<p>${escaped(signature)}</p>`,
    `<hr><p><small>${escaped(small)}${leave ? ` <a href="${escaped(leave.url)}">${escaped(leave.text)}</a>` : ''}</small></p>`,
  ]
  return {
    text: `${text.filter(Boolean).join('\n\n')}\n`,
    html: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(municipality.name)}</title></head><body>${html.filter(Boolean).join('\n')}</body></html>`,
  }
}

const rowOf = ([label, value, url]: LetterParts['facts'][number]) => {
  const name = `<b>${escaped(label)}</b>`
  return `<tr><td>${url ? `<a href="${escaped(url)}">${name}</a>` : name}</td><td>${escaped(value)}</td></tr>`
}

/** The address of one of our pages in the reader's language, for a mail. */
export const addressIn = (lang: Lang, path: string) => `${config.publicUrl}${urlIn(lang, path)}`

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
