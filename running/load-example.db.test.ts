import pg from 'pg'
import { expect, test } from 'vitest'
import { loadExample } from './load-example.ts'

test('the example fills a database with a busy municipality, once', async () => {
  const url = process.env.DATABASE_URL as string
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const count = async (table: string) =>
    Number((await client.query(`select count(*) from ${table}`)).rows[0].count)
  await client.query(
    `insert into hubs.hub (id, name) select 'hub-' || n, 'Hub ' || n from generate_series(1, 8) n`,
  )
  await loadExample(url)
  await loadExample(url)
  expect(await count('activities.series')).toBe(5000)
  expect(await count('activities.occurrence')).toBe(60_000)
  expect(await count('activities.sign_up')).toBe(20_000)
  expect(await count('rooms.room')).toBe(60)
  expect(await count('rooms.booking')).toBe(50_000)
  expect(await count('rooms.occupancy')).toBe(50_000)
  const { rows } = await client.query(`
    select count(*)::int as wrong from activities.pool p
    where p.taken <> (select coalesce(sum(party_size), 0) from activities.sign_up where pool_id = p.id and holds)`)
  expect(rows).toEqual([{ wrong: 0 }])
  await client.end()
}, 90_000)
