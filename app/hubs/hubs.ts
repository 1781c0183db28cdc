import { type Db, type LocalText, sql, type Tx } from '#kernel'
import type { HubStatus } from './hours/facts.ts'

export type ServiceKind =
  | 'service-desk'
  | 'library'
  | 'book-machine'
  | 'cafe'
  | 'health-station'
  | 'community-centre'
  | 'senior-centre'
  | 'youth-club'
  | 'culture-school'
  | 'other'

export type MenuItem = {
  id: number
  name: LocalText
  price: number | null
  allergens: LocalText | null
  example: boolean
}

export type Service = {
  id: string
  kind: ServiceKind
  name: LocalText
  provider: LocalText | null
  place: LocalText | null
  note: LocalText | null
  phone: string | null
  website: string | null
  menu: MenuItem[]
}

export type Facility = {
  kind: string
  answer: 'yes' | 'partly' | 'no'
  note: LocalText | null
  example: boolean
}

export type HubPicture = {
  id: number
  hash: string
  widths: number[]
  width: number
  height: number
  alt: LocalText
  credit: string | null
}

/** What is known of a hub. Null is "not known", and pages say so. */
export type HubSummary = {
  id: string
  name: string
  status: HubStatus | null
  openedOn: string | null
  address: string | null
  postalCode: string | null
  postalPlace: string | null
  lat: number | null
  lon: number | null
  /** false: the point is the postal code's, not the door's. */
  positionIsDoor: boolean
  phone: string | null
  phoneNote: LocalText | null
  email: string | null
  profile: LocalText | null
  services: { id: string; kind: ServiceKind; name: LocalText }[]
}

export type Hub = Omit<HubSummary, 'services'> & {
  services: Service[]
  facilities: Facility[]
  pictures: HubPicture[]
}

const shared = (today: string) => sql`
  'id', h.id, 'name', h.name, 'openedOn', h.opened_on, 'address', h.address, 'postalCode', h.postal_code, 'postalPlace', h.postal_place,
  'lat', h.lat, 'lon', h.lon, 'positionIsDoor', h.position_source is distinct from 'derived',
  'phone', h.phone, 'phoneNote', h.phone_note, 'email', h.email, 'profile', h.profile,
  'status', (select p.status from hubs.status_period p where p.hub_id = h.id and daterange(p.valid_from, p.valid_to, '[]') @> ${today}::date)`

/** Every hub in the municipality's own order, in one query. */
export async function hubList(on: Db | Tx, today: Temporal.PlainDate): Promise<HubSummary[]> {
  const { rows } = await sql<{ hub: HubSummary }>`
    select json_build_object(${shared(today.toString())},
      'services', coalesce((
        select json_agg(json_build_object('id', s.id, 'kind', s.kind, 'name', s.name) order by s.place_in_list, s.id)
        from hubs.service s where s.hub_id = h.id and s.ended_at is null), '[]'::json)) as hub
    from hubs.hub h order by h.place_in_list, h.id`.execute(on)
  return rows.map((row) => row.hub)
}

/** One hub with everything under its roof, in one query; undefined when there is none of that id. */
export async function hubOf(on: Db | Tx, id: string, today: Temporal.PlainDate): Promise<Hub | undefined> {
  const { rows } = await sql<{ hub: Hub }>`
    select json_build_object(${shared(today.toString())},
      'services', coalesce((
        select json_agg(json_build_object('id', s.id, 'kind', s.kind, 'name', s.name, 'provider', s.provider, 'place', s.place, 'note', s.note,
          'phone', s.phone, 'website', s.website,
          'menu', coalesce((
            select json_agg(json_build_object('id', m.id, 'name', m.name, 'price', m.price, 'allergens', m.allergens, 'example', m.example) order by m.place_in_list, m.id)
            from hubs.menu_item m where m.service_id = s.id), '[]'::json)) order by s.place_in_list, s.id)
        from hubs.service s where s.hub_id = h.id and s.ended_at is null), '[]'::json),
      'facilities', coalesce((
        select json_agg(json_build_object('kind', f.kind, 'answer', f.answer, 'note', f.note, 'example', f.example) order by f.kind)
        from hubs.facility f where f.hub_id = h.id), '[]'::json),
      'pictures', coalesce((
        select json_agg(json_build_object('id', p.id, 'hash', p.hash, 'widths', p.widths, 'width', p.width, 'height', p.height, 'alt', p.alt, 'credit', p.credit) order by p.place_in_list, p.id)
        from hubs.picture p where p.hub_id = h.id and p.removed_at is null), '[]'::json)) as hub
    from hubs.hub h where h.id = ${id}`.execute(on)
  return rows[0]?.hub
}

/** Ids and names only, for choosing. */
export const hubNames = (on: Db | Tx): Promise<{ id: string; name: string }[]> =>
  on.selectFrom('hubs.hub').select(['id', 'name']).orderBy('place_in_list').orderBy('id').execute()
