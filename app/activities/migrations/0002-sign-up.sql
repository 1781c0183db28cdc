-- Sign-ups. Lock order everywhere: pools by id first, then their sign-ups. Whoever holds the pool's row may count.

create table activities.sign_up (
  id uuid primary key default gen_random_uuid(),
  pool_id bigint not null references activities.pool,
  person_id uuid references people.person,            -- null: without account
  name text check (length(name) between 1 and 100),   -- null after anonymising
  email text check (email = lower(email) and length(email) <= 254),
  phone text check (length(phone) <= 30),             -- only of those a host signed up without e-mail
  party_size int not null check (party_size between 1 and 50),
  attends boolean not null default true,              -- false: a guardian who signs up children only
  state text not null check (state in ('unconfirmed', 'attending', 'waiting', 'offered', 'cancelled', 'lapsed')),
  holds boolean not null,                             -- counted in pool.taken
  held_until timestamptz,                             -- to be confirmed, or the offer answered, before this
  rank int,                                           -- queue number of those who did not get a place at once
  code text not null,                                 -- said or shown at the door; only hosts can use it
  lang text not null default 'nb' check (lang in ('nb', 'nn', 'en')),
  remind boolean not null default true,
  version int not null default 1,                     -- rises with every change its owner is told about
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  signed_up_by uuid references people.person,         -- the host who did it on someone's behalf
  lapsed_from text check (lapsed_from in ('unconfirmed', 'offered')),
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('self', 'host', 'organiser', 'erasure')),
  anonymised_at timestamptz,
  constraint sign_up_holds check (
    case state when 'attending' then holds when 'offered' then holds when 'unconfirmed' then true else not holds end),
  constraint sign_up_deadline check ((state in ('unconfirmed', 'offered')) = (held_until is not null)),
  constraint sign_up_cancelled check ((state = 'cancelled') = (cancelled_at is not null)),
  constraint sign_up_anonymous check (anonymised_at is null or (name is null and email is null and person_id is null)),
  constraint "activities.rank-taken" unique (pool_id, rank)
);
create unique index "activities.already-signed-up" on activities.sign_up (pool_id, coalesce(person_id::text, email))
  where attends and state in ('unconfirmed', 'attending', 'waiting', 'offered');
create index sign_up_pool on activities.sign_up (pool_id, created_at);
create index sign_up_line on activities.sign_up (pool_id, rank) where state = 'waiting';
create index sign_up_held on activities.sign_up (held_until) where held_until is not null;
create index sign_up_held_in_pool on activities.sign_up (pool_id, held_until) where held_until is not null;
create index sign_up_person on activities.sign_up (person_id) where person_id is not null;

-- Each mail carries a link of its own: only hashes are stored, so an old mail's link cannot be looked up to be sent again.
create table activities.sign_up_link (
  token_hash text primary key,
  sign_up_id uuid not null references activities.sign_up on delete cascade,
  made_at timestamptz not null default now()
);
create index sign_up_link_of on activities.sign_up_link (sign_up_id);

-- Who comes besides the one who signed up: a child by its row, a companion by name.
create table activities.attendee (
  id bigint generated always as identity primary key,
  sign_up_id uuid not null references activities.sign_up on delete cascade,
  pool_id bigint not null references activities.pool,
  child_id uuid references people.child on delete set null,
  name text check (length(name) between 1 and 100),
  live boolean not null default true                  -- kept by a trigger on the sign-up's state
);
create unique index "activities.child-already-signed-up" on activities.attendee (pool_id, child_id)
  where live and child_id is not null;
create index attendee_of on activities.attendee (sign_up_id);

create table activities.answer (
  sign_up_id uuid not null references activities.sign_up on delete cascade,
  question_id text not null,
  answer text not null check (length(answer) <= 2000),
  expires_at timestamptz not null,
  primary key (sign_up_id, question_id)
);
create index answer_expiry on activities.answer (expires_at);

