import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import pg from 'pg'
import { type LoadJob, load } from './load.ts'
import { type Measure, median, rounds } from './measure.ts'
import type { Stage } from './stage.ts'

type Request = LoadJob['requests'][number]
type Room = { id: string; part: number }

const zone = 'Europe/Oslo'
/** The loaded bookings reach 334 days ahead; what is booked here lies behind them. */
const emptyFrom = Temporal.Now.plainDateISO(zone).add({ days: 340 })
const moment = (day: number, hour: number, minute = 0) =>
  emptyFrom.add({ days: day }).toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).toInstant()

/** Bookable at once, whatever the hour: what is measured is the booking, not the hub's hours. */
const openAllHours = `rules || '{"daysAhead": 730, "seriesDaysAhead": 730, "way": {"staffed": "instant", "staffless": "instant",
  "evening": "instant", "weekend": "instant", "night": "instant", "closed": "instant"}}'::jsonb`

async function singleRooms({ ask }: Stage, count: number): Promise<Room[]> {
  await ask(`update rooms.room set rules = ${openAllHours} where example`)
  // Halves of halls share their part with the whole: they race in a situation of their own.
  return ask<Room>(
    `select room_id as id, part_id as part from rooms.room_part one
     where room_id like 'eksempelrom-%'
       and not exists (select from rooms.room_part other where other.part_id = one.part_id and other.room_id <> one.room_id)
     order by part_id limit $1`,
    [count],
  )
}

const write = (method: string, path: string, cookie: string, body?: object): Request => ({
  method,
  path,
  headers: {
    cookie,
    accept: 'application/json',
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  },
  ...(body && { body: JSON.stringify(body) }),
})
const book = (roomId: string, from: Temporal.Instant, minutes: number, cookie: string): Request =>
  write('POST', '/api/bookings', cookie, {
    roomId,
    from: from.toString(),
    to: from.add({ minutes }).toString(),
    headCount: 2,
    purpose: 'Prøve',
  })

const clients = 16
const each = 1000
const perDay = 14

/** Single bookings with everything that belongs to one, against the bare insert with the same exclusion constraint. */
export async function bookings(stage: Stage): Promise<Measure[]> {
  const rooms = await singleRooms(stage, 40)
  const shares: number[] = []
  const cpu: number[] = []
  const slow: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const requests = stage.residents(each).map((cookie, n) => {
      const slot = Math.floor(n / rooms.length) + round * (each / rooms.length)
      const room = rooms[n % rooms.length] as Room
      return book(room.id, moment(Math.floor(slot / perDay), 7 + (slot % perDay)), 30, cookie)
    })
    const before = stage.product.cpu()
    const ours = await load({ port: stage.product.port, requests, connections: clients, once: true })
    const used = stage.product.cpu() - before
    if (ours.failed > 0) throw new Error(`${ours.failed} bookings failed: ${JSON.stringify(ours.statuses)}`)
    const bare = await bareBookings(stage)
    if (round === 0) continue // the code warms up
    shares.push(ours.requests / ours.seconds / bare)
    cpu.push(used / ours.requests)
    slow.push(ours.p99)
  }
  console.log(`  the slowest hundredth of bookings took ${median(slow).toFixed(1)} ms or more`)
  return [
    { name: 'bookings-of-bare-sql', value: median(shares), limit: 0.1, better: 'more', digits: 3 },
    { name: 'bookings-cpu-ms', value: median(cpu), limit: 2, better: 'less' },
  ]
}

/** One prepared insert each, on as many connections, into a table with that constraint and nothing else. */
async function bareBookings({ databaseUrl, ask }: Stage): Promise<number> {
  await ask('drop table if exists bare_booking')
  await ask(
    `create table bare_booking (id uuid primary key, part_id bigint not null, during tstzrange not null,
       exclude using gist (part_id with =, during with &&))`,
  )
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients })
  await Promise.all(Array.from({ length: clients }, () => pool.query('select pg_sleep(0.01)')))
  const total = each * 4
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < total) {
        const n = next++
        const from = moment(Math.floor(n / 40 / perDay), 7 + (Math.floor(n / 40) % perDay))
        await pool.query({
          name: 'bare-booking',
          text: `insert into bare_booking values ($1, $2, tstzrange($3, $4, '[)'))`,
          values: [randomUUID(), n % 40, from.toString(), from.add({ minutes: 45 }).toString()],
        })
      }
    }),
  )
  const rate = total / ((performance.now() - started) / 1000)
  await pool.end()
  return rate
}

