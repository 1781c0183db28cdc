import { beforeAll, expect, test } from 'vitest'
import { db, inTransaction } from '#kernel'
import { hoursOn } from './hours/hours-between.ts'
import { hoursFacts } from './hours-facts.ts'
import { hubList, hubOf } from './hubs.ts'
import { loadMunicipality } from './load-municipality.ts'

const today = Temporal.PlainDate.from('2026-11-24')

beforeAll(() => inTransaction((tx) => loadMunicipality(tx)))

test('all eight hubs are there with what is known, and nothing that is not', async () => {
  const hubs = await hubList(db, today)
  expect(hubs.map((hub) => hub.id)).toEqual([
    'tofte',
    'satre',
    'spikkestad',
    'holmen',
    'slemmestad',
    'heggedal',
    'borgen',
    'asker',
  ])
  expect(hubs.find((hub) => hub.id === 'borgen')).toMatchObject({
    phone: '915 88 121',
    address: 'Søndre Borgen 11',
    status: 'open',
  })
  expect(hubs.find((hub) => hub.id === 'satre')).toMatchObject({ phone: null, address: null, profile: null })
})

test('a hub is read whole', async () => {
  const hub = await hubOf(db, 'heggedal', today)
  expect(hub?.services.map((service) => service.kind)).toContain('health-station')
  expect(hub?.facilities).toContainEqual(
    expect.objectContaining({ kind: 'stage', answer: 'yes', example: false }),
  )
  expect(await hubOf(db, 'nowhere', today)).toBeUndefined()
})

test('loading the file again changes nothing, and keeps what somebody edited', async () => {
  await db
    .updateTable('hubs.hub')
    .set({ phone: '22 22 22 22', edited_at: '2026-11-01T00:00:00Z' })
    .where('id', '=', 'tofte')
    .execute()
  const before = await db.selectFrom('hubs.hours').selectAll().execute()
  await inTransaction((tx) => loadMunicipality(tx))
  expect(await db.selectFrom('hubs.hours').selectAll().execute()).toEqual(before)
  expect((await hubOf(db, 'tofte', today))?.phone).toBe('22 22 22 22')
})

test('facts are read once and again after every change', async () => {
  const first = await hoursFacts(db)
  expect(await hoursFacts(db)).toBe(first)
  const borgen = first.get('borgen')
  expect(borgen && hoursOn(borgen, today).hub.intervals).toHaveLength(1)
  await db
    .updateTable('hubs.hours')
    .set({ ended_at: '2026-11-01T00:00:00Z' })
    .where('hub_id', '=', 'borgen')
    .execute()
  const second = await hoursFacts(db)
  expect(second).not.toBe(first)
  expect(second.get('borgen')?.rows).toEqual([])
})
