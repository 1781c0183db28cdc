-- Hubs: the places, what is under their roofs, and when their doors are open.

create extension if not exists btree_gist with schema public;

-- LocalText is jsonb: {"nb": "…", "nn": "…", "en": "…"}, in the languages somebody wrote it in.
-- `source` says where a fact comes from; null facts are not known, and pages say so.
create table hubs.hub (
  id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  name text not null check (length(name) between 1 and 120),
  place_in_list int not null default 0,
  opened_on text check (opened_on ~ '^\d{4}(-\d\d(-\d\d)?)?$'),
  opened_source text,
  address text,
  postal_code text check (postal_code ~ '^\d{4}$'),
  postal_place text,
  address_source text,
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  -- 'derived': a point of the postal code, not the door.
  position_source text,
  phone text,
  phone_source text,
  phone_note jsonb,
  email text,
  profile jsonb,
  profile_source text,
  -- Whoever edited last on the web; the municipality's file does not write over it again.
  edited_at timestamptz,
  created_at timestamptz not null default now()
);

create table hubs.status_period (
  id bigint generated always as identity primary key,
  hub_id text not null references hubs.hub,
  status text not null check (status in ('planned', 'temporary', 'open', 'closed')),
  -- Both included; null is open-ended.
  valid_from date,
  valid_to date,
  source text,
  check (valid_from <= valid_to),
  constraint "hubs.status-overlaps" exclude using gist (hub_id with =, daterange(valid_from, valid_to, '[]') with &&)
);

create table hubs.service (
  id text primary key check (id ~ '^[a-z0-9-]{1,80}$'),
  hub_id text not null references hubs.hub,
  kind text not null check (kind in ('service-desk', 'library', 'book-machine', 'cafe', 'health-station', 'community-centre', 'senior-centre', 'youth-club', 'culture-school', 'other')),
  name jsonb not null,
  -- Who runs it, when it is not the municipality at the hub.
  provider jsonb,
  -- Where in the building.
  place jsonb,
  note jsonb,
  phone text,
  website text check (website ~ '^https://'),
  source text,
  place_in_list int not null default 0,
  -- A service that has moved out keeps its row: closures and history point at it.
  ended_at timestamptz,
  created_at timestamptz not null default now()
);
create index service_of_hub on hubs.service (hub_id);

create table hubs.menu_item (
  id bigint generated always as identity primary key,
  service_id text not null references hubs.service,
  name jsonb not null,
  -- In øre; null is not known.
  price int check (price >= 0),
  allergens jsonb,
  example boolean not null default false,
  place_in_list int not null default 0
);
create index menu_item_of_service on hubs.menu_item (service_id);

create table hubs.hours (
  id bigint generated always as identity primary key,
  hub_id text not null references hubs.hub,
  -- null: the hub itself.
  service_id text references hubs.service,
  kind text not null check (kind in ('staffed', 'staffless')),
  osm text not null check (length(osm) between 1 and 500),
  valid_from date,
  valid_to date,
  closed_on_holidays boolean not null,
  example boolean not null default false,
  note jsonb,
  source text,
  created_at timestamptz not null default now(),
  -- Rows are ended, never rewritten: what the doors said last year can still be read.
  ended_at timestamptz,
  check (valid_from <= valid_to)
);
create index hours_of_hub on hubs.hours (hub_id) where ended_at is null;

create table hubs.closure (
  id bigint generated always as identity primary key,
  -- null: every hub.
  hub_id text references hubs.hub,
  -- null: the whole hub.
  service_id text references hubs.service,
  -- 'limited' is a notice: the doors keep their hours.
  effect text not null check (effect in ('closed', 'limited')),
  starts_at timestamptz not null,
  -- null: until further notice.
  ends_at timestamptz,
  may_be_extended boolean not null default false,
  reason jsonb not null,
  created_at timestamptz not null default now(),
  -- Called off before it began; one that has begun gets an end instead.
  withdrawn_at timestamptz,
  check (service_id is null or hub_id is not null),
  constraint "hubs.closure-ends-first" check (starts_at < ends_at)
);
create index closure_in_force on hubs.closure (ends_at) where withdrawn_at is null;

create table hubs.closure_exception (
  id bigint generated always as identity primary key,
  closure_id bigint not null references hubs.closure,
  hub_id text not null references hubs.hub,
  service_id text references hubs.service,
  -- As if nothing had happened, its own hours while the closure lasts, or only a sentence.
  hours text not null check (hours in ('as-usual', 'own', 'note')),
  osm text,
  note jsonb,
  check ((hours = 'own') = (osm is not null)),
  constraint "hubs.exception-twice" unique nulls not distinct (closure_id, hub_id, service_id)
);

create table hubs.school_holiday (
  id bigint generated always as identity primary key,
  name jsonb not null,
  starts_on date not null,
  ends_on date not null,
  -- Not adopted yet.
  proposal boolean not null default false,
  source text,
  check (starts_on <= ends_on),
  constraint "hubs.school-holiday-overlaps" exclude using gist (daterange(starts_on, ends_on, '[]') with &&)
);

create table hubs.facility (
  hub_id text not null references hubs.hub,
  kind text not null,
  answer text not null check (answer in ('yes', 'partly', 'no')),
  note jsonb,
  example boolean not null default false,
  source text,
  primary key (hub_id, kind)
);

create table hubs.picture (
  id bigint generated always as identity primary key,
  hub_id text not null references hubs.hub,
  -- Of the bytes as we keep them: the same picture has the same name for ever.
  hash text not null check (hash ~ '^[0-9a-f]{32}$'),
  widths int[] not null check (cardinality(widths) > 0),
  width int not null,
  height int not null,
  alt jsonb not null check (length(alt ->> 'nb') > 0),
  credit text,
  place_in_list int not null default 0,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index "hubs.picture-twice" on hubs.picture (hub_id, hash) where removed_at is null;

-- A change of hours that somebody is still thinking over: it survives a reload and can be previewed without script.
create table hubs.hours_draft (
  id uuid primary key default gen_random_uuid(),
  hub_id text not null references hubs.hub,
  wish jsonb not null,
  drafted_by uuid,
  created_at timestamptz not null default now(),
  applied_at timestamptz
);

-- Rises with every change that decides when a door is open. Taken from the clock, so that a database that is put back
-- from a backup, or a transaction that is rolled back, never meets a number a process already knows.
create table hubs.facts_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into hubs.facts_version (version) values ((extract(epoch from clock_timestamp()) * 1000000)::bigint);

create function hubs.raise_facts_version() returns trigger language plpgsql as $$
begin
  update hubs.facts_version
  set version = greatest(version + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint);
  return null;
end $$;

create trigger raises_facts_version after insert or update or delete on hubs.hub
  for each statement execute function hubs.raise_facts_version();
create trigger raises_facts_version after insert or update or delete on hubs.status_period
  for each statement execute function hubs.raise_facts_version();
create trigger raises_facts_version after insert or update or delete on hubs.service
  for each statement execute function hubs.raise_facts_version();
create trigger raises_facts_version after insert or update or delete on hubs.hours
  for each statement execute function hubs.raise_facts_version();
create trigger raises_facts_version after insert or update or delete on hubs.closure
  for each statement execute function hubs.raise_facts_version();
create trigger raises_facts_version after insert or update or delete on hubs.closure_exception
  for each statement execute function hubs.raise_facts_version();
create trigger raises_facts_version after insert or update or delete on hubs.school_holiday
  for each statement execute function hubs.raise_facts_version();
