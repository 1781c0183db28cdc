import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type LoadJob, load } from './load.ts'
import { type Measure, median, rounds } from './measure.ts'
import type { Stage } from './stage.ts'

type Place = { activity: number; occurrence: number; pool: number }

/** Coming dates that one can sign up for, whose places are counted on their own. */
const openPlaces = ({ ask }: Stage, count: number, offset = 0) =>
  ask<Place>(
    `select s.id as activity, o.id as occurrence, p.id as pool
     from activities.pool p
     join activities.occurrence o on o.id = p.occurrence_id
     join activities.series s on s.id = p.series_id
     where s.state = 'published' and s.sign_up = 'open' and s.form <> 'course' and s.questions = '[]'
       and o.starts_at > now() + interval '1 day'
     order by p.id limit $1 offset $2`,
    [count, offset],
  )

const signUp = ({ activity, occurrence }: Place, cookie: string): LoadJob['requests'][number] => ({
  method: 'POST',
  path: `/api/activities/${activity}/sign-ups`,
  headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  body: JSON.stringify({ dateId: Number(occurrence) }),
})

/** A thousand people press the button at once for a hundred places. */
export async function rush(stage: Stage): Promise<Measure[]> {
  const people = 1000
  const seats = 100
  const [place] = await openPlaces(stage, 1)
  if (!place) throw new Error('no activity is open for sign-up')
  await stage.ask('delete from activities.sign_up where pool_id = $1', [place.pool])
  await stage.ask('update activities.pool set capacity = $2, taken = 0, next_rank = 1 where id = $1', [
    place.pool,
    seats,
  ])

  const order = await ranksAsCommitted(stage, place.pool)
  const answers = await load({
    port: stage.product.port,
    requests: stage.residents(people).map((cookie) => signUp(place, cookie)),
    connections: people,
    once: true,
  })
  const ranks = await order.stop()
  if (answers.failed > 0) console.error(`  answers: ${JSON.stringify(answers.statuses)}`)

  const [count] = await stage.ask<{ attend: number; wait: number; taken: number }>(
    `select count(*) filter (where state = 'attending')::int as attend, count(*) filter (where state = 'waiting')::int as wait,
       (select taken from activities.pool where id = $1) as taken
     from activities.sign_up where pool_id = $1`,
    [place.pool],
  )
  const inOrder = ranks.every((rank, place) => rank === place + 1)
  return [
    {
      name: 'rush-attend-off-by',
      value: off(count?.attend, seats) + off(count?.taken, seats),
      limit: 0,
      better: 'less',
      digits: 0,
    },
    {
      name: 'rush-wait-off-by',
      value: off(count?.wait, people - seats),
      limit: 0,
      better: 'less',
      digits: 0,
    },
    {
      name: 'rush-ranks-in-commit-order',
      value: inOrder ? ranks.length : 0,
      limit: people - seats,
      better: 'more',
      digits: 0,
    },
    {
      name: 'rush-errors',
      value: answers.failed + off(answers.requests, people),
      limit: 0,
      better: 'less',
      digits: 0,
    },
  ]
}

const off = (value: number | undefined, wanted: number) => Math.abs((value ?? 0) - wanted)

/** PostgreSQL delivers notices in the order of commits: the one clock that cannot be argued with. */
async function ranksAsCommitted({ databaseUrl, ask }: Stage, pool: number) {
  await ask(`
    create or replace function pg_temp_bench_tell() returns trigger language plpgsql as $$
    begin perform pg_notify('bench', new.rank::text); return null; end $$`)
  await ask(`create or replace trigger bench_tell after insert on activities.sign_up
    for each row when (new.pool_id = ${Number(pool)} and new.rank is not null) execute function pg_temp_bench_tell()`)
  const listener = new pg.Client({ connectionString: databaseUrl })
  await listener.connect()
  const ranks: number[] = []
  listener.on('notification', ({ payload }) => ranks.push(Number(payload)))
  await listener.query('listen bench')
  return {
    async stop() {
      await listener.query('select 1')
      await listener.end()
      await ask('drop trigger bench_tell on activities.sign_up')
      await ask('drop function pg_temp_bench_tell')
      return ranks
    },
  }
}

const clients = 16
const open = 50
const each = 1000

/** Sign-ups over 50 activities, everything that belongs to one included, against the bare insert on the same database. */
export async function signUps(stage: Stage): Promise<Measure[]> {
  const places = await openPlaces(stage, open, 100)
  await stage.ask('update activities.pool set capacity = null where id = any($1)', [
    places.map(({ pool }) => pool),
  ])
  const shares: number[] = []
  const cpu: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const requests = stage.residents(each).map((cookie, n) => signUp(places[n % open] as Place, cookie))
    const before = stage.product.cpu()
    const ours = await load({ port: stage.product.port, requests, connections: clients, once: true })
    const used = stage.product.cpu() - before
    if (ours.failed > 0) throw new Error(`${ours.failed} sign-ups failed: ${JSON.stringify(ours.statuses)}`)
    const bare = await bareSignUps(stage, places)
    if (round === 0) continue // the code warms up
    shares.push(ours.requests / ours.seconds / bare)
    cpu.push(used / ours.requests)
  }
  return [
    { name: 'sign-ups-of-bare-sql', value: median(shares), limit: 0.1, better: 'more', digits: 3 },
    { name: 'sign-ups-cpu-ms', value: median(cpu), limit: 2.5, better: 'less' },
  ]
}

/** One prepared insert each, on as many connections, with the table's own triggers and nothing else. */
async function bareSignUps({ databaseUrl }: Stage, places: Place[]): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients })
  await Promise.all(Array.from({ length: clients }, () => pool.query('select pg_sleep(0.01)')))
  const total = each * 2
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < total) {
        const place = places[next++ % open] as Place
        await pool.query({
          name: 'bare-sign-up',
          text: `insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code, lang, confirmed_at)
                 values ($1, 'Bare', $2, 1, 'attending', true, '000000', 'nb', now())`,
          values: [place.pool, `${randomUUID()}@example.org`],
        })
      }
    }),
  )
  const rate = total / ((performance.now() - started) / 1000)
  await pool.end()
  return rate
}
