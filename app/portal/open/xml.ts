// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of them, not even escaped
const impossible = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Marks what is XML already, so that everything else is escaped. */
export class Xml {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const written = (value: unknown): string => {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(written).join('')
  if (value instanceof Xml) return value.text
  const text = String(value)
  // Addresses and dates, thousands of them in a site map, have nothing to escape.
  if (/^[\w\-./: +,]*$/.test(text)) return text
  return text
    .toWellFormed()
    .replace(impossible, '')
    .replace(/[&<>"']/g, (character) => names[character] as string)
}

/** XML in which everything that is put in is text, unless it was made the same way. */
export const xml = (parts: TemplateStringsArray, ...values: unknown[]): Xml =>
  new Xml(parts.reduce((all, part, i) => all + written(values[i - 1]) + part))

export const xmlDocument = (root: Xml) => `<?xml version="1.0" encoding="utf-8"?>\n${root.text}\n`
