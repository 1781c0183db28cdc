-- Who gave up one evening of a course and then left it, or became fewer, leaves behind an evening that is somebody else's.
-- Whoever joins the course comes to all its evenings, so that place stays closed until the evening is over.

/* How many places of a course are free on other evenings only. */
create function activities.lent(pool activities.pool, moment timestamptz) returns int
  language sql stable
  return case when pool.occurrence_id is null then coalesce((
    select max(evening.capacity - (
      select coalesce(sum(seats), 0)::int from activities.absence a where a.occurrence_id = evening.occurrence_id))
    from activities.pool evening join activities.occurrence o on o.id = evening.occurrence_id
    where evening.series_id = pool.series_id and evening.capacity > 0 and o.state = 'on' and o.starts_at > moment
  ), 0) else 0 end;

create or replace function activities.taken_at(pool activities.pool, moment timestamptz) returns int
  language sql stable
  return pool.taken + activities.lent(pool, moment) - (
    select coalesce(sum(party_size), 0)::int from activities.sign_up s
    where s.pool_id = pool.id and s.held_until <= moment and s.holds);

create or replace function activities.hold(p_pool bigint, p_now timestamptz)
  returns table (pool_id bigint, capacity int, taken int, lapsed uuid[]) language plpgsql as $$
declare
  gone uuid[];
begin
  perform from activities.pool p where p.id = p_pool for no key update;
  gone := activities.sweep(p_pool, p_now);
  return query select p.id, p.capacity, p.taken + activities.lent(p, p_now), gone from activities.pool p where p.id = p_pool;
end $$;

create or replace function activities.place(p_pool bigint, p_now timestamptz, p_wish jsonb)
  returns table (sign_up_id uuid, state text, rank int, known boolean, due boolean, lapsed uuid[])
  language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  places activities.pool;
  gone uuid[];
  earlier uuid;
  fits boolean;
  lent int := 0;
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

  if places.occurrence_id is null then
    lent := activities.lent(places, p_now);
  end if;
  -- Newcomers never pass those who wait, even when they would fit.
  fits := (places.capacity is null or places.taken + lent + party <= places.capacity)
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
    gone <> '{}' or (not fits and (places.capacity is null or places.taken + lent < places.capacity)), gone;
end $$;
