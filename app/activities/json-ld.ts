import { config, type Lang, municipality, pick, urlIn } from '#kernel'
import type { ActivityPage } from './activity-page.ts'
import type { Listed } from './whats-on.ts'

export type Where = {
  name: string
  address: string | null
  postalCode: string | null
  postalPlace: string | null
}

/** schema.org for an activity: one event, or a series with its coming dates as events. */
export function activityJsonLd(activity: ActivityPage, hub: Where | null, lang: Lang): object {
  const url = `${config.publicUrl}${urlIn(lang, `/activities/${activity.id}`)}`
  const shared = whatAllDatesSay(activity, url, lang)
  const [first, ...more] = activity.dates
  const id = `${config.publicUrl}/activities/${activity.id}`
  const dateOf = (date: Listed) => ({ ...shared, ...oneDate(activity, date, hub, lang) })
  if (!first || (more.length === 0 && activity.form !== 'course')) {
    return {
      '@context': 'https://schema.org',
      '@type': 'Event',
      '@id': id,
      ...shared,
      ...(first
        ? oneDate(activity, first, hub, lang)
        : { location: placeOf(activity, hub, lang), eventStatus: status(activity.state === 'cancelled') }),
    }
  }
  return {
    '@context': 'https://schema.org',
    '@type': activity.form === 'course' ? ['CourseInstance', 'EventSeries'] : 'EventSeries',
    '@id': id,
    ...shared,
    location: placeOf(first, hub, lang),
    startDate: first.startsAt,
    endDate: (more.at(-1) ?? first).endsAt,
    eventStatus: status(activity.state === 'cancelled'),
    subEvent: activity.dates.map((date) => ({
      '@type': 'Event',
      ...dateOf(date),
      superEvent: { '@id': id },
    })),
  }
}

const status = (cancelled: boolean) => `https://schema.org/${cancelled ? 'EventCancelled' : 'EventScheduled'}`

function whatAllDatesSay(activity: ActivityPage, url: string, lang: Lang) {
  const description = pick(activity.summary, lang).text || pick(activity.body, lang).text
  return {
    name: pick(activity.title, lang).text,
    ...(description && { description }),
    url,
    inLanguage: activity.languages.length > 0 ? activity.languages : ['nb'],
    isAccessibleForFree: activity.free,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    organizer: {
      '@type': 'Organization',
      name: activity.organiserName || municipality.name,
      ...(activity.organiserKind === 'municipality' && { url: config.publicUrl }),
    },
    ...ages(activity),
  }
}

const ages = ({ ageMin, ageMax }: ActivityPage) =>
  ageMin === null && ageMax === null ? {} : { typicalAgeRange: `${ageMin ?? 0}-${ageMax ?? ''}` }

function oneDate(activity: ActivityPage, date: Listed, hub: Where | null, lang: Lang) {
  const { capacity, left } = date
  return {
    name: pick(date.title, lang).text,
    startDate: date.startsAt,
    endDate: date.endsAt,
    eventStatus: status(date.state === 'cancelled'),
    location: placeOf(date, hub, lang),
    ...(capacity !== null && { maximumAttendeeCapacity: capacity, remainingAttendeeCapacity: left }),
    offers: {
      '@type': 'Offer',
      url: `${config.publicUrl}${urlIn(lang, `/activities/${activity.id}`)}`,
      ...(activity.free
        ? { price: 0, priceCurrency: 'NOK' }
        : { description: pick(activity.price, lang).text }),
      availability: `https://schema.org/${left === 0 ? 'SoldOut' : 'InStock'}`,
      ...(activity.opensAt && { validFrom: Temporal.Instant.from(activity.opensAt).toString() }),
    },
  }
}

/** Where people meet: outside when there is a meeting point, else at the hub. */
function placeOf(
  { place, meetingPoint }: Pick<Listed, 'place' | 'meetingPoint'>,
  hub: Where | null,
  lang: Lang,
) {
  const outside = pick(meetingPoint, lang).text
  const inside = pick(place, lang).text
  return {
    '@type': 'Place',
    name: outside || hub?.name || inside || municipality.name,
    ...(!outside && hub && inside && { description: inside }),
    address: {
      '@type': 'PostalAddress',
      ...(!outside && hub?.address && { streetAddress: hub.address }),
      ...(!outside && hub?.postalCode && { postalCode: hub.postalCode }),
      addressLocality: (!outside && hub?.postalPlace) || municipality.name,
      addressCountry: 'NO',
    },
  }
}