const rivals = 32
const raceRounds = 100

type Situation = {
  name: string
  /** What the rivals send in one round. */
  ask: (round: number) => Request[]
  won: (status: number) => boolean
  /** How many of the database's rows say that somebody won round `round`. */
  count: string
  about: (round: number) => unknown[]
}

/**
 * 32 people with sessions of their own at one time in one room, a hundred times, in six ways. Exactly one gets it, the
 * others are refused (409), and nothing else happens: no deadlock, no fault, and the table says the same as the answers.
 */
export async function roomRaces(stage: Stage): Promise<Measure[]> {
  const [room, target] = (await singleRooms(stage, 2)) as [Room, Room]
  await stage.ask(`update rooms.room set rules = rules || '{"perPersonAWeek": null}'::jsonb where example`)
  const deadlocks = () => deadlocksIn(stage)
  const before = await deadlocks()
  const measures: Measure[] = []
  let faults = 0
  let disagreements = 0
  for (const situation of await situations(stage, room, target)) {
    let fair = 0
    for (let round = 0; round < raceRounds; round++) {
      const statuses = await race(stage, situation.ask(round))
      const winners = statuses.filter(situation.won).length
      const refused = statuses.filter((status) => status === 409).length
      faults += statuses.filter((status) => status >= 500).length
      if (winners === 1 && refused === statuses.length - 1) fair++
      else console.error(`  ${situation.name}, round ${round}: ${JSON.stringify(statuses)}`)
      const [row] = await stage.ask<{ n: number }>(situation.count, situation.about(round))
      if (row?.n === 1) continue
      disagreements++
      console.error(`  ${situation.name}, round ${round}: the table says ${row?.n}`)
    }
    measures.push({
      name: `race-${situation.name}`,
      value: fair,
      limit: raceRounds,
      better: 'more',
      digits: 0,
    })
  }
  const none = { limit: 0, better: 'less', digits: 0 } as const
  return [
    ...measures,
    { name: 'race-table-disagrees', value: disagreements, ...none },
    { name: 'race-faults', value: faults, ...none },
    { name: 'race-deadlocks', value: (await deadlocks()) - before, ...none },
  ]
}

/** Bookings that take the room's time, once for each. */
const takers = `select count(distinct o.booking_id)::int as n from rooms.occupancy o
  join rooms.room_part rp on rp.part_id = o.part_id
  where rp.room_id = $1 and o.during && tstzrange($2::timestamptz, $3::timestamptz, '[)')`

