import { type Actor, type Db, outgoing, send, sql, type Tx } from '#kernel'

/** The actor of a request remembers the request's id, so that the log and the audit can be read together. */
export type RequestActor = Actor & { requestId?: string }
export type About = { kind: string; id: string; hubId?: string | null; personId?: string | null }

const written = outgoing<ReturnType<typeof row>>(
  'audited',
  `insert into people.audit (kind, action, actor_kind, actor_id, about_kind, about_id, about_person, hub_id, request_id, details)
   select kind, action, actor_kind, actor_id, about_kind, about_id, about_person, hub_id, request_id, details
   from jsonb_populate_recordset(null::people.audit, :rows) returning 1`,
)

/**
 * Writes down that the actor did something, in the transaction that did it. `details` takes codes, ids and dates;
 * names and text that people wrote stay out, because this log outlives them.
 */
export async function audit(
  tx: Tx,
  actor: RequestActor,
  action: string,
  about: About,
  details?: Record<string, unknown>,
): Promise<void> {
  await send(tx, written, [row(actor, 'action', action, about, about.personId ?? null, details)])
}

/** Writes down that staff saw personal data: one row per person seen. What people see of themselves is not written. */
export async function auditView(
  on: Tx | Db,
  actor: RequestActor,
  action: string,
  about: About,
  personIds: readonly string[] = about.personId ? [about.personId] : [],
  detailsOf: (personId: string) => Record<string, unknown> | undefined = () => undefined,
): Promise<void> {
  const others = [...new Set(personIds)].filter((id) => id !== actor.personId)
  if (others.length === 0) return
  await send(
    on,
    written,
    others.map((personId) => row(actor, 'view', action, about, personId, detailsOf(personId))),
  )
}

const row = (
  actor: RequestActor,
  kind: 'action' | 'view',
  action: string,
  about: About,
  personId: string | null,
  details?: Record<string, unknown>,
) => ({
  kind,
  action,
  actor_kind: actor.kind,
  actor_id: actor.personId,
  about_kind: about.kind,
  about_id: about.id,
  about_person: personId,
  hub_id: about.hubId ?? null,
  request_id: actor.requestId ?? null,
  details: details ?? null,
})

export type AuditSearch = {
  actorId?: string
  personId?: string
  action?: string
  from?: Temporal.Instant
  until?: Temporal.Instant
  /** Rows older than this id: the cursor of the next page. */
  before?: number
  take?: number
}

/** Newest first. One row more than a page tells whether there is a next one. */
export async function readAudit(db: Db, search: AuditSearch) {
  const take = search.take ?? 50
  let query = db
    .selectFrom('people.audit as a')
    .leftJoin('people.person as actor', 'actor.id', 'a.actor_id')
    .leftJoin('people.person as about', 'about.id', 'a.about_person')
    .select([
      'a.id',
      'a.at',
      'a.kind',
      'a.action',
      'a.actor_kind',
      'a.actor_id',
      'a.about_kind',
      'a.about_id',
    ])
    .select(['a.about_person', 'a.hub_id', 'a.request_id', 'a.details'])
    .select(['actor.name as actor_name', 'about.name as about_name'])
    .orderBy('a.id', 'desc')
    .limit(take + 1)
  if (search.actorId) query = query.where('a.actor_id', '=', search.actorId)
  if (search.personId) query = query.where('a.about_person', '=', search.personId)
  if (search.action) query = query.where('a.action', '=', search.action)
  if (search.from) query = query.where('a.at', '>=', search.from.toString())
  if (search.until) query = query.where('a.at', '<', search.until.toString())
  if (search.before) query = query.where('a.id', '<', search.before)
  const rows = await query.execute()
  return { rows: rows.slice(0, take), next: rows.length > take ? (rows[take - 1]?.id ?? null) : null }
}

/** What has been written so far, for the search form. A loose index scan: the log is long, its actions are few. */
export async function actionsInAudit(db: Db): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive actions as (
      (select action from people.audit order by action limit 1)
      union all
      select (select a.action from people.audit a where a.action > actions.action order by a.action limit 1)
      from actions where actions.action is not null
    ) select action from actions where action is not null`.execute(db)
  return rows.map((found) => found.action)
}
