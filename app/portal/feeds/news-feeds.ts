import { type ActivityNews, everythingAt, type Filters, newsOfActivities } from '#activities'
import { config, type Lang, municipality, pick, say, type Visit } from '#kernel'
import { xmlDocument } from '../open/xml.ts'
import { type AtomEntry, atom } from './atom.ts'
import { feedAddress, feedFilters, hubNamed } from './calendar-feeds.ts'
import { keptFeed } from './kept-feed.ts'
import { texts } from './texts.ts'

const mostEntries = 50

export const whatsNew = (c: Visit) =>
  news(c, texts[c.lang].newsIn(municipality.name), feedFilters(c), '/activities', ['activities', 'hubs'])

export async function whatsNewAtHub(c: Visit, hubId: string) {
  const hub = await hubNamed(c.db, hubId)
  return news(c, texts[c.lang].newsAt(hub.name), everythingAt(hubId), `/hubs/${hubId}`, [
    `hub:${hubId}`,
    'hubs',
  ])
}

const news = (c: Visit, title: string, filters: Filters, page: string, tags: string[]) =>
  keptFeed(c, 'application/atom+xml', async () => {
    const activities = await newsOfActivities(filters, mostEntries, c.now)
    const feed = atom({
      title,
      lang: c.lang,
      selfUrl: feedAddress(c),
      pageUrl: `${config.publicUrl}${c.url(page)}`,
      author: municipality.name,
      entries: activities.map((activity) => entryOf(activity, c)),
    })
    return { body: xmlDocument(feed), tags }
  })

function entryOf(activity: ActivityNews, c: Visit): AtomEntry {
  const title = pick(activity.title, c.lang)
  const summary = pick(activity.summary, c.lang).text || pick(activity.body, c.lang).text.slice(0, 500)
  return {
    // Also an address that may change names the activity for ever (RFC 4151).
    id: `tag:${new URL(config.publicUrl).hostname},2026:activity/${activity.id}`,
    title: activity.cancelled ? `${texts[c.lang].cancelled}: ${title.text}` : title.text,
    lang: title.lang,
    url: `${config.publicUrl}${c.url(`/activities/${activity.id}`)}`,
    publishedAt: Temporal.Instant.from(activity.publishedAt),
    updatedAt: Temporal.Instant.from(activity.changedAt),
    summary: [nextOn(activity, c.lang), summary].filter(Boolean).join('\n'),
    author: activity.organiserName || municipality.name,
    category: { term: activity.category, label: activity.category },
  }
}

const nextOn = ({ nextAt, hubName }: ActivityNews, lang: Lang) => {
  const at = Temporal.Instant.from(nextAt)
  return [`${say[lang].dateLong(at)}, ${say[lang].time(at)}`, hubName].filter(Boolean).join(' · ')
}
