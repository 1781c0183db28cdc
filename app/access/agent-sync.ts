import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type App, announce, db, inTransaction, limit, Refusal, sql, type Tx, unseal, visitOf } from '#kernel'
import { issueAccessList } from './access-list.ts'
import { checkEntries, type DeviceEntry, requestSignature, type SyncAnswer } from './door-protocol.ts'
import { writeHeard } from './heard.ts'
import { keyDue } from './keys/announcements.ts'
import { endReport, report } from './reports.ts'

/** A door's clock may be this far off and still be answered; its own rules decide whether it opens. */
const clockSeconds = 300
const largest = 1024 * 1024

/** The end of the year 9999, in seconds. */
const latest = 253_402_300_799

const counter = z.int().nonnegative()
const syncRequest = z.object({
  list: counter,
  revocations: counter,
  clockUnset: z.boolean(),
  status: z.object({
    battery: z.number().min(0).max(100).nullable(),
    jammed: z.boolean(),
    locked: z.boolean().nullable(),
  }),
  entries: z
    .array(
      z.object({
        seq: z.int().positive(),
        at: z.int().min(0).max(latest).nullable(),
        what: z.enum(['opened', 'refused', 'locked', 'jammed', 'online', 'offline', 'battery-low']),
        how: z.enum(['keypad', 'token', 'remote', 'inside', 'key', 'unknown']),
        grantId: z
          .string()
          .regex(/^[0-9a-f]{16}$/)
          .optional(),
        detail: z.string().max(200).optional(),
        previous: z.string().max(64),
        hash: z.string().max(64),
      }),
    )
    .max(500),
  done: z.array(z.object({ id: z.uuid(), result: z.enum(['opened', 'expired', 'failed']) })).max(50),
})
type Sync = z.output<typeof syncRequest>

const unauthorised = () => Response.json({ title: 'Not this door' }, { status: 401 })
const secondsOf = (now: Temporal.Instant) => Math.floor(now.epochMilliseconds / 1000)

