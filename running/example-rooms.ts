/**
 * Rooms for trying the product at the size of a busy municipality: 60 rooms, five of them halls with two halves, and 50,000
 * bookings in a year from a month ago. Nobody in it exists.
 */
export const rooms = 60
export const bookings = 50_000
const halls = 5
const singles = rooms - 3 * halls

const rules = {
  way: {
    staffed: 'instant',
    staffless: 'instant',
    evening: 'approval',
    weekend: 'approval',
    night: 'no',
    closed: 'no',
  },
  daysAhead: 60,
  seriesDaysAhead: 365,
  noticeMinutes: 0,
  shortestMinutes: 30,
  longestMinutes: 240,
  stepMinutes: 30,
  tidyMinutes: 15,
  perPersonAWeek: 3,
  perAssociationAWeek: 5,
  smallestGroup: 1,
  responsibleAge: 18,
  who: ['resident', 'association', 'municipality'],
  privateParties: true,
  alcohol: 'no',
  prices: [],
  cancelMinutesBefore: 0,
  moveMinutesBefore: 0,
  noShowMinutes: null,
  overrides: {},
}

export const exampleRooms = (timeZone: string) => `
set local synchronous_commit = off;
create temp table hub_with_rooms on commit drop as
  select id, row_number() over (order by place_in_list, id) - 1 as turn from hubs.hub;

-- Parts 0 … ${singles - 1} are rooms of their own; then two for every hall.
create temp table example_part (turn int, id bigint, hub_id text) on commit drop;
with made as (
  insert into rooms.part (hub_id, name, place_in_list)
  select h.id, jsonb_build_object('nb', 'Eksempeldel ' || n), n
  from generate_series(0, ${singles + 2 * halls - 1}) n
  join hub_with_rooms h
    on h.turn = (case when n < ${singles} then n else (n - ${singles}) / 2 end) % (select count(*) from hub_with_rooms)
  returning id, hub_id, place_in_list)
insert into example_part select place_in_list, id, hub_id from made;

insert into rooms.room (id, hub_id, name, summary, kind, state, capacity, area_m2, equipment, step_free, rules, example, place_in_list)
select 'eksempelrom-' || p.turn, p.hub_id, jsonb_build_object('nb', 'Eksempelrom ' || p.turn, 'en', 'Example room ' || p.turn),
  jsonb_build_object('nb', 'Bord, stoler og en tavle.', 'en', 'Tables, chairs and a board.'),
  case when p.turn >= ${singles} then 'hall' else (array['meeting', 'workshop', 'kitchen', 'studio'])[1 + p.turn % 4] end,
  'open', 8 + (p.turn * 7) % 40, 20 + p.turn,
  case when p.turn % 2 = 0 then '{screen}'::text[] else '{screen,whiteboard}' end, p.turn % 5 <> 0,
  '${JSON.stringify(rules)}', true, 100 + p.turn
from example_part p;
insert into rooms.room_part (room_id, part_id) select 'eksempelrom-' || turn, id from example_part;

insert into rooms.room (id, hub_id, name, kind, state, capacity, area_m2, equipment, step_free, rules, example, place_in_list)
select 'eksempelsal-' || (p.turn - ${singles}) / 2, p.hub_id, jsonb_build_object('nb', 'Eksempelsal ' || (p.turn - ${singles}) / 2),
  'hall', 'open', 90, 180, '{screen,stage}', true, '${JSON.stringify(rules)}', true, 200 + p.turn
from example_part p where p.turn >= ${singles} and (p.turn - ${singles}) % 2 = 0;
insert into rooms.room_part (room_id, part_id)
select 'eksempelsal-' || (turn - ${singles}) / 2, id from example_part where turn >= ${singles};

-- Morning, middle of the day and evening; every fifth part has its evenings free.
create temp table example_booking on commit drop as
select gen_random_uuid() as id, p.id as part_id, 'eksempelrom-' || p.turn as room_id, p.hub_id,
  (day + start_time) at time zone '${timeZone}' as starts_at,
  (day + start_time) at time zone '${timeZone}' + interval '90 minutes' as ends_at, n
from (
  select day, turn, slot, row_number() over (order by day, slot, turn) as n
  from generate_series(0, 364) d
  cross join lateral (select (now() at time zone '${timeZone}')::date - 30 + d as day) days
  cross join example_part cross join generate_series(0, 2) slot
  where not (slot = 2 and turn % 5 = 0) and (d * 31 + turn * 17 + slot * 7) % 17 <> 0
) wanted
join example_part p using (turn)
cross join lateral (select time '00:00' + make_interval(mins =>
  (array[480, 690, 1020])[slot + 1] + (p.turn * 7 + extract(doy from day)::int * 3) % 4 * 30) as start_time) t
where n <= ${bookings};

insert into rooms.booking (id, kind, state, room_id, hub_id, starts_at, ends_at, tidy_minutes, first_starts_at, for_name, purpose,
  head_count, hours_state, created_at)
select id, 'booking', 'booked', room_id, hub_id, starts_at, ends_at, 15, starts_at, 'Eksempellaget ' || n % 400, 'Møte', 6,
  'staffed', now() - interval '30 days'
from example_booking;
insert into rooms.occupancy (booking_id, part_id, during)
select id, part_id, tstzrange(starts_at, ends_at + interval '15 minutes') from example_booking;
`
