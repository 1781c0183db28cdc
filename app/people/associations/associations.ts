import { type Db, type Tx, today as todayNow } from '#kernel'

export const associationKinds = ['association', 'business', 'municipality', 'group'] as const
export type AssociationKind = (typeof associationKinds)[number]
/** A leader sees who else acts for the association; a booker books for it. */
export const mandateRoles = ['leader', 'booker'] as const
export type MandateRole = (typeof mandateRoles)[number]

export type Association = {
  id: string
  name: string
  orgNumber: string | null
  kind: AssociationKind
  hubId: string | null
  activeFrom: string
  activeTo: string | null
  example: boolean
}

export type HeldMandate = {
  associationId: string
  name: string
  kind: AssociationKind
  hubId: string | null
  role: MandateRole
}

const holding = (on: Db | Tx, date: Temporal.PlainDate) =>
  on
    .selectFrom('people.mandate as m')
    .innerJoin('people.association as a', 'a.id', 'm.association_id')
    .where('m.ended_at', 'is', null)
    .where('m.from_date', '<=', date.toString())
    .where((eb) => eb.or([eb('m.to_date', 'is', null), eb('m.to_date', '>=', date.toString())]))
    .where((eb) => eb.or([eb('a.active_to', 'is', null), eb('a.active_to', '>=', date.toString())]))

/** What the person may do for the association on that day; null: nothing. */
export async function liveMandate(
  on: Db | Tx,
  personId: string,
  associationId: string,
  date = todayNow(),
): Promise<MandateRole | null> {
  const row = await holding(on, date)
    .select('m.role')
    .where('m.person_id', '=', personId)
    .where('m.association_id', '=', associationId)
    .executeTakeFirst()
  return (row?.role as MandateRole | undefined) ?? null
}

/** Every association the person may act for on that day, by name. */
export async function mandatesOf(on: Db | Tx, personId: string, date = todayNow()): Promise<HeldMandate[]> {
  const rows = await holding(on, date)
    .select(['a.id as associationId', 'a.name', 'a.kind', 'a.hub_id as hubId', 'm.role'])
    .where('m.person_id', '=', personId)
    .orderBy('a.name')
    .execute()
  return rows as HeldMandate[]
}

const shown = (on: Db | Tx) =>
  on
    .selectFrom('people.association')
    .select(['id', 'name', 'org_number as orgNumber', 'kind', 'hub_id as hubId'])
    .select(['active_from as activeFrom', 'active_to as activeTo', 'example'])

export const associationById = async (on: Db | Tx, id: string): Promise<Association | undefined> =>
  (await shown(on).where('id', '=', id).executeTakeFirst()) as Association | undefined

/** By a part of the name or the whole organisation number; all when nothing is asked for. */
export async function associationsByName(on: Db | Tx, text = '', most = 100): Promise<Association[]> {
  const wanted = text.trim().toLowerCase()
  let query = shown(on).orderBy('name').limit(most)
  if (wanted)
    query = query.where((eb) =>
      eb.or([
        eb(eb.fn('lower', ['name']), 'like', `%${wanted.replace(/[\\%_]/g, '\\$&')}%`),
        eb('org_number', '=', wanted.replace(/\s/g, '')),
      ]),
    )
  return (await query.execute()) as Association[]
}

export type MandateRow = {
  id: string
  personId: string
  name: string | null
  role: MandateRole
  from: string
  to: string | null
}

/** Who may act for it today or later. */
export async function mandatesIn(
  on: Db | Tx,
  associationId: string,
  date = todayNow(),
): Promise<MandateRow[]> {
  const rows = await on
    .selectFrom('people.mandate as m')
    .innerJoin('people.person as p', 'p.id', 'm.person_id')
    .select(['m.id', 'm.person_id as personId', 'p.name', 'm.role', 'm.from_date as from', 'm.to_date as to'])
    .where('m.association_id', '=', associationId)
    .where('m.ended_at', 'is', null)
    .where((eb) => eb.or([eb('m.to_date', 'is', null), eb('m.to_date', '>=', date.toString())]))
    .orderBy('m.role', 'desc')
    .orderBy('p.name')
    .execute()
  return rows as MandateRow[]
}
