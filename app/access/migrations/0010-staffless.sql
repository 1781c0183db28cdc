-- Staffless opening (meråpent): entry to a hub while nobody works there, for those who have agreed to the rules of the house.

create schema if not exists access;

-- What one agrees to at a hub. A text somebody has agreed to is never edited: a new version is a new row.
create table access.staffless_terms (
  id bigint generated always as identity primary key,
  hub_id text not null references hubs.hub,
  version int not null check (version > 0),
  body jsonb not null,
  minimum_age int not null check (minimum_age between 10 and 30),
  -- How long an agreement holds; then one reads it again.
  months int not null default 24 check (months between 1 and 120),
  example boolean not null default false,
  written_at timestamptz not null default now(),
  written_by uuid references people.person,
  constraint "access.terms-version-taken" unique (hub_id, version)
);

create table access.agreement (
  id uuid primary key default gen_random_uuid(),
  hub_id text not null references hubs.hub,
  person_id uuid not null references people.person,
  terms_id bigint not null references access.staffless_terms,
  agreed_at timestamptz not null default now(),
  valid_to date not null,
  ended_at timestamptz,
  ended_by uuid references people.person
);
create unique index "access.agreed-already" on access.agreement (hub_id, person_id) where ended_at is null;
create index agreement_of_person on access.agreement (person_id);

-- Decided by a person, with a reason, until a date; never by a machine. The appeal is decided by somebody else.
create table access.suspension (
  id uuid primary key default gen_random_uuid(),
  hub_id text not null references hubs.hub,
  person_id uuid not null references people.person,
  reason text not null check (length(reason) between 3 and 2000),
  starts_at timestamptz not null default now(),
  until date not null,
  decided_by uuid not null references people.person,
  appeal text check (length(appeal) between 3 and 4000),
  appealed_at timestamptz,
  appeal_upheld boolean,
  appeal_answer text,
  appeal_decided_by uuid references people.person,
  appeal_decided_at timestamptz,
  lifted_at timestamptz,
  lifted_by uuid references people.person,
  constraint "access.appeal-needs-another" check (appeal_decided_by is distinct from decided_by),
  check ((appeal is null) = (appealed_at is null)),
  check ((appeal_decided_at is null) = (appeal_upheld is null))
);
create index suspension_of_person on access.suspension (person_id);
create unique index "access.suspended-already" on access.suspension (hub_id, person_id) where lifted_at is null;

-- The doors one comes in by at that time.
create table access.staffless_door (
  door_id text primary key references access.door
);
