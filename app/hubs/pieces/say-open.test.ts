import { describe, expect, test } from 'vitest'
import type { Lang } from '#kernel'
import type { HoursRow, HubFacts, HubStatus } from '../hours/facts.ts'
import { openAt } from '../hours/open-at.ts'
import { sayOpen } from './say-open.ts'

const row = (osm: string, kind: HoursRow['kind'] = 'staffed', example = false): HoursRow => ({
  id: 1,
  serviceId: null,
  kind,
  osm,
  validFrom: null,
  validTo: null,
  closedOnHolidays: false,
  example,
  note: null,
})
const hub = (rows: HoursRow[], status: HubStatus = 'open'): HubFacts => ({
  hubId: 'borgen',
  serviceIds: [],
  rows,
  status: [{ status, from: null, to: null }],
  closures: [],
  schoolHolidays: [],
})
const weekdays = hub([row('Mo-Fr 09:00-15:00')])
const library = hub([row('Tu 10:00-16:00'), row('Mo-Su 08:00-22:00', 'staffless')])

describe('what the door sign says', () => {
  test.each<[string, HubFacts, string, Lang, string]>([
    ['open', weekdays, '2026-11-24T12:00+01:00', 'nb', 'Åpent nå · stenger 15.00'],
    ['in nynorsk', weekdays, '2026-11-24T12:00+01:00', 'nn', 'Ope no · stengjer 15.00'],
    ['in English', weekdays, '2026-11-24T12:00+01:00', 'en', 'Open now · closes 15:00'],
    ['before opening', weekdays, '2026-11-24T07:00+01:00', 'nb', 'Stengt nå · åpner 09.00'],
    ['in the evening', weekdays, '2026-11-24T20:00+01:00', 'nb', 'Stengt nå · åpner i morgen kl. 09.00'],
    [
      'on Friday evening',
      weekdays,
      '2026-11-27T20:00+01:00',
      'nb',
      'Stengt nå · åpner mandag 30. november kl. 09.00',
    ],
    [
      'staff go home, the door stays open',
      library,
      '2026-11-24T12:00+01:00',
      'nb',
      'Åpent nå · ubetjent fra 16.00',
    ],
    ['before staff come', library, '2026-11-24T09:00+01:00', 'nb', 'Ubetjent åpent nå · betjent fra 10.00'],
    [
      'without staff until closing',
      library,
      '2026-11-24T18:00+01:00',
      'nb',
      'Ubetjent åpent nå · stenger 22.00',
    ],
    ['round the clock', hub([row('24/7')]), '2026-11-24T03:00+01:00', 'nb', 'Åpent hele døgnet'],
    ['a planned hub', hub([], 'planned'), '2026-11-24T12:00+01:00', 'nb', 'Ikke åpnet ennå'],
    ['a hub that is no more', hub([], 'closed'), '2026-11-24T12:00+01:00', 'nb', 'Lagt ned'],
    ['hours nobody told us', hub([]), '2026-11-24T12:00+01:00', 'nb', 'Åpningstid ikke kjent'],
  ])('%s', (_, facts, at, lang, expected) => {
    const now = Temporal.Instant.from(at)
    expect(sayOpen(openAt(facts, now), lang, now).text).toBe(expected)
  })
  test('an example is said to be one', () => {
    const now = Temporal.Instant.from('2026-11-24T12:00+01:00')
    expect(sayOpen(openAt(hub([row('Mo-Fr 09:00-15:00', 'staffed', true)]), now), 'nb', now).example).toBe(
      true,
    )
  })
})
