import { type Actor, type Db, sql } from '#kernel'
import { auditView } from '#people'
import type { BookingView } from '../shapes.ts'

/** Answering five requests in a row is one look. */
const sameLook = '10 minutes'

/** Writes down that staff saw who has booked: one row per person and hub. */
export async function noteLook(db: Db, actor: Actor, action: string, bookings: readonly BookingView[]) {
  const seen = new Map<string, Set<string>>()
  for (const { hubId, personId } of bookings)
    if (personId) seen.set(hubId, (seen.get(hubId) ?? new Set()).add(personId))
  if (seen.size === 0) return
  const { rows } = await sql<{ about_person: string; hub_id: string }>`
    select about_person, hub_id from people.audit where actor_id = ${actor.personId}::uuid and action = ${action}
      and about_person is not null and at > now() - ${sameLook}::interval`.execute(db)
  const before = new Set(rows.map((row) => `${row.hub_id} ${row.about_person}`))
  for (const [hubId, people] of seen) {
    const fresh = [...people].filter((person) => !before.has(`${hubId} ${person}`))
    await auditView(db, actor, action, { kind: 'hub', id: hubId, hubId }, fresh)
  }
}
