import { config, inZone, type Lang, pick, urlIn } from '#kernel'
import type { HubFacts } from './hours/facts.ts'
import { type OpenInterval, twoWeeks } from './hours/hours-between.ts'
import { perFacts } from './hours/per-facts.ts'
import type { Hub, HubSummary } from './hubs.ts'

/** schema.org for a hub. Machines get the coming days one by one, closed ones too, and nothing that is only an example. */
export function hubJsonLd(
  hub: HubSummary | Hub,
  facts: HubFacts | undefined,
  lang: Lang,
  today: Temporal.PlainDate,
): object {
  const url = `${config.publicUrl}${urlIn(lang, `/hubs/${hub.id}`)}`
  const about = pick(hub.profile, lang).text
  return {
    '@context': 'https://schema.org',
    '@type': ['CivicStructure', 'LocalBusiness'],
    '@id': `${config.publicUrl}/hubs/${hub.id}`,
    name: hub.name,
    url,
    ...(about && { description: about }),
    ...(hub.phone && { telephone: `+47${hub.phone.replace(/\D/g, '')}` }),
    ...(hub.email && { email: hub.email }),
    address: {
      '@type': 'PostalAddress',
      ...(hub.address && { streetAddress: hub.address }),
      ...(hub.postalCode && { postalCode: hub.postalCode }),
      ...(hub.postalPlace && { addressLocality: hub.postalPlace }),
      addressCountry: 'NO',
    },
    ...(hub.lat !== null &&
      hub.positionIsDoor && { geo: { '@type': 'GeoCoordinates', latitude: hub.lat, longitude: hub.lon } }),
    ...(facts && kept(facts, today.toString(), () => openingHours(facts, today))),
  }
}

const kept = perFacts<object>(10)

function openingHours(facts: HubFacts, today: Temporal.PlainDate): object {
  const coming = twoWeeks(facts, today)
  if (!coming.every((day) => day.hub.known)) return {}
  if (coming.some((day) => day.hub.intervals.some((i) => i.example))) return {}
  const clock = (at: Temporal.Instant) => inZone(at).toPlainTime().toString({ smallestUnit: 'minute' })
  const specification = (date: Temporal.PlainDate, i?: OpenInterval) => ({
    '@type': 'OpeningHoursSpecification',
    validFrom: date.toString(),
    validThrough: date.toString(),
    dayOfWeek: `https://schema.org/${weekdays[date.dayOfWeek - 1]}`,
    // schema.org says "closed" with midnight to midnight.
    opens: i ? clock(i.from) : '00:00',
    closes: i ? (clock(i.to) === '00:00' ? '23:59' : clock(i.to)) : '00:00',
  })
  return {
    openingHoursSpecification: coming.flatMap((day) => {
      const staffed = day.hub.intervals.filter((i) => i.state === 'staffed')
      return staffed.length ? staffed.map((i) => specification(day.date, i)) : [specification(day.date)]
    }),
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
