import { announce, type Db, instantOf, inTransaction, log, sql, type Tx } from '#kernel'
import type { Capabilities, Door, LockAdapter, Outcome, SlotState } from '../adapters/adapter.ts'
import { adapterOf } from '../adapters/registry.ts'
import { doorById } from '../doors.ts'
import { writeLog } from '../log/write-log.ts'
import { endReport, report } from '../reports.ts'
import { keyDue } from './announcements.ts'
import { backOffSeconds, type KeyFacts, type KeyState, mayBecome, nextStep, type Step } from './key-rules.ts'
import { forgetPin, pinInLock } from './pin.ts'
import { tellCaretaker } from './tell-caretaker.ts'

type Key = KeyFacts & {
  id: string
  doorId: string
  version: number
  slot: number | null
  leasedUntil: Temporal.Instant | null
}
type AtLock = { door: Door; adapter: LockAdapter; can: Capabilities }

/** Longer than any adapter waits for its lock. */
const leaseSeconds = 60
const stepsAtOnce = 8

/**
 * Makes a key true at its door, as far as can be done now, and says when to look again. What the lock is told is written down
 * before it is told; what it answers is written whatever has happened to the key meanwhile, so that the next step knows.
 */
export async function workKey(db: Db, grantId: string, now: Temporal.Instant): Promise<void> {
  const place = await placeOf(db, grantId)
  if (!place) return
  for (let steps = 0; steps < stepsAtOnce; steps++) {
    const step = await inTransaction((tx) => decide(tx, grantId, place, now))
    if (step === 'rest') return
    if (step === 'set-pin' && !(await setPin(grantId, place, now))) return
    if (step === 'clear-pin' && !(await clearPin(grantId, place, now))) return
  }
}

async function placeOf(db: Db, grantId: string): Promise<AtLock | undefined> {
  const row = await db
    .selectFrom('access.key_grant')
    .select('door_id')
    .where('id', '=', grantId)
    .executeTakeFirst()
  const door = row && (await doorById(db, row.door_id))
  if (!door) return undefined
  const adapter = adapterOf(door)
  return { door, adapter, can: await adapter.capabilities(door) }
}

async function readKey(tx: Tx, grantId: string, now: Temporal.Instant): Promise<Key | undefined> {
  const { rows } = await sql<
    Omit<Key, 'startsAt' | 'from' | 'to' | 'leasedUntil'> &
      Record<'startsAt' | 'from' | 'to', string> & { leasedUntil: string | null }
  >`
    select g.id, g.door_id as "doorId", g.state, g.starts_at as "startsAt", g.from_at as "from", g.to_at as "to", g.version,
      g.attempts, g.told_at is not null as told, g.leased_until as "leasedUntil", n.slot,
      case when n.grant_id is null then 'none' when n.confirmed_at is not null then 'confirmed'
        when n.slot is not null then 'sent' else 'waiting' end as pin,
      exists (
        with recursive earlier as (
          select p.id, p.replaces_id from access.key_grant p where p.id = g.replaces_id
          union all select p.id, p.replaces_id from access.key_grant p join earlier e on p.id = e.replaces_id
        )
        select from access.grant_pin o where o.grant_id in (select id from earlier) and o.slot is not null
      ) as "predecessorOpens",
      d.agent_secret is not null and g.to_at > ${now.toString()}::timestamptz and exists (
        select from access.revocation r left join access.door_status s on s.door_id = r.door_id
        where r.grant_id = g.id and r.counter > coalesce(s.revocation_counter, 0)
      ) as "doorUnaware"
    from access.key_grant g join access.door d on d.id = g.door_id left join access.grant_pin n on n.grant_id = g.id
    where g.id = ${grantId} for update of g`.execute(tx)
  const row = rows[0]
  return (
    row && {
      ...row,
      startsAt: instantOf(row.startsAt),
      from: instantOf(row.from),
      to: instantOf(row.to),
      leasedUntil: row.leasedUntil ? instantOf(row.leasedUntil) : null,
    }
  )
}

/** One step under the key's row: either done here, or leased to whoever now talks to the lock. */
async function decide(
  tx: Tx,
  grantId: string,
  { can }: AtLock,
  now: Temporal.Instant,
): Promise<'again' | 'rest' | 'set-pin' | 'clear-pin'> {
  const key = await readKey(tx, grantId, now)
  if (!key) return 'rest'
  if (key.leasedUntil && Temporal.Instant.compare(key.leasedUntil, now) > 0) {
    await lookAgain(tx, grantId, key.leasedUntil)
    return 'rest'
  }
  const step: Step = nextStep(key, can, now)
  switch (step.do) {
    case 'wait':
      await lookAgain(tx, grantId, step.until)
      return 'rest'
    case 'become':
      await become(tx, key, step.state, now)
      return 'again'
    case 'tell-caretaker':
      await become(tx, key, 'failed', now)
      await tellCaretaker(tx, grantId, now)
      return 'again'
    default:
      await lease(tx, key, step.do, now)
      return step.do
  }
}