/** Where the computers at doors ask. Not for anybody else: each signs with its own door's secret. */
export function agentRoutes(app: App) {
  app.post('/api/doors/:doorId/sync', async (hono) => {
    const c = visitOf(hono)
    const body = await bodyOf(hono.req.raw)
    if (body === undefined) return Response.json({ title: 'Too large' }, { status: 413 })
    const doorId = c.param('doorId')
    const secret = await secretOf(doorId)
    if (!secret) return unauthorised()
    const at = Number(hono.req.header('x-door-time'))
    const signature = hono.req.header('x-door-signature') ?? ''
    if (!isFromDoor(secret, { at, path: c.path, body, signature })) return unauthorised()
    const parsed = syncRequest.safeParse(jsonOf(body))
    if (!parsed.success) return Response.json({ title: 'Not understood' }, { status: 400 })
    // A door without the time is told it, and nothing that would let anybody in.
    const isFar = Math.abs(secondsOf(c.now) - at) > clockSeconds
    if (isFar && !parsed.data.clockUnset) return unauthorised()
    if (!(await isHeardFirst(signature, isFar))) return unauthorised()
    return Response.json(await inTransaction((tx) => sync(tx, doorId, parsed.data, c.now)))
  })
  app.all('/api/doors/:doorId/sync', () =>
    Response.json({ title: 'Only POST' }, { status: 405, headers: { allow: 'POST' } }),
  )
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Read piece by piece: whoever signs nothing is not listened to until the memory is full. */
async function bodyOf(request: Request): Promise<string | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body ?? []) {
    size += piece.length
    if (size > largest) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

async function secretOf(doorId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('access.door')
    .select('agent_secret')
    .where('id', '=', doorId)
    .executeTakeFirst()
  // Also of a door that is closed: its computer has to hear that the keys are taken back.
  return row?.agent_secret ? unseal(row.agent_secret) : undefined
}

function isFromDoor(
  secret: string,
  said: { at: number; path: string; body: string; signature: string },
): boolean {
  if (!Number.isSafeInteger(said.at)) return false
  const wanted = Buffer.from(requestSignature(secret, said.at, said.path, said.body))
  const given = Buffer.from(said.signature)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/**
 * What was overheard says nothing a second time: as long as its time would be believed, and for years where the door had none,
 * because nothing else tells an old word of it from a new one.
 */
async function isHeardFirst(signature: string, isFar: boolean): Promise<boolean> {
  const seconds = isFar ? 10 * 365 * 86_400 : 2 * clockSeconds
  try {
    await limit({ key: `door:${signature}`, max: 1, seconds })
    return true
  } catch (no) {
    if (no instanceof Refusal) return false
    throw no
  }
}

async function sync(tx: Tx, doorId: string, said: Sync, now: Temporal.Instant): Promise<SyncAnswer> {
  await sql`insert into access.door_status (door_id) values (${doorId}) on conflict do nothing`.execute(tx)
  const { rows } = await sql<LastLine & { list: number; revocations: number }>`
    select device_seq as seq, device_hash as hash, list_counter as list, revocation_counter as revocations
    from access.door_status where door_id = ${doorId} for update`.execute(tx)
  const before = rows[0] as LastLine & { list: number; revocations: number }
  const last = await takeEntries(tx, doorId, said.entries, before, now)
  const taken = { entriesUpTo: last.seq, ...(last.hash !== null && { entriesHash: last.hash }) }
  for (const { id, result } of said.done)
    await sql`update access.command set result = ${result} where id = ${id} and door_id = ${doorId} and result is null`.execute(
      tx,
    )
  await sql`
    update access.door_status set online = true, battery = ${said.status.battery === null ? null : Math.round(said.status.battery)},
      jammed = ${said.status.jammed}, locked = ${said.status.locked}, heard_at = ${now.toString()}::timestamptz,
      checked_at = ${now.toString()}::timestamptz, device_seq = ${last.seq}, device_hash = ${last.hash},
      list_counter = ${said.list}, revocation_counter = ${said.revocations}
    where door_id = ${doorId}`.execute(tx)
  await endReport(tx, { doorId, kind: 'offline' }, now)
  if (said.list > before.list || said.revocations > before.revocations) await lookAgain(tx, doorId)
  if (said.clockUnset) return { now: secondsOf(now), ...taken, commands: [] }
  const list = await issueAccessList(tx, doorId, now)
  return {
    now: secondsOf(now),
    ...taken,
    ...(list.counter !== said.list && { list: list.signed }),
    commands: await commandsFor(tx, doorId, now),
  }
}

/** Those that wait for the door to have heard of something are looked at again. */
async function lookAgain(tx: Tx, doorId: string) {
  const { rows } = await sql<{ grantId: string }>`
    update access.key_grant g set next_try_at = null
    where g.door_id = ${doorId} and g.leased_until is null and (g.state in ('wanted', 'provisioning', 'failed', 'revoked')
      or (g.state = 'ended' and exists (select from access.grant_pin n where n.grant_id = g.id)))
    returning g.id as "grantId"`.execute(tx)
  for (const { grantId } of rows) await announce(tx, keyDue, { grantId }, { key: grantId })
}

type LastLine = { seq: number; hash: string | null }

/** What the door has written since; what is missing or not as it was written is something to look at. */
async function takeEntries(
  tx: Tx,
  doorId: string,
  entries: readonly DeviceEntry[],
  after: LastLine,
  now: Temporal.Instant,
): Promise<LastLine> {
  // An answer that was lost is asked for again: the same lines, taken once.
  const fresh = entries.filter((entry) => entry.seq > after.seq)
  const last = fresh.at(-1)
  if (!last) return after
  const { gapAfter, brokenAt } = checkEntries(fresh, after)
  if (gapAfter !== undefined) await report(tx, { doorId, kind: 'log-gap', detail: `after ${gapAfter}` }, now)
  if (brokenAt !== undefined) await report(tx, { doorId, kind: 'log-broken', detail: `at ${brokenAt}` }, now)
  await writeHeard(
    tx,
    fresh.map((entry) => ({
      doorId,
      at: entry.at === null ? now : Temporal.Instant.fromEpochMilliseconds(entry.at * 1000),
      what: entry.what,
      how: entry.how,
      grantId: entry.grantId,
      detail: entry.detail,
      deviceSeq: entry.seq,
    })),
    now,
  )
  return { seq: last.seq, hash: last.hash }
}

/** Handed over once: a second asking must not open the door a second time. */
async function commandsFor(tx: Tx, doorId: string, now: Temporal.Instant): Promise<SyncAnswer['commands']> {
  const { rows } = await sql<{ id: string; grantId: string | null; expires: number }>`
    update access.command set taken_at = ${now.toString()}::timestamptz
    where door_id = ${doorId} and taken_at is null and expires_at > ${now.toString()}::timestamptz
    returning id, grant_id as "grantId", extract(epoch from expires_at)::float8 as expires`.execute(tx)
  return rows.map(({ id, grantId, expires }) => ({
    id,
    what: 'unlock',
    grantId,
    expiresAt: Math.floor(expires),
  }))
}
