import { config, type Db, type LocalText } from '#kernel'
import type { HubJson, HubSummaryJson } from './api-schemas.ts'
import type { HubFacts } from './hours/facts.ts'
import { type HubDay, type OpenDay, type OpenInterval, twoWeeks, type Why } from './hours/hours-between.ts'
import { openAt } from './hours/open-at.ts'
import { hoursFacts } from './hours-facts.ts'
import { type Hub, type HubSummary, hubList, hubOf } from './hubs.ts'
import { closuresInSight } from './pieces/closure-notices.tsx'
import { texts } from './texts/index.ts'

type At = { now: Temporal.Instant; today: Temporal.PlainDate }
const noFacts = (hubId: string): HubFacts => ({
  hubId,
  serviceIds: [],
  rows: [],
  status: [],
  closures: [],
  schoolHolidays: [],
})

/** Every hub, for `GET /api/hubs`. */
export async function hubsForApi(db: Db, at: At): Promise<HubSummaryJson[]> {
  const [hubs, facts] = [await hubList(db, at.today), await hoursFacts(db)]
  return hubs.map((hub) => {
    const own = facts.get(hub.id) ?? noFacts(hub.id)
    return {
      ...summary(hub, own, at),
      services: hub.services.map((s) => ({ ...s, now: nowJson(own, at.now, s.id) })),
    }
  })
}

/** One hub whole, for `GET /api/hubs/{id}`; undefined when there is none. */
export async function hubForApi(db: Db, id: string, at: At): Promise<HubJson | undefined> {
  const hub = await hubOf(db, id, at.today)
  if (!hub) return undefined
  const facts = (await hoursFacts(db)).get(id) ?? noFacts(id)
  const days = twoWeeks(facts, at.today)
  return {
    ...summary(hub, facts, at),
    days: days.map((day) => dayJson(day, day.hub)),
    services: hub.services.map(({ menu, ...service }) => ({
      ...service,
      now: nowJson(facts, at.now, service.id),
      days: days.map((day) =>
        dayJson(day, day.services[service.id] ?? { known: false, intervals: [], why: [] }),
      ),
      menu: menu.map(({ name, price, allergens, example }) => ({
        name,
        priceInOre: price,
        allergens,
        example,
      })),
    })),
    facilities: hub.facilities,
    closures: closuresInSight(facts, at.now).map((closure) => ({
      id: closure.id,
      everyHub: closure.hubId === null,
      serviceId: closure.serviceId,
      effect: closure.effect,
      from: instant(closure.from),
      until: closure.until && instant(closure.until),
      mayBeExtended: closure.mayBeExtended,
      reason: closure.reason,
      exceptions: closure.exceptions
        .filter((e) => e.hubId === id)
        .map((e) => ({ serviceId: e.serviceId, hours: e.hours, openingHours: e.osm, note: e.note })),
    })),
    pictures: hub.pictures.map((picture) => ({
      url: `${config.publicUrl}/pictures/${picture.hash}-${picture.widths.at(-1) ?? picture.width}.jpg`,
      width: picture.width,
      height: picture.height,
      alt: picture.alt,
      credit: picture.credit,
    })),
  }
}

const instant = (iso: string) => Temporal.Instant.from(iso).toString()

const summary = (hub: HubSummary | Hub, facts: HubFacts, at: At) => ({
  id: hub.id,
  name: hub.name,
  url: `${config.publicUrl}/hubs/${hub.id}`,
  status: hub.status,
  openedOn: hub.openedOn,
  address: { street: hub.address, postalCode: hub.postalCode, postalPlace: hub.postalPlace },
  position:
    hub.lat !== null && hub.lon !== null ? { lat: hub.lat, lon: hub.lon, isDoor: hub.positionIsDoor } : null,
  phone: hub.phone,
  email: hub.email,
  profile: hub.profile,
  now: nowJson(facts, at.now, null),
})

const intervalJson = (i: OpenInterval) => ({
  from: i.from.toString(),
  to: i.to.toString(),
  state: i.state,
  example: i.example,
})

function nowJson(facts: HubFacts, now: Temporal.Instant, serviceId: string | null) {
  const { state, until, next, example } = openAt(facts, now, serviceId)
  return { state, until: until?.toString() ?? null, next: next && intervalJson(next), example }
}

const dayJson = (day: HubDay, open: OpenDay) => ({
  date: day.date.toString(),
  known: open.known,
  publicHoliday: day.holiday?.public ? day.holiday.name : null,
  schoolHoliday: day.schoolHoliday,
  intervals: open.intervals.map(intervalJson),
  reasons: open.why.flatMap(reasonJson),
})

const inEveryLanguage = (said: (t: (typeof texts)['nb']) => string): LocalText => ({
  nb: said(texts.nb),
  nn: said(texts.nn as typeof texts.nb),
  en: said(texts.en as typeof texts.nb),
})

function reasonJson(why: Why): LocalText[] {
  switch (why.kind) {
    case 'status':
      return [inEveryLanguage((t) => t.statuses[why.status])]
    case 'holiday':
      return [why.name]
    case 'closure':
      return [why.closure.reason, ...(why.note ? [why.note] : [])]
    case 'deviation':
      return why.note ? [why.note] : []
  }
}
