import { describe, expect, test } from 'vitest'
import { wellFormed } from '../../testing/well-formed.ts'
import { atom } from '../feeds/atom.ts'
import { robotsTxt } from './robots-txt.ts'
import { securityTxt } from './security-txt.ts'
import { filesFor, sitemap, sitemapIndex } from './sitemap.ts'
import { xml } from './xml.ts'

const site = 'https://torg.example.no'

describe('XML', () => {
  test('what people write is text, never markup', () => {
    const { text } = xml`<a b="${`"><x y='`}">${'<script>& "\u0000\u0008\ud800'}</a>`
    expect(text).toBe('<a b="&quot;&gt;&lt;x y=&apos;">&lt;script&gt;&amp; &quot;\ufffd</a>')
    expect(wellFormed(text)).toBe(true)
  })

  test.each([['<a>'], ['<a></b>'], ['<a>&</a>'], ['<a b=c/>'], ['<a/><b/>'], ['<a b="<"/>']])(
    '%s would be noticed',
    (text) => {
      expect(wellFormed(text)).toBe(false)
    },
  )
})

describe('the site map', () => {
  test('names every language of every page', () => {
    const { text } = sitemap(site, [
      { path: '/' },
      { path: '/activities/1', changedAt: '2026-11-22T05:00:00Z' },
    ])
    expect(wellFormed(text)).toBe(true)
    expect([...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc]) => loc)).toEqual([
      `${site}/`,
      `${site}/nn`,
      `${site}/en`,
      `${site}/activities/1`,
      `${site}/nn/activities/1`,
      `${site}/en/activities/1`,
    ])
    expect(text).toContain(`<xhtml:link rel="alternate" hreflang="nn" href="${site}/nn/activities/1"/>`)
    expect(text).toContain('<lastmod>2026-11-22T05:00:00Z</lastmod>')
  })

  test('is split before 5,000 addresses, and nothing is lost in between', () => {
    const pages = Array.from({ length: 5000 }, (_, i) => ({ path: `/activities/${i}` }))
    const files = filesFor(pages)
    const found = Array.from(
      { length: files },
      (_, part) => [...sitemap(site, pages, part).text.matchAll(/<loc>/g)].length,
    )
    expect(Math.max(...found)).toBeLessThanOrEqual(5000)
    expect(found.reduce((sum, n) => sum + n)).toBe(15_000)
    expect(sitemapIndex(site, files).text.match(/<sitemap>/g)).toHaveLength(files)
    expect(wellFormed(sitemapIndex(site, files).text)).toBe(true)
  })
})

test('robots leave alone what is somebody’s own, in every language', () => {
  for (const path of ['/me', '/staff', '/nn/me', '/en/calendar/'])
    expect(robotsTxt(site)).toContain(`Disallow: ${path}\n`)
  expect(robotsTxt(site)).toContain(`Sitemap: ${site}/sitemap.xml`)
})

test('security.txt says whom to tell, and is good for half a year', () => {
  const text = securityTxt({
    contact: 'sikkerhet@example.no',
    publicUrl: site,
    today: Temporal.PlainDate.from('2026-11-22'),
  })
  expect(text).toContain('Contact: mailto:sikkerhet@example.no\n')
  expect(text).toContain('Expires: 2027-05-01T00:00:00Z\n')
  expect(
    securityTxt({
      contact: 'https://example.no/tips',
      publicUrl: site,
      today: Temporal.PlainDate.from('2026-11-22'),
    }),
  ).toContain('Contact: https://example.no/tips\n')
})

test('a news feed with anything in it is still XML', () => {
  const at = Temporal.Instant.from('2026-11-22T05:00:00Z')
  const { text } = atom({
    title: 'Nytt på <Borgen> & omegn',
    lang: 'nb',
    selfUrl: `${site}/activities.atom?q=a&hub=b`,
    pageUrl: `${site}/activities`,
    author: 'Prøve kommune',
    entries: [
      {
        id: 'tag:x',
        title: ']]> <b>\u0007',
        lang: 'nb',
        url: site,
        publishedAt: at,
        updatedAt: at.add({ hours: 1 }),
        summary: '\n🧶',
        author: '"',
        category: { term: 'craft', label: 'Håndarbeid' },
      },
    ],
  })

  expect(wellFormed(text)).toBe(true)
  expect(text).toContain('<updated>2026-11-22T06:00:00Z</updated>')
})
