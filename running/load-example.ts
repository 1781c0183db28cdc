/** npm run load:example: fills the demonstration's database with as much as a busy municipality has. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { CannotStart, endWith } from './cannot-start.ts'
import { borrowEmbeddedDatabase } from './embedded-database.ts'
import { activities, exampleContent, signUps } from './example-content.ts'
import { bookings, exampleRooms, rooms } from './example-rooms.ts'

/** Loads once: what a database holds as much of already is left as it is. The hubs must be there. */
export async function loadExample(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select (select count(*)::int from activities.series) as series, (select count(*)::int from rooms.booking) as bookings,
         (select count(*)::int from hubs.hub) as hubs`,
    )
    if (rows[0].hubs === 0) throw new CannotStart('The database has no hubs yet. Run npm start once first.')
    const missing = [
      ...(rows[0].series < activities ? [exampleContent(timeZone())] : []),
      ...(rows[0].bookings < bookings ? [exampleRooms(timeZone())] : []),
    ]
    for (const content of missing) {
      await client.query('begin')
      await client.query(content)
      await client.query('commit')
    }
    if (missing.length > 0) await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

function timeZone(): string {
  const folder = process.env.MUNICIPALITY || 'asker'
  const file = join(import.meta.dirname, '../municipalities', folder, 'municipality.json')
  return JSON.parse(readFileSync(file, 'utf8')).municipality.timeZone
}

if (import.meta.main) {
  try {
    if (process.env.NODE_ENV === 'production')
      throw new CannotStart('Example content is not for a production database.')
    const own = process.env.DATABASE_URL
    const database = own
      ? { url: own, stop: async () => {} }
      : await borrowEmbeddedDatabase({
          dataDir: process.env.DATA_DIR || '.data',
          what: 'npm run load:example',
        })
    const started = performance.now()
    await loadExample(database.url)
    await database.stop()
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(
      `Loaded ${activities} activities, ${activities * 12} dates, ${signUps} sign-ups, ${rooms} rooms and ${bookings} bookings in ${seconds} s.`,
    )
  } catch (fault) {
    endWith(fault)
  }
}
