import { publishedActivities } from '#activities'
import { hubNames } from '#hubs'
import { config, found, type Visit } from '#kernel'
import { keptFeed } from '../feeds/kept-feed.ts'
import { filesFor, type SitemapPage, sitemap, sitemapIndex } from './sitemap.ts'
import { xmlDocument } from './xml.ts'

const standing = ['/', '/activities', '/hubs', '/about', '/accessibility', '/privacy', '/feedback', '/api']
const tags = ['hubs', 'activities']

async function publicPages(c: Visit): Promise<SitemapPage[]> {
  const [hubs, activities] = [await hubNames(c.db), await publishedActivities(c.now)]
  return [
    ...standing.map((path) => ({ path })),
    ...hubs.map(({ id }) => ({ path: `/hubs/${id}` })),
    ...activities.map(({ id, changedAt }) => ({ path: `/activities/${id}`, changedAt })),
  ]
}

/** One file, or a list of files when one would be too long. */
export const sitemapFile = (c: Visit) =>
  keptFeed(c, 'application/xml', async () => {
    const pages = await publicPages(c)
    const files = filesFor(pages)
    const root = files === 1 ? sitemap(config.publicUrl, pages) : sitemapIndex(config.publicUrl, files)
    return { body: xmlDocument(root), tags, seconds: 3600 }
  })

export const sitemapPart = (c: Visit, part: number) =>
  keptFeed(c, 'application/xml', async () => {
    const pages = await publicPages(c)
    found(part >= 1 && part <= filesFor(pages) ? part : null)
    return { body: xmlDocument(sitemap(config.publicUrl, pages, part - 1)), tags, seconds: 3600 }
  })
