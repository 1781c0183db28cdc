import { type Actor, clearPages, type LocalText, sql, type Tx } from '#kernel'
import { audit, needAdministrator } from '#people'
import { needRunner } from './who-may.ts'

/**
 * A new version of the terms, never an edit of an old one: who accepted version 2 accepted what version 2 said. Rooms that
 * had an earlier version of the same terms ask for this one from now on. `null`: of the whole municipality.
 */
export async function writeTerms(
  tx: Tx,
  actor: Actor,
  hubId: string | null,
  wish: { title: LocalText; body: LocalText },
): Promise<{ id: number; version: number }> {
  if (hubId === null) needAdministrator(actor)
  else needRunner(actor, hubId)
  const { rows } = await sql<{ id: number; version: number }>`
    insert into rooms.terms (hub_id, version, title, body, written_by)
    select ${hubId}, coalesce(max(t.version), 0) + 1, ${JSON.stringify(wish.title)}::jsonb, ${JSON.stringify(wish.body)}::jsonb,
      ${actor.personId}
    from rooms.terms t where t.hub_id is not distinct from ${hubId}
    returning id, version`.execute(tx)
  const terms = rows[0] as { id: number; version: number }
  const moved = await sql<{ id: string }>`
    update rooms.room r set terms_id = ${terms.id}, version = r.version + 1 from rooms.terms t
    where t.id = r.terms_id and t.hub_id is not distinct from ${hubId} returning r.id`.execute(tx)
  await audit(
    tx,
    actor,
    'rooms.write-terms',
    { kind: 'terms', id: String(terms.id), hubId },
    {
      version: terms.version,
    },
  )
  await clearPages(tx, ['rooms', ...moved.rows.map((room) => `room:${room.id}`)])
  return terms
}
