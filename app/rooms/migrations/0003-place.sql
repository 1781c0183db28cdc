-- A private party (birthday, wedding) is asked for by name: many rooms are lent to everybody but that.
alter table rooms.booking add column party boolean not null default false;

-- Says it once per booking and version of its time; a booking that moves is reminded of anew.
create table rooms.reminded (
  booking_id uuid not null references rooms.booking,
  starts_at timestamptz not null,
  primary key (booking_id, starts_at)
);

-- Whoever changes a booking holds its parts first, then its row: the order in which bookings are placed.
create function rooms.hold_booking(p_booking uuid, p_more bigint[] default '{}') returns void language plpgsql as $$
declare
  mine bigint[] := array(select part_id from rooms.occupancy where booking_id = p_booking);
begin
  perform rooms.hold_parts(mine || p_more);
  perform from rooms.booking where id = p_booking for update;
  -- Moved to another room while we waited: the transaction is tried again from the start.
  if exists (select from rooms.occupancy where booking_id = p_booking and part_id <> all (mine)) then
    raise exception 'the booking has moved' using errcode = '40001';
  end if;
end $$;

-- The parts that were read before waiting for them may no longer be the room's: then all is asked again from the start.
create function rooms.insist_on_parts(p_room text, p_parts bigint[]) returns void language plpgsql as $$
begin
  if p_parts <> array(select part_id from rooms.room_part where room_id = p_room order by part_id) then
    raise exception 'the room has been divided otherwise' using errcode = '40001';
  end if;
end $$;

create function rooms.bookings_in_week(p_room text, p_person uuid, p_association uuid, p_except uuid,
  p_from timestamptz, p_to timestamptz, p_now timestamptz) returns int language sql stable as $$
  select count(*)::int from rooms.booking b
  where b.kind = 'booking' and b.room_id = p_room and b.id <> p_except
    and b.state in ('requested', 'correction', 'booked')
    and b.ends_at > p_now and b.starts_at >= p_from and b.starts_at < p_to
    and case when p_association is null then b.person_id = p_person and b.association_id is null
      else b.association_id = p_association end
$$;

-- A booking and its time in one trip: counts quotas under the parts' locks, takes the time, writes the booking and its first
-- step. `hold` may name a hold, which becomes the booking while it still stands. Refused, it has changed nothing.
create function rooms.place(p_booking jsonb, p_parts bigint[], p_now timestamptz,
  out placed uuid, out version int, out in_the_way uuid[], out counted int)
  language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  b rooms.booking := jsonb_populate_record(null::rooms.booking, p_booking);
  during tstzrange := tstzrange(b.starts_at, b.ends_at + make_interval(mins => b.tidy_minutes), '[)');
  most int := (p_booking ->> 'most')::int;
  hold uuid := (p_booking ->> 'hold')::uuid;
begin
  perform rooms.hold_parts(p_parts);
  perform rooms.insist_on_parts(b.room_id, p_parts);
  if hold is not null then
    perform from rooms.booking held where held.id = hold and held.state = 'held' for update;
    b.id := case when found then hold else b.id end;
  end if;
  placed := b.id;
  if most is not null then
    counted := rooms.bookings_in_week(b.room_id, b.person_id, b.association_id, b.id,
      (p_booking ->> 'week_from')::timestamptz, (p_booking ->> 'week_to')::timestamptz, p_now);
    if counted >= most then
      return;
    end if;
  end if;
  counted := null;

  if b.id = hold then
    in_the_way := rooms.occupy(b.id, p_parts, during, p_now);
    if in_the_way <> '{}' then
      return;
    end if;
    update rooms.booking held set (kind, state, room_id, hub_id, series_id, original_date, starts_at, ends_at, tidy_minutes,
        first_starts_at, held_until, answer_by, person_id, association_id, for_name, for_email, for_phone,
        responsible_name, responsible_phone, title, about, purpose, head_count, audience, alcohol, party, price_group, price_ore,
        terms_id, hours_state, override_reason, version)
      = (b.kind, b.state, b.room_id, b.hub_id, b.series_id, b.original_date, b.starts_at, b.ends_at, b.tidy_minutes,
        b.starts_at, b.held_until, b.answer_by, b.person_id, b.association_id, b.for_name, b.for_email, b.for_phone,
        b.responsible_name, b.responsible_phone, b.title, b.about, b.purpose, b.head_count, b.audience, b.alcohol, b.party,
        b.price_group, b.price_ore, b.terms_id, b.hours_state, b.override_reason, held.version + 1)
      where held.id = b.id returning held.version into version;
  else
    insert into rooms.booking (id, kind, state, room_id, hub_id, series_id, original_date, starts_at, ends_at, tidy_minutes,
        first_starts_at, held_until, answer_by, person_id, association_id, for_name, for_email, for_phone, responsible_name,
        responsible_phone, title, about, purpose, head_count, audience, alcohol, party, price_group, price_ore, terms_id,
        hours_state, override_reason, version, created_at, created_by)
      values (b.id, b.kind, b.state, b.room_id, b.hub_id, b.series_id, b.original_date, b.starts_at, b.ends_at, b.tidy_minutes,
        b.starts_at, b.held_until, b.answer_by, b.person_id, b.association_id, b.for_name, b.for_email, b.for_phone,
        b.responsible_name, b.responsible_phone, b.title, b.about, b.purpose, b.head_count, b.audience, b.alcohol, b.party,
        b.price_group, b.price_ore, b.terms_id, b.hours_state, b.override_reason, 1, p_now, b.created_by);
    in_the_way := rooms.occupy(b.id, p_parts, during, p_now);
    if in_the_way <> '{}' then
      delete from rooms.booking taken where taken.id = b.id;
      return;
    end if;
    version := 1;
  end if;
  -- A hold is nothing that was done with a booking.
  if b.state <> 'held' then
    insert into rooms.step (booking_id, at, person_id, what, reason)
      values (b.id, p_now, b.created_by, p_booking ->> 'step', b.override_reason);
  end if;
end $$;

-- Moves a booking that stands, or tells which bookings are in the way; then it stands where it stood.
create function rooms.set_time(p_booking uuid, p_room text, p_hub text, p_parts bigint[], p_from timestamptz, p_to timestamptz,
  p_tidy int, p_now timestamptz) returns uuid[] language plpgsql as $$
declare
  in_the_way uuid[];
begin
  perform rooms.hold_booking(p_booking, p_parts);
  perform rooms.insist_on_parts(p_room, p_parts);
  in_the_way := rooms.occupy(p_booking, p_parts, tstzrange(p_from, p_to + make_interval(mins => p_tidy), '[)'), p_now);
  if in_the_way = '{}' then
    update rooms.booking set room_id = p_room, hub_id = p_hub, starts_at = p_from, ends_at = p_to, tidy_minutes = p_tidy,
      version = version + 1 where id = p_booking;
  end if;
  return in_the_way;
end $$;

-- Declined, cancelled, released or lapsed: the time is free.
create function rooms.end_booking(p_booking uuid, p_state text, p_message jsonb, p_now timestamptz) returns int
  language plpgsql as $$
declare
  new_version int;
begin
  delete from rooms.occupancy where booking_id = p_booking;
  update rooms.booking set state = p_state, ended_at = p_now, message = coalesce(p_message, message), version = version + 1
    where id = p_booking returning version into new_version;
  return new_version;
end $$;
