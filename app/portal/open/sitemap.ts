import { type Lang, languages, urlIn } from '#kernel'
import { type Xml, xml } from './xml.ts'

export type SitemapPage = {
  path: string
  /** To the second. */
  changedAt?: string
}

/** Addresses in one file; each page has one per language. */
const mostAddresses = 5000
const pagesPerFile = Math.floor(mostAddresses / languages.length)

export const filesFor = (pages: readonly SitemapPage[]) => Math.max(1, Math.ceil(pages.length / pagesPerFile))

/** Every page in every language, each naming the others, so that a search engine shows the reader's own. */
export function sitemap(publicUrl: string, pages: readonly SitemapPage[], part = 0): Xml {
  const address = (lang: Lang, path: string) => `${publicUrl}${urlIn(lang, path)}`
  return xml`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${pages
    .slice(part * pagesPerFile, (part + 1) * pagesPerFile)
    .flatMap(({ path, changedAt }) => {
      const alternate = (name: string, lang: Lang) =>
        xml`<xhtml:link rel="alternate" hreflang="${name}" href="${address(lang, path)}"/>`
      const changed = changedAt && xml`<lastmod>${changedAt}</lastmod>`
      const same = xml`${changed}${languages.map((lang) => alternate(lang, lang))}${alternate('x-default', 'nb')}`
      return languages.map((lang) => xml`\n<url><loc>${address(lang, path)}</loc>${same}</url>`)
    })}\n</urlset>`
}

export const sitemapIndex = (publicUrl: string, files: number): Xml =>
  xml`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from(
    { length: files },
    (_, i) => xml`\n<sitemap><loc>${publicUrl}/sitemap-${i + 1}.xml</loc></sitemap>`,
  )}\n</sitemapindex>`
