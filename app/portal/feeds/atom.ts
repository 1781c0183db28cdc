import { type Xml, xml } from '../open/xml.ts'

export type AtomEntry = {
  id: string
  title: string
  lang: string
  url: string
  publishedAt: Temporal.Instant
  updatedAt: Temporal.Instant
  summary: string
  author: string
  category?: { term: string; label: string }
}
export type AtomFeed = {
  title: string
  lang: string
  selfUrl: string
  pageUrl: string
  author: string
  entries: AtomEntry[]
}

const second = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'second' })
const never = Temporal.Instant.from('2026-01-01T00:00Z')

/** RFC 4287. */
export const atom = ({ title, lang, selfUrl, pageUrl, author, entries }: AtomFeed): Xml =>
  xml`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${selfUrl}</id>
<title>${title}</title>
<updated>${second(
    entries
      .map((entry) => entry.updatedAt)
      .sort(Temporal.Instant.compare)
      .at(-1) ?? never,
  )}</updated>
<author><name>${author}</name></author>
<link rel="self" type="application/atom+xml" href="${selfUrl}"/>
<link rel="alternate" type="text/html" href="${pageUrl}"/>${entries.map(
    (entry) => xml`
<entry xml:lang="${entry.lang}">
<id>${entry.id}</id>
<title>${entry.title}</title>
<published>${second(entry.publishedAt)}</published>
<updated>${second(entry.updatedAt)}</updated>
<author><name>${entry.author}</name></author>
<link rel="alternate" type="text/html" href="${entry.url}"/>${
      entry.category && xml`\n<category term="${entry.category.term}" label="${entry.category.label}"/>`
    }
<summary>${entry.summary}</summary>
</entry>`,
  )}
</feed>`