-- "Not tonight": one date of a course. `seats` went to that date's own pool.
create table activities.absence (
  sign_up_id uuid not null references activities.sign_up on delete cascade,
  occurrence_id bigint not null references activities.occurrence,
  seats int not null,
  at timestamptz not null default now(),
  primary key (sign_up_id, occurrence_id)
);
create index absence_date on activities.absence (occurrence_id);

-- Who came. Without a sign-up: everybody who walked in, as one count.
create table activities.attendance (
  occurrence_id bigint not null references activities.occurrence,
  sign_up_id uuid references activities.sign_up,
  count int not null check (count between 0 and 10000),
  at timestamptz not null default now(),
  by_person uuid references people.person,
  constraint "activities.checked-in" unique nulls not distinct (occurrence_id, sign_up_id)
);
create index attendance_of on activities.attendance (sign_up_id) where sign_up_id is not null;

-- A date that was moved is another `starts_at`, so it is reminded of anew.
create table activities.reminded (
  sign_up_id uuid not null references activities.sign_up on delete cascade,
  occurrence_id bigint not null references activities.occurrence,
  starts_at timestamptz not null,
  primary key (sign_up_id, occurrence_id, starts_at)
);

create function activities.count_places() returns trigger language plpgsql as $$
declare
  before int := case when tg_op = 'INSERT' or not old.holds then 0 else old.party_size end;
  after int := case when tg_op = 'DELETE' or not new.holds then 0 else new.party_size end;
begin
  if before <> after then
    update activities.pool set taken = taken + after - before
      where id = case when tg_op = 'DELETE' then old.pool_id else new.pool_id end;
  end if;
  return null;
end $$;
create trigger count_places after insert or delete or update of holds, party_size on activities.sign_up
  for each row execute function activities.count_places();

create function activities.keep_attendees_live() returns trigger language plpgsql as $$
begin
  update activities.attendee set live = new.state not in ('cancelled', 'lapsed') where sign_up_id = new.id;
  return null;
end $$;
create trigger keep_attendees_live after update of state on activities.sign_up
  for each row when (old.state is distinct from new.state) execute function activities.keep_attendees_live();

-- A cancellation waits for sign-ups that are under way, so that its mail reaches them; those after it see it.
create function activities.cancelling_waits_for_sign_ups() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'series' then
    perform from activities.pool where series_id = new.id order by id for no key update;
  else
    perform from activities.pool where occurrence_id = new.id for no key update;
  end if;
  return new;
end $$;
create trigger cancelling_waits_for_sign_ups before update of state on activities.series
  for each row when (new.state is distinct from old.state) execute function activities.cancelling_waits_for_sign_ups();
create trigger cancelling_waits_for_sign_ups before update of state on activities.occurrence
  for each row when (new.state is distinct from old.state) execute function activities.cancelling_waits_for_sign_ups();

-- What is left at this moment: holds and offers end by the clock, also before anybody has swept them away.
create function activities.taken_at(pool activities.pool, moment timestamptz) returns int
  language sql stable
  return pool.taken - (
    select coalesce(sum(party_size), 0)::int from activities.sign_up s
    where s.pool_id = pool.id and s.held_until <= moment and s.holds);

/* Ends the holds and offers whose time is over. The caller holds the pool's row. */
create function activities.sweep(p_pool bigint, p_now timestamptz) returns uuid[] language plpgsql as $$
declare
  gone uuid[];
begin
  with ended as (
    update activities.sign_up
      set lapsed_from = state, state = 'lapsed', holds = false, held_until = null, version = version + 1
      where pool_id = p_pool and held_until <= p_now
      returning id
  ) select coalesce(array_agg(id), '{}') into gone from ended;
  return gone;
end $$;

/* Takes the pool's row, so that rivals queue here, and ends what the clock has ended. */
create function activities.hold(p_pool bigint, p_now timestamptz)
  returns table (pool_id bigint, capacity int, taken int, lapsed uuid[]) language plpgsql as $$
declare
  gone uuid[];
begin
  perform from activities.pool p where p.id = p_pool for no key update;
  gone := activities.sweep(p_pool, p_now);
  return query select p.id, p.capacity, p.taken, gone from activities.pool p where p.id = p_pool;
end $$;

