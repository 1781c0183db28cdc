import { describe, expect, test } from 'vitest'
import type { ActivityPage } from './activity-page.ts'
import { activityJsonLd } from './json-ld.ts'
import { plainWish } from './shapes.ts'
import type { Listed } from './whats-on.ts'

const hub = {
  name: 'Prøve innbyggertorg',
  address: 'Prøveveien 1',
  postalCode: '0001',
  postalPlace: 'Prøvested',
}
const date = (id: number, more: Partial<Listed> = {}) =>
  ({
    id,
    startsAt: `2026-12-0${id}T17:00:00Z`,
    endsAt: `2026-12-0${id}T19:00:00Z`,
    state: 'on',
    title: { nb: 'Språkkafé', en: 'Language café' },
    place: { nb: 'Kafeen' },
    meetingPoint: {},
    capacity: 10,
    taken: 4,
    signUpOpen: true,
    left: 6,
    ...more,
  }) as Listed & { message: null; givenUp: null; rooms: null }
const activity = (more: Partial<ActivityPage> = {}) =>
  ({
    ...plainWish,
    id: 7,
    title: { nb: 'Språkkafé', en: 'Language café' },
    summary: { nb: 'Kom og prat.' },
    state: 'published',
    dates: [date(1)],
    ...more,
  }) as ActivityPage
const said = (more: Partial<ActivityPage> = {}, lang: 'nb' | 'en' = 'nb') =>
  activityJsonLd(activity(more), hub, lang) as Record<string, unknown>

describe('what search engines read of an activity', () => {
  test('one date is one event with time, place, price and places', () => {
    expect(said()).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: 'Språkkafé',
      startDate: '2026-12-01T17:00:00Z',
      eventStatus: 'https://schema.org/EventScheduled',
      isAccessibleForFree: true,
      inLanguage: ['nb'],
      maximumAttendeeCapacity: 10,
      remainingAttendeeCapacity: 6,
      location: { '@type': 'Place', name: 'Prøve innbyggertorg', address: { streetAddress: 'Prøveveien 1' } },
      offers: { price: 0, priceCurrency: 'NOK', availability: 'https://schema.org/InStock' },
      organizer: { '@type': 'Organization' },
    })
  })

  test('several dates are a series of events, each with its own status', () => {
    const { '@type': type, subEvent } = said({
      form: 'recurring',
      dates: [date(1), date(2, { state: 'cancelled' })],
    }) as { '@type': string; subEvent: { eventStatus: string; superEvent: object }[] }
    expect(type).toBe('EventSeries')
    expect(subEvent.map((event) => event.eventStatus)).toEqual([
      'https://schema.org/EventScheduled',
      'https://schema.org/EventCancelled',
    ])
    expect(subEvent[0]?.superEvent).toMatchObject({ '@id': expect.stringMatching(/\/activities\/7$/) })
  })

  test('a full date is sold out, and one with a price says its price', () => {
    const { offers } = said({
      free: false,
      price: { nb: 'kr 50' },
      dates: [date(1, { taken: 10, left: 0 })],
    }) as {
      offers: object
    }
    expect(offers).toMatchObject({ availability: 'https://schema.org/SoldOut', description: 'kr 50' })
    expect(offers).not.toHaveProperty('price')
  })

  test('a meeting point is the place, not the hub', () => {
    const { location } = said({ dates: [date(1, { meetingPoint: { nb: 'Kaia' } })] }) as {
      location: { address: object }
    }
    expect(location).toMatchObject({ name: 'Kaia' })
    expect(location.address).not.toHaveProperty('streetAddress')
  })

  test('a cancelled activity without dates says so', () => {
    expect(said({ state: 'cancelled', dates: [] })).toMatchObject({
      eventStatus: 'https://schema.org/EventCancelled',
    })
  })

  test('it speaks the language of the page', () => {
    expect(said({}, 'en')).toMatchObject({
      name: 'Language café',
      url: expect.stringMatching(/\/en\/activities\/7$/),
    })
  })
})
