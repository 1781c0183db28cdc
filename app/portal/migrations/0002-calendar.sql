-- The address of a person's own calendar feed. The token is worked out from the salt and the server's key when its owner
-- looks at it; here is only its hash, so a stolen copy of this table opens no calendar.
create table portal.calendar_link (
  person_id uuid primary key references people.person,
  token_hash text not null unique,
  salt text not null,
  made_at timestamptz not null default now(),
  read_at timestamptz
);
