import { type Actor, announce, clearPages, found, type LocalText, type Tx } from '#kernel'
import { audit } from '#people'
import { hoursChanged, hubClosed } from '../announcements.ts'
import { refuse } from '../refusals.ts'
import { dayBefore } from './facts-after.ts'
import { type HoursChange, readHoursChange } from './hours-change.ts'

const json = (text: LocalText | null) => (text ? JSON.stringify(text) : null)

/**
 * Makes a drafted change true, once. What it hits at the hubs has been decided by the caller in the same transaction.
 */
export async function changeHours(
  tx: Tx,
  actor: Actor,
  draftId: string,
  now = Temporal.Now.instant(),
): Promise<HoursChange> {
  // The draft first: of two presses the second waits here and then finds it used.
  const held = await tx
    .selectFrom('hubs.hours_draft')
    .select('applied_at')
    .where('id', '=', draftId)
    .forUpdate()
    .executeTakeFirst()
  refuse(held?.applied_at ? 'hubs.draft-used' : undefined)
  const change = await readHoursChange(tx, actor, draftId, now)
  const closureId = await write(tx, change, now)
  await tx
    .updateTable('hubs.hours_draft')
    .set({ applied_at: now.toString() })
    .where('id', '=', draftId)
    .execute()

  const hubIds = change.hubs.map((hub) => hub.hubId)
  await audit(
    tx,
    actor,
    `hubs.${change.wish.kind}`,
    { kind: 'hub', id: change.hubId, hubId: change.hubId },
    { draftId, closureId },
  )
  if (closureId !== null && change.wish.kind === 'close') await announce(tx, hubClosed, { closureId, hubIds })
  await announce(tx, hoursChanged, {
    hubIds,
    from: change.from.toString(),
    until: change.until?.toString() ?? null,
  })
  await clearPages(tx, ['hubs', ...hubIds.map((id) => `hub:${id}`)])
  return change
}

/** Returns the closure's id when the change is about one. */
async function write(tx: Tx, { hubId, wish }: HoursChange, now: Temporal.Instant): Promise<number | null> {
  switch (wish.kind) {
    case 'regular':
    case 'deviation':
      await tx
        .insertInto('hubs.hours')
        .values({
          hub_id: hubId,
          service_id: wish.serviceId,
          kind: wish.hours,
          osm: wish.osm,
          valid_from: wish.from,
          valid_to: wish.kind === 'deviation' ? wish.to : null,
          closed_on_holidays: wish.closedOnHolidays,
          note: json(wish.note),
        })
        .execute()
      return null
    case 'take-back':
      await tx
        .updateTable('hubs.hours')
        .set({ ended_at: now.toString() })
        .where('id', '=', wish.rowId)
        .execute()
      return null
    case 'close':
      return close(tx, hubId, wish)
    case 'new-end': {
      const closure = found(await lockedClosure(tx, wish.closureId))
      refuse(closure.withdrawn_at ? 'hubs.closure-over' : undefined)
      await tx
        .updateTable('hubs.closure')
        .set({ ends_at: wish.until })
        .where('id', '=', wish.closureId)
        .execute()
      return wish.closureId
    }
    case 'except': {
      const closure = found(await lockedClosure(tx, wish.closureId))
      refuse(closure.withdrawn_at ? 'hubs.closure-over' : undefined)
      await tx
        .deleteFrom('hubs.closure_exception')
        .where('closure_id', '=', wish.closureId)
        .where('hub_id', '=', hubId)
        .execute()
      await writeExceptions(tx, wish.closureId, wish.exceptions)
      return wish.closureId
    }
    case 'call-off':
      return callOff(tx, wish.closureId, now)
    case 'status':
      await becomes(tx, hubId, wish)
      return null
  }
}

const lockedClosure = (tx: Tx, id: number) =>
  tx.selectFrom('hubs.closure').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

async function close(tx: Tx, hubId: string, wish: HoursChange['wish'] & { kind: 'close' }): Promise<number> {
  const { id } = await tx
    .insertInto('hubs.closure')
    .values({
      hub_id: wish.everyHub ? null : hubId,
      service_id: wish.serviceId,
      effect: wish.effect,
      starts_at: wish.from,
      ends_at: wish.until,
      may_be_extended: wish.mayBeExtended,
      reason: JSON.stringify(wish.reason),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeExceptions(tx, id, wish.exceptions)
  return id
}

async function writeExceptions(
  tx: Tx,
  closureId: number,
  exceptions: (HoursChange['wish'] & { kind: 'close' })['exceptions'],
) {
  for (const exception of exceptions)
    await tx
      .insertInto('hubs.closure_exception')
      .values({
        closure_id: closureId,
        hub_id: exception.hubId,
        service_id: exception.serviceId,
        hours: exception.hours,
        osm: exception.hours === 'own' ? exception.osm : null,
        note: json(exception.note),
      })
      .execute()
}

/** One that has begun is ended instead: that the doors were shut remains true. */
async function callOff(tx: Tx, id: number, now: Temporal.Instant): Promise<number> {
  const closure = found(await lockedClosure(tx, id))
  refuse(closure.withdrawn_at ? 'hubs.closure-over' : undefined)
  const begun = Temporal.Instant.compare(Temporal.Instant.from(closure.starts_at), now) < 0
  await tx
    .updateTable('hubs.closure')
    .set(begun ? { ends_at: now.toString() } : { withdrawn_at: now.toString() })
    .where('id', '=', id)
    .execute()
  return id
}

/** What was planned from that date on gives way; what was before ends the day before and stays as history. */
async function becomes(tx: Tx, hubId: string, wish: HoursChange['wish'] & { kind: 'status' }): Promise<void> {
  found(await tx.selectFrom('hubs.hub').select('id').where('id', '=', hubId).forUpdate().executeTakeFirst())
  await tx
    .deleteFrom('hubs.status_period')
    .where('hub_id', '=', hubId)
    .where('valid_from', '>=', wish.from)
    .execute()
  await tx
    .updateTable('hubs.status_period')
    .set({ valid_to: dayBefore(wish.from) })
    .where('hub_id', '=', hubId)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>=', wish.from)]))
    .execute()
  await tx
    .insertInto('hubs.status_period')
    .values({ hub_id: hubId, status: wish.status, valid_from: wish.from, source: 'hub' })
    .execute()
}
