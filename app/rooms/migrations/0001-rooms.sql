-- Rooms: what can be booked, and who has it when.
create schema if not exists rooms;

-- The smallest space one can lock. Only parts are ever taken: a hall that divides is two parts, so the whole hall blocks
-- its halves and two halves do not block each other.
create table rooms.part (
  id bigint generated always as identity primary key,
  hub_id text not null references hubs.hub,
  name jsonb not null,
  place_in_list int not null default 0
);
create index part_of_hub on rooms.part (hub_id);

-- What one agrees to before booking. A text that somebody has accepted is never edited: a new version is a new row.
create table rooms.terms (
  id bigint generated always as identity primary key,
  -- null: of the whole municipality.
  hub_id text references hubs.hub,
  version int not null check (version > 0),
  title jsonb not null,
  body jsonb not null,
  written_at timestamptz not null default now(),
  written_by uuid references people.person,
  constraint "rooms.terms-version-taken" unique nulls not distinct (hub_id, version)
);

-- What is booked: a named set of parts, its facts and its rules.
create table rooms.room (
  id text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
  hub_id text not null references hubs.hub,
  name jsonb not null,
  summary jsonb not null default '{}',
  kind text not null check (kind in ('meeting', 'hall', 'stage', 'kitchen', 'workshop', 'studio', 'other')),
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  -- Most people at once, as the fire authority or the building's owner says. Nobody overrides it.
  capacity int not null check (capacity between 1 and 5000),
  area_m2 int check (area_m2 between 1 and 100000),
  floor jsonb not null default '{}',
  equipment text[] not null default '{}',
  equipment_note jsonb not null default '{}',
  -- null: nobody has told us.
  step_free boolean,
  accessibility text[] not null default '{}',
  accessibility_note jsonb not null default '{}',
  -- Who films, why and for how long; empty where there is no camera.
  camera_notice jsonb not null default '{}',
  -- How to get in, what to switch on, how to leave it.
  instructions jsonb not null default '{}',
  -- Who answers for fire safety in this room.
  fire_safety jsonb not null default '{}',
  rules jsonb not null,                               -- RuleSet, see rule-set.ts
  terms_id bigint references rooms.terms,
  -- Made up for the demonstration.
  example boolean not null default false,
  place_in_list int not null default 0,
  version int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid references people.person
);
create index room_of_hub on rooms.room (hub_id, place_in_list);

create table rooms.room_part (
  room_id text not null references rooms.room,
  part_id bigint not null references rooms.part,
  primary key (room_id, part_id)
);
create index room_part_by_part on rooms.room_part (part_id);

create table rooms.room_picture (
  room_id text not null references rooms.room,
  picture_id bigint not null references hubs.picture,
  place_in_list int not null default 0,
  primary key (room_id, picture_id)
);

-- The same wish on many dates. The rule is kept as it was wished (Rule of the module recurrence); its dates are bookings.
create table rooms.series (
  id bigint generated always as identity primary key,
  room_id text not null references rooms.room,
  rule jsonb not null,
  person_id uuid references people.person,
  association_id uuid references people.association,
  continues_series_id bigint references rooms.series,
  created_at timestamptz not null default now()
);
create index series_of_person on rooms.series (person_id);

-- A date of a series that could not be had, why, and what its owner chose.
create table rooms.refused_date (
  series_id bigint not null references rooms.series,
  date date not null,
  code text not null,
  choice text not null check (choice in ('skip', 'move')),
  moved_to uuid,
  primary key (series_id, date)
);

-- held: kept while somebody fills in the form or considers an offer, until held_until by the clock.
-- requested: waits for a host's answer, and blocks. correction: the host has asked for something by correct_by, and it blocks.
-- booked. The rest blocks nothing: declined, cancelled, released (nobody came), lapsed (a hold or request whose time ran out).
create table rooms.booking (
  id uuid primary key default gen_random_uuid(),
  -- 'activity': an activity holds it, `about` says which. 'block': cleaning, repair.
  kind text not null check (kind in ('booking', 'activity', 'block')),
  state text not null check (state in ('held', 'requested', 'correction', 'booked', 'declined', 'cancelled', 'released', 'lapsed')),
  room_id text not null references rooms.room,
  hub_id text not null references hubs.hub,
  series_id bigint references rooms.series,
  -- The slot of the series' rule, also after the date was moved.
  original_date date,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Time to tidy after, as the rules were when it was booked. It blocks as the booking itself.
  tidy_minutes int not null default 0 check (tidy_minutes between 0 and 1440),
  -- Deadlines are counted from here: moving a booking does not buy new time to cancel.
  first_starts_at timestamptz not null,
  held_until timestamptz,
  answer_by timestamptz,
  correct_by timestamptz,
  -- Whose it is: a person, and, when they book for one, the association. Without account: written down by a host.
  person_id uuid references people.person,
  association_id uuid references people.association,
  for_name text,
  for_email text,
  for_phone text,
  -- Who is there and answers for it: the person unless somebody else is named.
  responsible_name text,
  responsible_phone text,
  -- What a booking for an activity or a block is about, in words anybody may read.
  title jsonb,
  -- 'activities.occurrence:12': whoever stands above and holds the room. Never read here.
  about text,
  purpose text not null default '',
  head_count int not null default 1 check (head_count >= 1),
  -- 'closed': only those invited; 'open': whoever comes.
  audience text not null default 'closed' check (audience in ('open', 'closed')),
  alcohol boolean not null default false,
  price_group text,
  -- Recorded; nobody is charged yet. In øre.
  price_ore int not null default 0,
  terms_id bigint references rooms.terms,
  -- The state of the hub's hours when it was booked: which rules were asked.
  hours_state text not null check (hours_state in ('staffed', 'staffless', 'evening', 'weekend', 'night', 'closed')),
  -- A host set a rule aside: why.
  override_reason text,
  checked_in_at timestamptz,
  -- Somebody opened a door with its key.
  used_at timestamptz,
  -- A change of hours has taken the door away and nobody has decided: closed, not-staffed, not-open.
  attention text,
  message jsonb,
  -- Rises with everything that people or locks must hear of; calendars get it as SEQUENCE.
  version int not null default 0,
  created_at timestamptz not null default now(),
  created_by uuid references people.person,
  ended_at timestamptz,
  anonymised_at timestamptz,
  constraint "rooms.ends-before-start" check (starts_at < ends_at),
  constraint booking_hold_ends check (state <> 'held' or held_until is not null),
  constraint booking_activity_says_which check (kind <> 'activity' or about is not null),
  constraint "rooms.series-date-taken" unique (series_id, original_date)
);
create index booking_of_person on rooms.booking (person_id, starts_at);
create index booking_of_association on rooms.booking (association_id, starts_at) where association_id is not null;
create index booking_of_room on rooms.booking (room_id, starts_at);
create index booking_of_hub on rooms.booking (hub_id, starts_at);
create index booking_about on rooms.booking (about) where about is not null;
create index booking_held on rooms.booking (held_until) where state = 'held';
create index booking_waiting on rooms.booking (hub_id, answer_by) where state in ('requested', 'correction');
create index booking_coming on rooms.booking (starts_at) where state = 'booked' and kind = 'booking' and used_at is null and checked_in_at is null;

