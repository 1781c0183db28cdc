import { type Actor, type Db, found, startOfDay, type Tx } from '#kernel'
import { needAdministrator, needStaff } from '#people'
import type { HubFacts } from '../hours/facts.ts'
import { factsOf, hoursFacts } from '../hours-facts.ts'
import { refuse } from '../refusals.ts'
import { factsAfter } from './facts-after.ts'
import type { HoursWish } from './hours-wish.ts'

export const whoMayChangeHours = ['host', 'hub-leader', 'editor'] as const

/**
 * A change of hours that has not been made yet: everybody who keeps something at a hub can compare before with after
 * (`hoursHit`) for what lies between `from` and `until`.
 */
export type HoursChange = {
  draftId: string
  /** Where it was drafted; `hubs` also has the others when every hub closes. */
  hubId: string
  wish: HoursWish
  hubs: { hubId: string; before: HubFacts; after: HubFacts }[]
  from: Temporal.Instant
  /** null: from then on. */
  until: Temporal.Instant | null
}

/** Keeps a wish until somebody has seen what it means. Refuses what can never come true. */
export async function draftHoursChange(
  tx: Tx,
  actor: Actor,
  hubId: string,
  wish: HoursWish,
): Promise<string> {
  await mayWish(tx, actor, hubId, wish)
  refuse(whyNot(wish))
  const { id } = await tx
    .insertInto('hubs.hours_draft')
    .values({ hub_id: hubId, wish: JSON.stringify(wish), drafted_by: actor.personId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function mayWish(on: Db | Tx, actor: Actor, hubId: string, wish: HoursWish): Promise<void> {
  needStaff(actor, hubId, ...whoMayChangeHours)
  const facts = found(await factsOf(on, hubId))
  if (wish.kind === 'status') needStaff(actor, hubId, 'hub-leader')
  if (wish.kind === 'close' && wish.everyHub) needAdministrator(actor)
  if (wish.kind === 'take-back') found(facts.rows.find((row) => row.id === wish.rowId))
  if (wish.kind === 'new-end' || wish.kind === 'call-off') {
    const closure = found(facts.closures.find((c) => c.id === wish.closureId))
    if (closure.hubId === null) needAdministrator(actor)
  }
  // Each hub knows best what it can keep open, also when it was an administrator who closed them all.
  if (wish.kind === 'except') {
    found(facts.closures.find((c) => c.id === wish.closureId))
    needOwnExceptions(hubId, facts.serviceIds, wish.exceptions)
  }
  if (wish.kind === 'close') needOwnExceptions(hubId, facts.serviceIds, wish.exceptions)
  if ('serviceId' in wish && wish.serviceId !== null)
    found(facts.serviceIds.find((id) => id === wish.serviceId))
}

function needOwnExceptions(
  hubId: string,
  serviceIds: readonly string[],
  exceptions: readonly { hubId: string; serviceId: string | null }[],
) {
  for (const exception of exceptions)
    found(
      exception.hubId === hubId && (exception.serviceId === null || serviceIds.includes(exception.serviceId))
        ? exception
        : null,
    )
}

function whyNot(wish: HoursWish) {
  if (wish.kind === 'deviation' && wish.to < wish.from) return 'hubs.period-backwards' as const
  if (wish.kind === 'close' && wish.until !== null && wish.until <= wish.from)
    return 'hubs.closure-ends-first' as const
  return undefined
}

/** What a draft would change, for the page that shows it. 404 when it is not the actor's to see. */
export async function readHoursChange(
  on: Db | Tx,
  actor: Actor,
  draftId: string,
  now: Temporal.Instant,
): Promise<HoursChange> {
  const draft = found(
    uuid.test(draftId)
      ? await on.selectFrom('hubs.hours_draft').selectAll().where('id', '=', draftId).executeTakeFirst()
      : null,
  )
  refuse(draft.applied_at ? 'hubs.draft-used' : undefined)
  const wish = draft.wish as HoursWish
  await mayWish(on, actor, draft.hub_id, wish)
  return changeOf(await hoursFacts(on), draftId, draft.hub_id, wish, now)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function changeOf(
  facts: ReadonlyMap<string, HubFacts>,
  draftId: string,
  hubId: string,
  wish: HoursWish,
  now: Temporal.Instant,
): HoursChange {
  const own = found(facts.get(hubId))
  const hubs = [...facts.values()]
    .map((before) => ({ hubId: before.hubId, before, after: factsAfter(before, hubId, wish) }))
    .filter(({ before, after }) => before !== after)
  const { from, until } = spanOf(own, wish, now)
  return { draftId, hubId, wish, hubs, from, until }
}

/** What has been cannot be changed: nothing before now is looked at. */
function spanOf(
  facts: HubFacts,
  wish: HoursWish,
  now: Temporal.Instant,
): { from: Temporal.Instant; until: Temporal.Instant | null } {
  const day = (iso: string) => startOfDay(Temporal.PlainDate.from(iso))
  const dayAfter = (iso: string) => startOfDay(Temporal.PlainDate.from(iso).add({ days: 1 }))
  const notBefore = (at: Temporal.Instant) => (Temporal.Instant.compare(at, now) < 0 ? now : at)
  const instant = (iso: string | null) => (iso === null ? null : Temporal.Instant.from(iso))
  switch (wish.kind) {
    case 'regular':
    case 'status':
      return { from: notBefore(day(wish.from)), until: null }
    case 'deviation':
      return { from: notBefore(day(wish.from)), until: dayAfter(wish.to) }
    case 'take-back': {
      const row = facts.rows.find((r) => r.id === wish.rowId)
      return {
        from: row?.validFrom ? notBefore(day(row.validFrom)) : now,
        until: row?.validTo ? dayAfter(row.validTo) : null,
      }
    }
    case 'close':
      return { from: notBefore(Temporal.Instant.from(wish.from)), until: instant(wish.until) }
    case 'new-end':
    case 'except':
    case 'call-off': {
      const closure = facts.closures.find((c) => c.id === wish.closureId)
      const was = instant(closure?.until ?? null)
      const becomes = wish.kind === 'new-end' ? instant(wish.until) : was
      const until = was && becomes && (Temporal.Instant.compare(was, becomes) < 0 ? becomes : was)
      return { from: closure ? notBefore(Temporal.Instant.from(closure.from)) : now, until }
    }
  }
}