async function situations(stage: Stage, room: Room, target: Room): Promise<Situation[]> {
  const span = (from: Temporal.Instant, minutes: number) => [`${from}`, `${from.add({ minutes })}`]
  const created = (status: number) => status === 201
  const sessions = () => stage.residents(rivals)

  const same = sessions()
  const partly = sessions()
  const parts = sessions()
  const series = sessions()
  const hosts = await asHosts(stage, sessions(), room)
  const movers = sessions()

  const [half] = await stage.ask<{ whole: string; half: string }>(
    `select w.room_id as whole, h.room_id as half from rooms.room_part w join rooms.room_part h using (part_id)
     where w.room_id like 'eksempelsal-%' and h.room_id not like 'eksempelsal-%' order by 1, 2 limit 1`,
  )
  if (!half) throw new Error('the example has no hall with halves')
  const requests = await waitingRequests(stage, target)
  const own = await oneBookingEach(stage, movers, room)

  return [
    {
      name: 'same-slot',
      ask: (round) => same.map((cookie) => book(room.id, moment(20 + round, 8), 120, cookie)),
      won: created,
      count: takers,
      about: (round) => [room.id, ...span(moment(20 + round, 8), 120)],
    },
    {
      name: 'partly-overlapping',
      // Any two of them share at least half an hour.
      ask: (round) =>
        partly.map((cookie, n) =>
          book(room.id, moment(20 + round, 12 + (n % 2), n % 4 < 2 ? 0 : 30), 120, cookie),
        ),
      won: created,
      count: takers,
      about: (round) => [room.id, ...span(moment(20 + round, 12), 210)],
    },
    {
      name: 'whole-against-half',
      ask: (round) =>
        parts.map((cookie, n) => book(n % 2 ? half.whole : half.half, moment(20 + round, 8), 120, cookie)),
      won: created,
      count: takers,
      about: (round) => [half.whole, ...span(moment(20 + round, 8), 120)],
    },
    {
      name: 'series-against-single',
      ask: (round) =>
        series.map((cookie, n) => {
          const day = 20 + 3 * round
          if (n % 2) return book(room.id, moment(day + 1, 16), 120, cookie)
          const start = emptyFrom.add({ days: day }).toString()
          const rule = { start, time: '16:00', minutes: 120, rrule: 'FREQ=DAILY;COUNT=3' }
          return write('POST', '/api/booking-series', cookie, {
            roomId: room.id,
            headCount: 2,
            purpose: 'Prøve',
            rule,
          })
        }),
      won: created,
      count: takers,
      about: (round) => [room.id, ...span(moment(21 + 3 * round, 16), 120)],
    },
    {
      name: 'approve-against-approve',
      ask: (round) =>
        hosts.map((cookie) => ({
          method: 'POST',
          path: `/staff/bookings/${requests[round]}`,
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'do=approve',
        })),
      won: (status) => status === 303,
      count: `select count(*)::int as n from rooms.step where booking_id = $1::uuid and what = 'approved'`,
      about: (round) => [requests[round]],
    },
    {
      name: 'move-onto-taken',
      ask: (round) =>
        movers.map((cookie, n) => {
          const from = moment(150 + round, 8)
          return write('PATCH', `/api/bookings/${own[n]}`, cookie, {
            roomId: target.id,
            from: from.toString(),
            to: from.add({ minutes: 30 }).toString(),
          })
        }),
      won: (status) => status === 200,
      count: takers,
      about: (round) => [target.id, ...span(moment(150 + round, 8), 30)],
    },
  ]
}

/** Requests that wait for a host, one per round. */
async function waitingRequests(stage: Stage, { id, part }: Room): Promise<string[]> {
  const ids = Array.from({ length: raceRounds }, () => randomUUID())
  const days = ids.map((_, n) => moment(20 + n, 12).toString())
  await stage.ask(
    `insert into rooms.booking (id, kind, state, room_id, hub_id, starts_at, ends_at, first_starts_at, answer_by, for_name, hours_state)
     select w.id, 'booking', 'requested', r.id, r.hub_id, at, at + interval '2 hours', at, now() + interval '2 days', 'Prøve', 'evening'
     from unnest($1::uuid[], $2::timestamptz[]) w (id, at), rooms.room r where r.id = $3`,
    [ids, days, id],
  )
  await stage.ask(
    `insert into rooms.occupancy (booking_id, part_id, during)
     select id, $3, tstzrange(at, at + interval '2 hours') from unnest($1::uuid[], $2::timestamptz[]) w (id, at)`,
    [ids, days, part],
  )
  return ids
}

async function oneBookingEach(stage: Stage, cookies: readonly string[], room: Room): Promise<string[]> {
  return Promise.all(
    cookies.map(async (cookie, n) => {
      const { method, path, headers, body } = book(room.id, moment(130 + n, 20), 30, cookie)
      const answer = await fetch(stage.product.origin + path, { method, headers, body })
      if (answer.status !== 201) throw new Error(`a booking to move: ${answer.status} ${await answer.text()}`)
      return ((await answer.json()) as { id: string }).id
    }),
  )
}

