import { expect, test } from 'vitest'
import type { HoursRow, HubFacts } from './hours/facts.ts'
import type { HubSummary } from './hubs.ts'
import { hubJsonLd } from './json-ld.ts'

const hub: HubSummary = {
  id: 'borgen',
  name: 'Borgen innbyggertorg',
  status: 'open',
  openedOn: '2018',
  address: 'Søndre Borgen 11',
  postalCode: '1388',
  postalPlace: 'Borgen',
  lat: 59.8208,
  lon: 10.4252,
  positionIsDoor: false,
  phone: '915 88 121',
  phoneNote: null,
  email: null,
  profile: { nb: 'Møteplass' },
  services: [],
}
const facts = (example: boolean): HubFacts => {
  const row: HoursRow = {
    id: 1,
    serviceId: null,
    kind: 'staffed',
    osm: 'Mo-Fr 09:00-15:00',
    validFrom: null,
    validTo: null,
    closedOnHolidays: true,
    example,
    note: null,
  }
  return {
    hubId: 'borgen',
    serviceIds: [],
    rows: [row],
    status: [{ status: 'open', from: null, to: null }],
    closures: [],
    schoolHolidays: [],
  }
}
const christmas = Temporal.PlainDate.from('2026-12-21')
type Said = { openingHoursSpecification?: object[]; geo?: object; telephone?: string }

test('search engines learn the coming days, with the holiday closed', () => {
  const said = hubJsonLd(hub, facts(false), 'nb', christmas) as Said
  const of = (date: string) =>
    said.openingHoursSpecification?.filter((day) => 'validFrom' in day && day.validFrom === date)
  expect(of('2026-12-23')).toMatchObject([{ opens: '09:00', closes: '15:00' }])
  expect(of('2026-12-25')).toMatchObject([{ opens: '00:00', closes: '00:00' }])
  expect(said.telephone).toBe('+4791588121')
})

test('they learn nothing that is only an example, and no door we do not know', () => {
  const said = hubJsonLd(hub, facts(true), 'nb', christmas) as Said
  expect(said.openingHoursSpecification).toBeUndefined()
  expect(said.geo).toBeUndefined()
})