-- Which parts are taken when. A row stands exactly as long as its booking blocks; expired holds are swept by whoever wants
-- the time, under the parts' locks.
create table rooms.occupancy (
  booking_id uuid not null references rooms.booking,
  part_id bigint not null references rooms.part,
  -- Half open, tidying included: one may end where the next begins.
  during tstzrange not null,
  primary key (booking_id, part_id),
  constraint "rooms.taken" exclude using gist (part_id with =, during with &&),
  constraint occupancy_half_open check (lower_inc(during) and not upper_inc(during) and not isempty(during))
);

-- What was done with a booking, by whom and why: requested, approved, asked for a correction, declined, appealed, moved …
-- Answers are these rows. Nobody rewrites them.
create table rooms.step (
  id bigint generated always as identity primary key,
  booking_id uuid not null references rooms.booking,
  at timestamptz not null default now(),
  person_id uuid references people.person,
  what text not null,
  reason text,
  details jsonb not null default '{}'
);
create index step_of_booking on rooms.step (booking_id, id);

create function rooms.refuse_rewriting() returns trigger language plpgsql as $$
begin
  -- What people wrote goes when the booking is anonymised; what was done stands.
  if tg_op = 'UPDATE' and new.reason is null
    and (old.id, old.booking_id, old.at, old.what) = (new.id, new.booking_id, new.at, new.what) then
    return new;
  end if;
  raise exception 'rooms.step is append-only';
end $$;
create trigger append_only before update or delete on rooms.step
  for each row execute function rooms.refuse_rewriting();

-- Who would like a time that is taken. An offer is a held booking.
create table rooms.wait (
  id uuid primary key default gen_random_uuid(),
  room_id text not null references rooms.room,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  person_id uuid not null references people.person,
  association_id uuid references people.association,
  head_count int not null default 1,
  state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left')),
  booking_id uuid references rooms.booking,
  version int not null default 0,
  created_at timestamptz not null default now(),
  check (starts_at < ends_at)
);
create unique index "rooms.waiting-already" on rooms.wait (room_id, person_id, starts_at, ends_at) where state in ('waiting', 'offered');
create index wait_of_room on rooms.wait (room_id, starts_at) where state = 'waiting';
create index wait_of_person on rooms.wait (person_id);

-- Whoever wants time in a room waits here, in one order for everybody: rivals queue and never deadlock.
create function rooms.hold_parts(p_parts bigint[]) returns void language plpgsql as $$
begin
  perform from rooms.part where id = any (p_parts) order by id for no key update;
end $$;

-- The one door: takes the parts for a booking, or tells which bookings are in the way (then nothing has changed). What the
-- booking itself had is not in its way: it may move onto its own time.
create function rooms.occupy(p_booking uuid, p_parts bigint[], p_during tstzrange, p_now timestamptz)
  returns uuid[] language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  in_the_way uuid[];
begin
  perform rooms.hold_parts(p_parts);
  -- A statement of its own: it sees what was committed while we waited.
  with over as (
    select distinct b.id from rooms.occupancy o join rooms.booking b on b.id = o.booking_id
    where o.part_id = any (p_parts) and o.during && p_during and b.state = 'held' and b.held_until <= p_now
      and b.id <> p_booking
  ), lapsed as (
    update rooms.booking b set state = 'lapsed', ended_at = p_now, version = version + 1
    from over where b.id = over.id
  )
  delete from rooms.occupancy o using over where o.booking_id = over.id;

  select array_agg(distinct o.booking_id) into in_the_way from rooms.occupancy o
    where o.part_id = any (p_parts) and o.during && p_during and o.booking_id <> p_booking;
  if in_the_way is not null then
    return in_the_way;
  end if;
  delete from rooms.occupancy where booking_id = p_booking;
  insert into rooms.occupancy (booking_id, part_id, during)
    select p_booking, part, p_during from unnest(p_parts) part;
  return '{}';
end $$;