/** Makes the people behind these sessions hosts of the room's hub; they must have been the last to sign in. */
async function asHosts({ ask }: Stage, cookies: string[], room: Room): Promise<string[]> {
  await ask(
    `insert into people.role_grant (person_id, role, hub_id, from_date)
     select s.person_id, 'host', (select hub_id from rooms.room where id = $2), current_date - 1
     from people.session s order by s.created_at desc, s.id limit $1`,
    [cookies.length, room.id],
  )
  return cookies
}

const agent = new Agent({ keepAlive: true, maxSockets: rivals })

/** All at once; the statuses they were answered with. */
const race = ({ product }: Stage, asked: Request[]): Promise<number[]> =>
  Promise.all(
    asked.map(
      ({ method, path, headers, body }) =>
        new Promise<number>((resolve, reject) => {
          const sent = request(
            { host: '127.0.0.1', port: product.port, agent, method, path, headers },
            (answer) => {
              answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
            },
          )
          sent.once('error', reject)
          sent.end(body)
        }),
    ),
  )

async function deadlocksIn({ ask }: Stage): Promise<number> {
  await ask('select pg_stat_force_next_flush()')
  const [row] = await ask<{ n: number }>(
    'select deadlocks::int as n from pg_stat_database where datname = current_database()',
  )
  return row?.n ?? 0
}

/** "A room for 12, any hub, Tuesdays 18–20 for ten weeks", over sixty rooms and a year of bookings. */
export async function roomSearch(stage: Stage): Promise<Measure[]> {
  const today = Temporal.Now.plainDateISO(zone)
  const tuesday = today.add({ days: ((9 - today.dayOfWeek) % 7) + 7 })
  const path = `/api/rooms?people=12&date=${tuesday}&time=18:00&minutes=120&repeat=FREQ%3DWEEKLY%3BCOUNT%3D10`
  const answer = await fetch(stage.product.origin + path)
  const found = (await answer.json()) as { free: unknown[]; notFree: unknown[] }
  if (!answer.ok || found.free.length === 0 || found.notFree.length === 0)
    throw new Error(`the search found nothing to choose from: ${answer.status}`)

  // The worker asks too, and what it asks comes on top: the least is the search's own.
  const asked = () => stage.product.metric('db_queries_total')
  let queries = Number.POSITIVE_INFINITY
  for (let n = 0; n < 30; n++) {
    const before = await asked()
    await (await fetch(stage.product.origin + path)).arrayBuffer()
    queries = Math.min(queries, (await asked()) - before)
  }

  const shares: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const ours = await load({
      port: stage.product.port,
      requests: [{ path }],
      connections: clients,
      seconds: 2,
    })
    if (ours.failed > 0) throw new Error(`${ours.failed} searches failed`)
    const bare = await bareSearches(stage, tuesday)
    if (round > 0) shares.push(ours.requests / ours.seconds / bare)
  }
  return [
    { name: 'room-search-queries', value: queries, limit: 5, better: 'less', digits: 0 },
    { name: 'room-search-of-bare-sql', value: median(shares), limit: 0.1, better: 'more', digits: 3 },
  ]
}

/** Which open rooms of that size have none of the ten times taken: the least that a database can be asked. */
async function bareSearches({ databaseUrl }: Stage, tuesday: Temporal.PlainDate): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients })
  await Promise.all(Array.from({ length: clients }, () => pool.query('select pg_sleep(0.01)')))
  const times = Array.from({ length: 10 }, (_, week) => {
    const from = tuesday
      .add({ weeks: week })
      .toZonedDateTime({ timeZone: zone, plainTime: '18:00' })
      .toInstant()
    return `[${from},${from.add({ minutes: 135 })})`
  })
  let asked = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - started < 2000) {
        await pool.query({
          name: 'bare-search',
          text: `select r.id from rooms.room r where r.state = 'open' and r.capacity >= $1 and not exists (
                   select from rooms.room_part rp join rooms.occupancy o on o.part_id = rp.part_id
                   where rp.room_id = r.id and o.during && $2::tstzmultirange)`,
          values: [12, `{${times.join(',')}}`],
        })
        asked++
      }
    }),
  )
  const rate = asked / ((performance.now() - started) / 1000)
  await pool.end()
  return rate
}