async function become(tx: Tx, key: Key, state: KeyState, now: Temporal.Instant) {
  if (key.state === state) return
  if (!mayBecome(key.state, state)) throw new Error(`Key ${key.id}: ${key.state} does not become ${state}`)
  await sql`update access.key_grant set state = ${state}, state_at = ${now.toString()}::timestamptz, version = version + 1,
    next_try_at = null, attempts = case when ${state} in ('ended', 'removed') then 0 else attempts end
    where id = ${key.id}`.execute(tx)
  if (state === 'ended') {
    await endReport(tx, { doorId: key.doorId, kind: 'not-set', grantId: key.id }, now)
    if (key.pin === 'waiting') await forgetPin(tx, key.id, now)
  }
}

/** The minute's sweep and the announcement both read it; null: nothing is to be done until something changes. */
async function lookAgain(tx: Tx, grantId: string, at: Temporal.Instant | null) {
  await sql`update access.key_grant set next_try_at = ${at?.toString() ?? 'infinity'}::timestamptz where id = ${grantId}`.execute(
    tx,
  )
  if (at) await announce(tx, keyDue, { grantId }, { at, key: grantId })
}

async function lease(tx: Tx, key: Key, what: 'set-pin' | 'clear-pin', now: Temporal.Instant) {
  const until = now.add({ seconds: leaseSeconds }).toString()
  const state = what === 'set-pin' && mayBecome(key.state, 'provisioning') ? 'provisioning' : key.state
  await sql`update access.key_grant set state = ${state}, leased_until = ${until}::timestamptz,
    next_try_at = ${until}::timestamptz, attempts = attempts + 1 where id = ${key.id}`.execute(tx)
}

/** True when the lock holds the code. */
async function setPin(grantId: string, place: AtLock, now: Temporal.Instant): Promise<boolean> {
  const { door, adapter } = place
  const held = await inTransaction((tx) => pinInLock(tx, grantId))
  if (!held) return notNow(grantId, now)
  let slot = held.slot
  if (slot === null) {
    const seen = await adapter.readSlots(door)
    slot = await inTransaction((tx) => takeSlot(tx, grantId, place, seen, now))
    if (slot === null) {
      await inTransaction((tx) => report(tx, { doorId: door.id, kind: 'full' }, now))
      return notNow(grantId, now, 'full')
    }
  }
  const outcome = await adapter.setPin(door, slot, held.pin, held.window)
  const isSet = await agrees(outcome, slot, 'enabled', place)
  await inTransaction(async (tx) => {
    if (isSet) {
      const { rows } = await sql<{ hubId: string }>`
        update access.grant_pin n set confirmed_at = ${now.toString()}::timestamptz from access.door d
        where n.grant_id = ${grantId} and n.slot = ${slot} and d.id = n.door_id returning d.hub_id as "hubId"`.execute(
        tx,
      )
      if (rows[0])
        await writeLog(
          tx,
          [
            {
              doorId: door.id,
              hubId: rows[0].hubId,
              grantId,
              what: 'key-set',
              how: 'system',
              detail: `slot ${slot}`,
            },
          ],
          now,
        )
      await endReport(tx, { doorId: door.id, kind: 'not-set', grantId }, now)
      await endReport(tx, { doorId: door.id, kind: 'full' }, now)
    }
    // Asking again helps nobody: whoever has a mechanical key hears of it now.
    if (outcome.result === 'refused') await refused(tx, grantId, now)
    await answered(tx, grantId, now, isSet ? null : (outcome.detail ?? outcome.result), isSet)
  })
  return isSet
}

async function notNow(grantId: string, now: Temporal.Instant, detail?: string): Promise<false> {
  await inTransaction((tx) => answered(tx, grantId, now, detail))
  return false
}

async function refused(tx: Tx, grantId: string, now: Temporal.Instant) {
  const { rows } = await sql`
    update access.key_grant set state = 'failed', state_at = ${now.toString()}::timestamptz, version = version + 1
    where id = ${grantId} and state = 'provisioning' returning id`.execute(tx)
  if (rows.length > 0) await tellCaretaker(tx, grantId, now)
}

/** True when the lock has let go of the code. */
async function clearPin(grantId: string, place: AtLock, now: Temporal.Instant): Promise<boolean> {
  const { door, adapter } = place
  const held = await inTransaction((tx) => pinInLock(tx, grantId))
  const slot = held?.slot ?? null
  if (slot === null) return notNow(grantId, now)
  const outcome = await adapter.clearPin(door, slot)
  const isGone = await agrees(outcome, slot, 'available', place)
  await inTransaction(async (tx) => {
    if (isGone) await confirmGone(tx, { grantId, doorId: door.id, hubId: door.hubId, slot }, now)
    else if (await isLateGone(tx, grantId, now))
      await report(tx, { doorId: door.id, kind: 'not-removed', grantId, slot }, now)
    await answered(tx, grantId, now, isGone ? null : (outcome.detail ?? outcome.result), isGone)
  })
  return isGone
}

