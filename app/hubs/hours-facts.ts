import { type Db, preparedOn, sql, type Tx } from '#kernel'
import type { HubFacts } from './hours/facts.ts'

export type Facts = ReadonlyMap<string, HubFacts>

const versionNow = preparedOn<{ version: number }>(
  'hubs.facts-version',
  'select version from hubs.facts_version',
)

let known: { version: number; facts: Facts } | undefined

/**
 * What decides when every hub is open. Read again only when its version has risen; between two changes every request
 * shares the same facts, and with them the days that were already worked out. Who has just read the version together with
 * something else says it, and saves the question.
 */
export async function hoursFacts(on: Db | Tx, justRead?: number): Promise<Facts> {
  const version = justRead ?? (await versionNow(on))[0]?.version ?? 0
  if (known?.version === version) return known.facts
  const facts = await readFacts(on)
  known = { version, facts }
  return facts
}

/** Of one hub; undefined when there is no such hub. */
export const factsOf = async (on: Db | Tx, hubId: string): Promise<HubFacts | undefined> =>
  (await hoursFacts(on)).get(hubId)

/** A closure stops mattering a year after it ended: nobody asks for hours further back. */
async function readFacts(on: Db | Tx): Promise<Facts> {
  const { rows } = await sql<{ facts: HubFacts }>`
    with closures as (
      select c.hub_id, c.id, json_build_object(
        'id', c.id, 'hubId', c.hub_id, 'serviceId', c.service_id, 'effect', c.effect, 'from', c.starts_at, 'until', c.ends_at,
        'mayBeExtended', c.may_be_extended, 'reason', c.reason,
        'exceptions', coalesce((
          select json_agg(json_build_object('id', e.id, 'hubId', e.hub_id, 'serviceId', e.service_id, 'hours', e.hours, 'osm', e.osm, 'note', e.note) order by e.id)
          from hubs.closure_exception e where e.closure_id = c.id), '[]'::json)
      ) as closure
      from hubs.closure c
      where c.withdrawn_at is null and (c.ends_at is null or c.ends_at > now() - interval '1 year')
    )
    select json_build_object(
      'hubId', h.id,
      'serviceIds', coalesce((select json_agg(s.id order by s.place_in_list, s.id) from hubs.service s where s.hub_id = h.id and s.ended_at is null), '[]'::json),
      'rows', coalesce((
        select json_agg(json_build_object('id', r.id, 'serviceId', r.service_id, 'kind', r.kind, 'osm', r.osm, 'validFrom', r.valid_from,
          'validTo', r.valid_to, 'closedOnHolidays', r.closed_on_holidays, 'example', r.example, 'note', r.note) order by r.id)
        from hubs.hours r where r.hub_id = h.id and r.ended_at is null), '[]'::json),
      'status', coalesce((
        select json_agg(json_build_object('status', p.status, 'from', p.valid_from, 'to', p.valid_to) order by p.valid_from nulls first)
        from hubs.status_period p where p.hub_id = h.id), '[]'::json),
      'closures', coalesce((select json_agg(closure order by c.id) from closures c where c.hub_id is null or c.hub_id = h.id), '[]'::json),
      'schoolHolidays', coalesce((
        select json_agg(json_build_object('id', f.id, 'name', f.name, 'from', f.starts_on, 'to', f.ends_on, 'proposal', f.proposal) order by f.starts_on)
        from hubs.school_holiday f), '[]'::json)
    ) as facts
    from hubs.hub h order by h.place_in_list, h.id`.execute(on)
  return new Map(rows.map(({ facts }) => [facts.hubId, facts]))
}
