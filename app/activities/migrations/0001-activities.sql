create schema if not exists activities;
create extension if not exists pg_trgm;

-- Letters as people type them on a foreign keyboard: "sprakkafe" finds "Språkkafé".
create function activities.fold(written text) returns text
  language sql immutable parallel safe strict
  return translate(lower(written), 'æøåäöüéèêëáàâóòôíìîúùûçñ', 'aoaaoueeeeaaaoooiiiuuucn');

-- What is planned: the words, the rule that makes its dates, and how one signs up.
create table activities.series (
  id bigint generated always as identity primary key,
  hub_id text references hubs.hub (id),               -- null: the whole municipality
  form text not null check (form in ('one-off', 'pop-up', 'course', 'recurring')),
  state text not null default 'draft' check (state in ('draft', 'published', 'cancelled')),

  title jsonb not null,                               -- LocalText: {"nb": "…", "en": "…"}
  summary jsonb not null default '{}',
  body jsonb not null default '{}',
  organiser_kind text not null default 'municipality'
    check (organiser_kind in ('municipality', 'association', 'volunteers', 'community-centre')),
  organiser_name text not null default '',
  category text not null check (category in (
    'meeting', 'language', 'culture', 'music', 'craft', 'exercise', 'outdoors',
    'children', 'youth', 'seniors', 'learning', 'help')),

  place jsonb not null default '{}',                  -- in words, at the hub: "the kitchen, 1st floor"
  meeting_point jsonb not null default '{}',          -- when it is not at the hub
  outdoors boolean not null default false,
  audience text[] not null default '{}',
  age_min int check (age_min between 0 and 120),
  age_max int check (age_max between 0 and 120),
  languages text[] not null default '{}',             -- spoken there
  free boolean not null default true,
  price jsonb not null default '{}',
  accessibility text[] not null default '{}',
  accessibility_note jsonb not null default '{}',
  bring jsonb not null default '{}',
  picture_id bigint references hubs.picture (id),
  contact jsonb not null default '{}',                -- {role, name?, email?, phone?}: an office, never a private number
  links jsonb not null default '[]',                  -- [{url, text}]
  needs_hours text not null default 'staffed' check (needs_hours in ('staffed', 'any', 'none')),

  -- {start, time, minutes, rrule, skipPublicHolidays, skipSchoolHolidays, extraDates, cancelledDates}: wall clock
  rule jsonb not null,
  dates_until date,                                   -- an endless rule has its dates written up to here

  sign_up text not null default 'none' check (sign_up in ('none', 'open')),
  capacity int check (capacity between 1 and 10000),  -- null: no limit
  minimum int check (minimum between 1 and 10000),
  waiting_list boolean not null default true,
  opens_at timestamptz,
  closes_minutes_before int not null default 0 check (closes_minutes_before between 0 and 525600),
  max_party int not null default 5 check (max_party between 1 and 50),
  questions jsonb not null default '[]',              -- [{id, label, kind, options, required, expiryDays}]

  sequence int not null default 0,                    -- rises with every change people were told about
  cancelled_message jsonb,
  continues_series_id bigint references activities.series (id),
  example boolean not null default false,             -- day and time are made up for the demonstration
  published_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references people.person,
  updated_at timestamptz not null default now(),
  updated_by uuid references people.person,

  folded text generated always as (activities.fold(
    coalesce(title ->> 'nb', '') || ' ' || coalesce(title ->> 'nn', '') || ' ' || coalesce(title ->> 'en', '')
  )) stored,
  search tsvector generated always as (
    setweight(to_tsvector('norwegian', coalesce(title ->> 'nb', '') || ' ' || coalesce(title ->> 'nn', '')), 'A')
    || setweight(to_tsvector('norwegian', activities.fold(coalesce(title ->> 'nb', '') || ' ' || coalesce(title ->> 'nn', ''))), 'A')
    || setweight(to_tsvector('english', coalesce(title ->> 'en', '')), 'A')
    || setweight(to_tsvector('simple', organiser_name), 'B')
    || setweight(to_tsvector('norwegian', coalesce(summary ->> 'nb', '') || ' ' || coalesce(summary ->> 'nn', '')), 'B')
    || setweight(to_tsvector('english', coalesce(summary ->> 'en', '')), 'B')
    || setweight(to_tsvector('norwegian', coalesce(body ->> 'nb', '') || ' ' || coalesce(body ->> 'nn', '')), 'C')
    || setweight(to_tsvector('english', coalesce(body ->> 'en', '')), 'C')
  ) stored,

  constraint "activities.ages" check (age_min is null or age_max is null or age_min <= age_max),
  constraint "activities.minimum-over-capacity" check (minimum is null or capacity is null or minimum <= capacity)
);
create index series_hub on activities.series (hub_id, state);
create index series_continues on activities.series (continues_series_id) where continues_series_id is not null;
create index series_search on activities.series using gin (search);
create index series_spelling on activities.series using gin (folded gin_trgm_ops);

-- One date. It keeps its id when the rule is edited or the series is split, so sign-ups and calendar entries follow it.
-- "dropped": the rule no longer has this date and nobody had signed up; kept for those who still point to it, shown to nobody.
create table activities.occurrence (
  id bigint generated always as identity primary key,
  series_id bigint not null references activities.series (id),
  original_date date not null,                        -- the slot of the rule, also after the date was moved
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'on' check (state in ('on', 'cancelled', 'dropped')),
  hub_id text references hubs.hub (id),
  changes jsonb not null default '{}',                -- what differs on this date: {time?, title?, place?, capacity?, …}
  message jsonb,                                      -- said with the cancellation or the change
  attention text check (attention in ('closed', 'not-staffed', 'not-open')),  -- its hours went away
  sequence int not null default 0,
  constraint "activities.date-taken" unique (series_id, original_date) deferrable initially immediate,
  constraint "activities.ends-before-start" check (starts_at < ends_at)
);
create index occurrence_time on activities.occurrence (starts_at, id) where state <> 'dropped';
create index occurrence_hub_time on activities.occurrence (hub_id, starts_at, id) where state <> 'dropped';
create index occurrence_series_time on activities.occurrence (series_id, starts_at);

-- Who owns the places: each date of a series, or the whole course (occurrence_id null).
-- Point to pools and occurrences, never to a series: a split carries both over to the series that continues.
create table activities.pool (
  id bigint generated always as identity primary key,
  series_id bigint not null references activities.series (id),
  occurrence_id bigint unique references activities.occurrence (id),
  capacity int,
  taken int not null default 0 check (taken >= 0),
  next_rank int not null default 1,
  constraint "activities.full" check (capacity is null or taken <= capacity)
);
create unique index pool_course on activities.pool (series_id) where occurrence_id is null;
create index pool_series on activities.pool (series_id);

-- Who changed what, for the hosts. Nobody rewrites it.
create table activities.change (
  id bigint generated always as identity primary key,
  series_id bigint not null references activities.series (id),
  occurrence_id bigint references activities.occurrence (id),
  at timestamptz not null default now(),
  person_id uuid references people.person,            -- null: the system; the name is read from people, so erasure reaches it
  what text not null,
  details jsonb not null default '{}'
);
create index change_series on activities.change (series_id, at desc);

create function activities.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'activities.change is append-only';
end $$;
create trigger append_only before update or delete on activities.change
  for each row execute function activities.refuse_rewriting();