/** A code that should have been gone for five minutes is something to look at. */
async function isLateGone(tx: Tx, grantId: string, now: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql`
    select from access.key_grant where id = ${grantId}
      and state_at <= ${now.subtract({ minutes: 5 }).toString()}::timestamptz`.execute(tx)
  return rows.length > 0
}

/** The lock has said that the slot is empty: the code is deleted and the slot may be used again. */
export async function confirmGone(
  tx: Tx,
  { grantId, doorId, hubId, slot }: { grantId: string; doorId: string; hubId: string; slot: number },
  now: Temporal.Instant,
): Promise<void> {
  await forgetPin(tx, grantId, now)
  await endReport(tx, { doorId, kind: 'not-removed', grantId, slot }, now)
  await writeLog(
    tx,
    [{ doorId, hubId, grantId, what: 'key-removed', how: 'system', detail: `slot ${slot}` }],
    now,
  )
  // Whoever waits for it to be gone is looked at again.
  const { rows } = await sql<{ id: string }>`
    update access.key_grant set next_try_at = null
    where door_id = ${doorId} and replaces_id is not null and state in ('wanted', 'provisioning', 'failed') returning id`.execute(
    tx,
  )
  for (const { id } of rows) await announce(tx, keyDue, { grantId: id }, { key: id })
}

/** Confirmed by the lock itself, or read back; a lock that cannot be read is believed when it has accepted. */
async function agrees(
  outcome: Outcome,
  slot: number,
  wanted: 'enabled' | 'available',
  { door, adapter, can }: AtLock,
): Promise<boolean> {
  if (outcome.result === 'confirmed') return true
  if (outcome.result === 'refused') return false
  if (can.ack === 'accepted') return outcome.result === 'accepted'
  const slots = await adapter.readSlots(door)
  if (!slots) return false
  const state = slots.find((one) => one.slot === slot)?.state ?? 'available'
  return wanted === 'enabled' ? state === 'enabled' : state === 'available'
}

/** The lease is given back; what is next is decided anew, by what is so then. */
async function answered(
  tx: Tx,
  grantId: string,
  now: Temporal.Instant,
  detail: string | null = null,
  agreed = false,
) {
  const { rows } = await sql<{ attempts: number; to: string }>`
    update access.key_grant set leased_until = null, detail = ${detail}, attempts = case when ${agreed} then 0 else attempts end,
      next_try_at = null where id = ${grantId} returning attempts, to_at as "to"`.execute(tx)
  const at = agreed ? now : now.add({ seconds: backOffSeconds(rows[0]?.attempts ?? 1) })
  await lookAgain(tx, grantId, at)
}

/** The lowest slot that we believe empty and the lock does not contradict. What it does contradict is put aside and reported. */
async function takeSlot(
  tx: Tx,
  grantId: string,
  { door, can }: AtLock,
  seen: SlotState[] | undefined,
  now: Temporal.Instant,
): Promise<number | null> {
  // Rivals for a slot queue at the door's row.
  await sql`select from access.door where id = ${door.id} for no key update`.execute(tx)
  const { rows } = await sql<{ slot: number }>`
    select slot from access.grant_pin where door_id = ${door.id} and slot is not null
    union select slot from access.slot_quarantine where door_id = ${door.id}`.execute(tx)
  const taken = new Set(rows.map((row) => row.slot))
  for (const { slot, state } of seen ?? [])
    if (state !== 'available' && !taken.has(slot)) {
      await quarantine(tx, { doorId: door.id, slot, why: 'unknown-code' }, now)
      taken.add(slot)
    }
  // Many locks keep the master code in slot 0.
  for (let slot = 1; slot < can.slots; slot++) {
    if (taken.has(slot)) continue
    const { rows: mine } = await sql`
      update access.grant_pin set slot = ${slot} where grant_id = ${grantId} and slot is null returning 1`.execute(
      tx,
    )
    return mine.length > 0 ? slot : null
  }
  return null
}

/** Nobody gets the slot until somebody has confirmed that it is empty. */
export async function quarantine(
  tx: Tx,
  { doorId, slot, why }: { doorId: string; slot: number; why: 'unknown-code' | 'not-removed' },
  now: Temporal.Instant,
): Promise<boolean> {
  await sql`insert into access.slot_quarantine (door_id, slot, why, since)
    values (${doorId}, ${slot}, ${why}, ${now.toString()}::timestamptz) on conflict do nothing`.execute(tx)
  return report(tx, { doorId, kind: why, slot }, now)
}

/** Every key with something to do, in the order in which people come. */
export async function workDueKeys(db: Db, now: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select g.id from access.key_grant g
    where coalesce(g.next_try_at <= ${now.toString()}::timestamptz, true)
      and (g.state not in ('ended', 'removed') or exists (select from access.grant_pin n where n.grant_id = g.id))
    order by g.from_at limit 500`.execute(db)
  // A lock that cannot even be asked keeps nobody else waiting.
  for (const { id } of rows)
    await workKey(db, id, now).catch((fault) => log.error({ key: id, err: fault }, 'key not worked'))
}
