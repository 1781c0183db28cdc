-- Access: doors, keys to them, and what happened at them.
create schema if not exists access;

create table access.door (
  id text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
  -- What tokens carry: four bytes.
  number int generated always as identity unique,
  hub_id text not null references hubs.hub,
  name jsonb not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  -- Which kind of lock, and what that kind needs to know; its secrets are sealed.
  adapter text not null,
  settings jsonb not null default '{}',
  -- Where it is and how it opens.
  directions jsonb not null default '{}',
  -- Wall clock while the building's alarm is on: no key is valid then. May go past midnight. Both null: no alarm.
  alarm_from time,
  alarm_to time,
  emergency_phone text not null check (emergency_phone ~ '^\+?\d{3,15}$'),
  -- What the lock does without power or agent. From inside it always opens.
  fail_state text not null default 'locked' check (fail_state in ('locked', 'unlocked')),
  -- Who answers for fire safety behind this door, in words for the holder of a key.
  fire_safety jsonb not null default '{}',
  -- Rises with every key taken back; an agent refuses an older list.
  revocation_counter bigint not null default 0,
  -- Shared with the door's own agent, sealed: it signs the agent's requests and hides PINs in the access list.
  agent_secret text,
  -- Made up for the demonstration.
  example boolean not null default false,
  created_at timestamptz not null default now(),
  constraint door_alarm_has_both check ((alarm_from is null) = (alarm_to is null))
);
create index door_of_hub on access.door (hub_id);

-- What a door last said of itself.
create table access.door_status (
  door_id text primary key references access.door,
  online boolean not null default false,
  battery int check (battery between 0 and 100),
  jammed boolean not null default false,
  locked boolean,
  heard_at timestamptz,
  checked_at timestamptz,
  -- What the door's agent has taken in, and the last of its numbered log lines we hold.
  list_counter bigint not null default 0,
  revocation_counter bigint not null default 0,
  device_seq bigint not null default 0
);

-- Which doors lead to a room: the outer one and its own.
create table access.room_door (
  room_id text not null references rooms.room,
  door_id text not null references access.door,
  place_in_list int not null default 0,
  primary key (room_id, door_id)
);
create index room_door_by_door on access.room_door (door_id);

-- A right to open one door in one window.
-- wanted → provisioning → ready → active → ended; or revoked → removed (the lock has confirmed); or failed (the caretaker is
-- told; we go on trying until the window is over).
create table access.key_grant (
  -- 64 random bits: what a token carries.
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  door_id text not null references access.door,
  hub_id text not null references hubs.hub,
  cause text not null check (cause in ('booking', 'activity', 'shift', 'role', 'staffless')),
  cause_id text not null,
  -- The cause as it was when this was wished: whoever works on an older one stops.
  cause_version int not null default 0,
  booking_id uuid references rooms.booking,
  person_id uuid references people.person,
  -- When what it is for begins.
  starts_at timestamptz not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- What cut the window shorter than fifteen minutes before and after: 'before', 'after', 'alarm'.
  cut_by text[] not null default '{}',
  state text not null default 'wanted' check (state in ('wanted', 'provisioning', 'ready', 'active', 'ended', 'revoked', 'removed', 'failed')),
  state_at timestamptz not null default now(),
  replaces_id text references access.key_grant,
  revoked_at timestamptz,
  revoked_by uuid references people.person,
  revoke_reason text,
  -- Trying to make the lock agree.
  attempts int not null default 0,
  next_try_at timestamptz,
  -- A worker is talking to the lock: nobody else does, so that no removal overtakes what it removes.
  leased_until timestamptz,
  detail text,
  told_at timestamptz,
  opened_at timestamptz,
  version int not null default 0,
  created_at timestamptz not null default now(),
  constraint "access.window" check (from_at < to_at)
);
-- One valid key at any time for a cause at a door.
create unique index "access.one-key" on access.key_grant (cause, cause_id, door_id) where state in ('wanted', 'provisioning', 'ready', 'active', 'failed');
create index key_grant_of_person on access.key_grant (person_id, from_at);
create index key_grant_of_door on access.key_grant (door_id, from_at);
create index key_grant_of_booking on access.key_grant (booking_id) where booking_id is not null;
create index key_grant_to_do on access.key_grant (from_at) where state not in ('ended', 'removed');

-- The PIN of a key, and its slot in the lock once it is sent there. The row stands until the lock has confirmed that the code
-- is gone; then it is deleted.
create table access.grant_pin (
  grant_id text primary key references access.key_grant,
  door_id text not null references access.door,
  slot int check (slot >= 0),
  sealed text not null,
  pin_hash text not null,
  -- null: the lock has not confirmed that it holds the code.
  confirmed_at timestamptz,
  constraint "access.slot-taken" unique (door_id, slot),
  constraint "access.pin-taken" unique (door_id, pin_hash)
);

-- Keyed hashes of PINs, so that none comes back to its door within 30 days.
create table access.used_pin (
  door_id text not null references access.door,
  pin_hash text not null,
  last_used_at timestamptz not null,
  primary key (door_id, pin_hash)
);
create index used_pin_by_age on access.used_pin (last_used_at);