/*
 * Gives one party its place or its queue number, in one call: the lock is held for two round trips instead of six.
 * `known` answers for an e-mail address that is signed up already; the page says the same either way.
 * `due` says that places are free while people wait, and the caller should make offers.
 */
create function activities.place(p_pool bigint, p_now timestamptz, p_wish jsonb)
  returns table (sign_up_id uuid, state text, rank int, known boolean, due boolean, lapsed uuid[])
  language plpgsql as $$
#variable_conflict use_column
declare
  places activities.pool;
  gone uuid[];
  earlier uuid;
  fits boolean;
  party int := (p_wish ->> 'party')::int;
  unproven boolean := (p_wish ->> 'confirmUntil') is not null;
  new_id uuid;
  new_state text;
begin
  select * into places from activities.pool where id = p_pool for no key update;
  -- A statement of its own: it sees what was committed while we waited for the row.
  perform from activities.series s left join activities.occurrence o on o.id = places.occurrence_id
    where s.id = places.series_id and s.state = 'published' and coalesce(o.state, 'on') = 'on';
  if not found then
    raise exception 'cancelled meanwhile' using errcode = 'check_violation', constraint = 'activities.cancelled';
  end if;

  gone := activities.sweep(p_pool, p_now);
  if gone <> '{}' then
    select * into places from activities.pool where id = p_pool;
  end if;

  -- Newcomers never pass those who wait, even when they would fit.
  fits := (places.capacity is null or places.taken + party <= places.capacity)
    and not exists (select from activities.sign_up s where s.pool_id = p_pool and s.state = 'waiting');
  if not fits and not (p_wish ->> 'waitingList')::boolean then
    raise exception 'full' using errcode = 'check_violation', constraint = 'activities.full';
  end if;

  -- After the question of places: whoever is told "full" learns nothing about the address they typed.
  if unproven then
    select s.id into earlier from activities.sign_up s
      where s.pool_id = p_pool and coalesce(s.person_id::text, s.email) = p_wish ->> 'email' and s.attends
        and s.state in ('unconfirmed', 'attending', 'waiting', 'offered');
    if found then
      return query select earlier, s.state, s.rank, true, gone <> '{}', gone
        from activities.sign_up s where s.id = earlier;
      return;
    end if;
  end if;

  if not fits then
    update activities.pool set next_rank = next_rank + 1 where id = p_pool;
  end if;

  new_state := case when unproven then 'unconfirmed' when fits then 'attending' else 'waiting' end;
  insert into activities.sign_up
    (id, pool_id, person_id, name, email, phone, party_size, attends, state, holds, held_until, rank, code, lang, remind,
     created_at, confirmed_at, signed_up_by)
  values
    (coalesce((p_wish ->> 'id')::uuid, gen_random_uuid()), p_pool, (p_wish ->> 'personId')::uuid, p_wish ->> 'name', p_wish ->> 'email', p_wish ->> 'phone', party,
     (p_wish ->> 'attends')::boolean, new_state, fits, (p_wish ->> 'confirmUntil')::timestamptz,
     case when not fits then places.next_rank end, p_wish ->> 'code', p_wish ->> 'lang', (p_wish ->> 'remind')::boolean,
     p_now, case when not unproven then p_now end, (p_wish ->> 'signedUpBy')::uuid)
  returning id into new_id;

  if jsonb_array_length(p_wish -> 'attendees') > 0 then
    insert into activities.attendee (sign_up_id, pool_id, child_id, name)
      select new_id, p_pool, (a ->> 'childId')::uuid, a ->> 'name'
      from jsonb_array_elements(p_wish -> 'attendees') a;
  end if;
  if jsonb_array_length(p_wish -> 'answers') > 0 then
    insert into activities.answer (sign_up_id, question_id, answer, expires_at)
      select new_id, a ->> 'questionId', a ->> 'answer', (a ->> 'expiresAt')::timestamptz
      from jsonb_array_elements(p_wish -> 'answers') a;
  end if;

  return query select new_id, new_state, case when not fits then places.next_rank end, false,
    gone <> '{}' or (not fits and (places.capacity is null or places.taken < places.capacity)), gone;
end $$;
