import { datesForCalendar, datesOfActivity, everythingAt, type Filters, readFilters } from '#activities'
import { hubNames } from '#hubs'
import { config, type Db, found, kernelRefusal, longCalendar, municipality, type Visit } from '#kernel'
import { calendarOfHubRooms, calendarOfRoom } from '#rooms'
import { keptFeed } from './kept-feed.ts'
import { texts } from './texts.ts'

const type = 'text/calendar'

export const hubNamed = async (db: Db, id: string) => found((await hubNames(db)).find((hub) => hub.id === id))

/** Filters of a feed. What is not understood is refused: a calendar that silently shows everything is worse than none. */
export function feedFilters(c: Visit): Filters {
  const { filters, problems } = readFilters(c.query)
  if (problems.length > 0) throw kernelRefusal('kernel.bad-request')
  return filters
}

export const feedAddress = (c: Visit) => `${config.publicUrl}${c.url(c.path)}${new URL(c.req.url).search}`

export const whatsOnCalendar = (c: Visit) => {
  const filters = feedFilters(c)
  return calendar(c, texts[c.lang].activitiesIn(municipality.name), filters, ['activities', 'hubs'])
}

export async function hubCalendar(c: Visit, hubId: string) {
  const hub = await hubNamed(c.db, hubId)
  return calendar(c, hub.name, everythingAt(hubId), [`hub:${hubId}`, 'hubs'])
}

const calendar = (c: Visit, name: string, filters: Filters, tags: string[]) =>
  keptFeed(c, type, async () => ({
    body: await longCalendar({ name, url: feedAddress(c) }, datesForCalendar(filters, c.lang, c.now)),
    tags,
  }))

export const activityCalendar = (c: Visit, activityId: number) =>
  keptFeed(c, type, async () => {
    const dates = await datesOfActivity(activityId, c.lang, c.now)
    const name = found(dates[0]).title
    return {
      body: await longCalendar({ name, url: feedAddress(c) }, [dates]),
      tags: ['activities', `activity:${activityId}`],
    }
  })

/** When a room is taken. Kept briefly: whoever plans around it wants to know today. */
export const roomCalendar = (c: Visit) =>
  keptFeed(c, type, async () => {
    const { roomId, name, entries } = await calendarOfRoom(c)
    return {
      body: await longCalendar({ name, url: feedAddress(c) }, [entries]),
      tags: ['rooms', `room:${roomId}`],
      seconds: 60,
    }
  })

export const hubRoomsCalendar = (c: Visit) =>
  keptFeed(c, type, async () => {
    const hubId = c.param('hubId')
    const { name, entries } = await calendarOfHubRooms(c, hubId)
    return {
      body: await longCalendar({ name, url: feedAddress(c) }, [entries]),
      tags: ['rooms', `hub:${hubId}`],
      seconds: 60,
    }
  })