-- Slots nobody may use until somebody has confirmed that they are empty.
create table access.slot_quarantine (
  door_id text not null references access.door,
  slot int not null,
  why text not null check (why in ('unknown-code', 'not-removed')),
  since timestamptz not null default now(),
  primary key (door_id, slot)
);

-- Ed25519. The newest that is not retired signs tokens, access lists and log checkpoints.
create table access.signing_key (
  -- Four bits in a token.
  id smallint primary key check (id between 0 and 15),
  public_key text not null,
  sealed_private_key text not null,
  made_at timestamptz not null default now(),
  retired_at timestamptz
);

-- Keys taken back, on the door's list until their window is over.
create table access.revocation (
  door_id text not null references access.door,
  counter bigint not null,
  grant_id text not null references access.key_grant,
  at timestamptz not null default now(),
  until timestamptz not null,
  primary key (door_id, counter),
  constraint revoked_once unique (grant_id)
);

-- The last signed list of each door.
create table access.access_list (
  door_id text primary key references access.door,
  counter bigint not null,
  signed text not null,
  issued_at timestamptz not null,
  valid_until timestamptz not null
);

-- What somebody asks a door to do now. Never later: a command that was not taken before it expires is not carried out.
create table access.command (
  id uuid primary key default gen_random_uuid(),
  door_id text not null references access.door,
  what text not null check (what in ('unlock')),
  grant_id text references access.key_grant,
  person_id uuid references people.person,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  taken_at timestamptz,
  result text
);
create index command_waiting on access.command (door_id, expires_at) where taken_at is null;

-- Something at a door that a person should look at.
create table access.door_report (
  id bigint generated always as identity primary key,
  door_id text not null references access.door,
  kind text not null check (kind in ('unknown-code', 'not-set', 'not-removed', 'full', 'jammed', 'battery-low', 'offline', 'log-gap', 'log-broken')),
  slot int,
  grant_id text references access.key_grant,
  detail text,
  at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references people.person
);
create unique index door_report_once on access.door_report (door_id, kind, slot, grant_id) nulls not distinct where ended_at is null;

-- What happened at the doors: a chain of hashes, cut into days. Rows are written under the head's lock.
create table access.log_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);
insert into access.log_head (seq, hash) values (0, '');

create table access.log_entry (
  seq bigint primary key,
  day date not null,
  door_id text not null references access.door,
  hub_id text not null references hubs.hub,
  grant_id text references access.key_grant,
  person_id uuid references people.person,
  what text not null check (what in ('opened', 'refused', 'locked', 'jammed', 'online', 'offline', 'battery-low', 'key-set', 'key-removed', 'key-revoked')),
  how text not null check (how in ('keypad', 'token', 'remote', 'inside', 'key', 'unknown', 'system')),
  detail text,
  -- As the door's own clock and counter say; a gap in the counter shows.
  device_at timestamptz,
  device_seq bigint,
  received_at timestamptz not null,
  previous_hash text not null,
  hash text not null
);
create index log_of_door on access.log_entry (door_id, seq desc);
create index log_of_grant on access.log_entry (grant_id) where grant_id is not null;
create index log_of_day on access.log_entry (day);

-- One day of the log, closed by a signature over where it began and ended. It stands after its rows are dropped.
create table access.log_segment (
  day date primary key,
  first_seq bigint not null,
  last_seq bigint not null,
  previous_hash text not null,
  last_hash text not null,
  key_id smallint not null references access.signing_key,
  signature text not null,
  closed_at timestamptz not null default now(),
  dropped_at timestamptz
);

create function access.refuse_rewriting() returns trigger language plpgsql as $$
begin
  -- A day goes as a whole, thirty days after, and only behind its signed checkpoint.
  if tg_op = 'DELETE' and exists (
    select from access.log_segment s where s.day = old.day and s.dropped_at is not null and s.day < current_date - 29
  ) then
    return old;
  end if;
  raise exception 'access.log_entry is append-only';
end $$;
create trigger append_only before update or delete on access.log_entry
  for each row execute function access.refuse_rewriting();

-- The simulated lock: what it does wrong on purpose, and what it holds. PINs only as keyed hashes.
create table access.simulated_lock (
  door_id text primary key references access.door,
  online boolean not null default true,
  slots int not null default 20 check (slots between 0 and 1000),
  -- Answers after this many seconds.
  late_seconds int not null default 0,
  -- So many of the next replies are lost, though the lock has done what it was told.
  lose_replies int not null default 0,
  -- So many of the next commands never arrive.
  lose_commands int not null default 0,
  battery int not null default 87,
  jammed boolean not null default false,
  locked boolean not null default true,
  unlocked_at timestamptz
);
create table access.simulated_slot (
  door_id text not null references access.simulated_lock,
  slot int not null,
  pin_hash text not null,
  primary key (door_id, slot)
);
create table access.simulated_message (
  id bigint generated always as identity primary key,
  door_id text not null references access.simulated_lock,
  at timestamptz not null default now(),
  what text not null,
  -- What it does when it is late: applied at this time.
  due_at timestamptz,
  change jsonb
);
create index simulated_message_of_door on access.simulated_message (door_id, id desc);
