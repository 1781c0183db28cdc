-- People: who someone is here, how they sign in, whom they act for, what they may do, and who has looked.

-- Histories in every module point at this row. Erasing a person empties it and leaves it standing.
create table people.person (
  id uuid primary key default gen_random_uuid(),
  name text,
  language text not null default 'nb' check (language in ('nb', 'nn', 'en')),
  birth_band text check (birth_band in ('under-13', '13-17', '18-25', '26-66', '67-plus')),
  created_at timestamptz not null default now(),
  last_signed_in_at timestamptz not null default now(),
  erased_at timestamptz,
  constraint person_erased_is_empty check (erased_at is null or (name is null and birth_band is null))
);
create index person_by_name on people.person (lower(name)) where erased_at is null;

-- Apart from the person, so that no join shows it by accident: sealed for reading, hashed for finding.
create table people.national_id (
  person_id uuid primary key references people.person,
  sealed text not null,
  lookup_hash text not null unique
);

-- Who the identity provider says this is. Holders of a foreign eID have no national id, only this.
create table people.login (
  issuer text not null,
  subject text not null,
  person_id uuid not null references people.person,
  primary key (issuer, subject)
);
create index login_of_person on people.login (person_id);

-- `value` is confirmed or null; mail never goes to `pending_value` except the code that confirms it.
create table people.contact (
  person_id uuid not null references people.person,
  kind text not null check (kind in ('email', 'phone')),
  value text,
  confirmed_at timestamptz,
  pending_value text,
  pending_code_hash text,
  pending_until timestamptz,
  pending_tries int not null default 0,
  primary key (person_id, kind),
  check ((value is null) = (confirmed_at is null)),
  check ((pending_value is null) = (pending_code_hash is null) and (pending_value is null) = (pending_until is null))
);

create table people.message_choice (
  person_id uuid not null references people.person,
  kind text not null check (kind in ('reminders', 'followed')),
  wanted boolean not null,
  primary key (person_id, kind)
);

create table people.follow (
  person_id uuid not null references people.person,
  topic text not null check (length(topic) between 1 and 200),
  since timestamptz not null default now(),
  primary key (person_id, topic)
);
create index follow_by_topic on people.follow (topic);

create table people.sign_in_attempt (
  state_hash text primary key,
  browser_hash text not null,
  nonce text not null,
  verifier_sealed text not null,
  wanted_acr text not null,
  step_up_of uuid,
  anew boolean not null,
  leads_to text not null,
  language text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sign_in_attempt_by_expiry on people.sign_in_attempt (expires_at);

create table people.session (
  id uuid primary key default gen_random_uuid(),
  token_hash text not null unique,
  person_id uuid not null references people.person,
  acr text not null,
  issuer text not null,
  issuer_sid text,
  id_token_sealed text,
  device text not null,
  created_at timestamptz not null default now(),
  signed_in_at timestamptz not null default now(),
  rotated_at timestamptz not null default now(),
  stepped_up_at timestamptz,
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed-out', 'ended-by-person', 'issuer', 'replaced', 'erased'))
);
create index session_of_person on people.session (person_id) where ended_at is null;
create index session_by_issuer_sid on people.session (issuer, issuer_sid) where ended_at is null;

-- Logout tokens already obeyed: a second delivery is a replay.
create table people.logout_token (
  issuer text not null,
  jti text not null,
  expires_at timestamptz not null,
  constraint "people.logout-replayed" primary key (issuer, jti)
);

create table people.role_grant (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person,
  role text not null check (role in ('host', 'hub-leader', 'editor', 'caseworker', 'administrator')),
  hub_id text,
  from_date date not null,
  to_date date,
  granted_by uuid references people.person,
  granted_at timestamptz not null default now(),
  ended_by uuid references people.person,
  ended_at timestamptz,
  constraint "people.grant-to-yourself" check (granted_by is distinct from person_id),
  constraint "people.role-needs-hub" check (role not in ('host', 'hub-leader') or hub_id is not null),
  constraint "people.role-has-no-hub" check (role <> 'administrator' or hub_id is null),
  constraint "people.role-dates" check (to_date is null or to_date >= from_date),
  constraint "people.has-role" exclude using gist (
    person_id with =, role with =, (coalesce(hub_id, '')) with =, daterange(from_date, to_date, '[]') with &&
  ) where (ended_at is null)
);
create index role_grant_of_person on people.role_grant (person_id) where ended_at is null;

-- A child is a name and a birth year that a guardian wrote down. Never matched with a person who signs in.
create table people.child (
  id uuid primary key default gen_random_uuid(),
  name text check (length(name) between 1 and 100),
  birth_year int check (birth_year between 1900 and 2200),
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  constraint child_is_whole_or_erased check (num_nonnulls(name, birth_year) = case when erased_at is null then 2 else 0 end)
);

create table people.guardianship (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person,
  child_id uuid not null references people.child on delete cascade,
  from_date date not null,
  to_date date,
  invited_by uuid references people.person
);
create unique index "people.already-guardian" on people.guardianship (person_id, child_id) where to_date is null;
create index guardianship_of_child on people.guardianship (child_id);

create table people.guardian_invitation (
  id uuid primary key default gen_random_uuid(),
  child_id uuid not null references people.child on delete cascade,
  invited_by uuid not null references people.person,
  email text not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index guardian_invitation_of_child on people.guardian_invitation (child_id);
create index guardian_invitation_by on people.guardian_invitation (invited_by);

-- Who did or saw what. `details` holds codes and ids, never names or text that people wrote.
create table people.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  kind text not null check (kind in ('action', 'view')),
  action text not null,
  actor_kind text not null check (actor_kind in ('anonymous', 'person', 'system')),
  actor_id uuid references people.person,
  about_kind text not null,
  about_id text not null,
  about_person uuid references people.person,
  hub_id text,
  request_id text,
  details jsonb
);
create index audit_by_actor on people.audit (actor_id, id);
create index audit_by_person on people.audit (about_person, id);
create index audit_by_action on people.audit (action, id);
create index audit_by_time on people.audit (at);

-- Append-only. Only the retention job, which says so for its own transaction, may remove rows that are old enough.
create function people.audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('people.retention', true) = 'on' then
    return old;
  end if;
  raise exception 'people.audit is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_is_append_only before update or delete on people.audit
  for each row execute function people.audit_is_append_only();
create trigger audit_is_never_emptied before truncate on people.audit
  for each statement execute function people.audit_is_append_only();

create table people.privacy_request (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person,
  kind text not null check (kind in ('export', 'erasure')),
  asked_at timestamptz not null default now(),
  done_at timestamptz
);
create index privacy_request_of_person on people.privacy_request (person_id);

-- What archive law keeps after an erasure: sealed, out of every list and search, until its date.
create table people.kept_record (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references people.privacy_request,
  data_class text not null,
  legal_basis text not null,
  sealed text,
  keep_until date not null
);
create index kept_record_by_date on people.kept_record (keep_until);
