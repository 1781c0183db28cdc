-- Associations, and who may act for them when. How they register and are verified comes later; staff write them down.
create table people.association (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  -- In Enhetsregisteret; not all who meet have one.
  org_number text check (org_number ~ '^\d{9}$'),
  kind text not null default 'association' check (kind in ('association', 'business', 'municipality', 'group')),
  -- Where it mostly is.
  hub_id text,
  active_from date not null default current_date,
  active_to date,
  -- Made up for the demonstration.
  example boolean not null default false,
  created_at timestamptz not null default now(),
  created_by uuid references people.person,
  constraint "people.association-number-taken" unique (org_number),
  check (active_to is null or active_to >= active_from)
);
create index association_by_name on people.association (lower(name));

-- A dated right to act for an association. Ended by a date, never overwritten.
create table people.mandate (
  id uuid primary key default gen_random_uuid(),
  association_id uuid not null references people.association,
  person_id uuid not null references people.person,
  role text not null check (role in ('leader', 'booker')),
  from_date date not null default current_date,
  to_date date,
  granted_by uuid references people.person,
  granted_at timestamptz not null default now(),
  ended_by uuid references people.person,
  ended_at timestamptz,
  constraint "people.mandate-to-yourself" check (granted_by is distinct from person_id),
  constraint "people.mandate-dates" check (to_date is null or to_date >= from_date)
);
create index mandate_of_person on people.mandate (person_id) where ended_at is null;
create index mandate_of_association on people.mandate (association_id) where ended_at is null;
-- Once per association at a time: a new mandate waits until the old one has ended.
create extension if not exists btree_gist with schema public;
alter table people.mandate add constraint "people.has-mandate"
  exclude using gist (association_id with =, person_id with =, daterange(from_date, to_date, '[]') with &&) where (ended_at is null);
