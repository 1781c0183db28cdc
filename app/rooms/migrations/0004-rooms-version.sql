-- Rises with every change of what rooms are, so that a search reads sixty rooms once and not once per request. Taken from the
-- clock, as hubs.facts_version is and for the same reason.
create table rooms.rooms_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into rooms.rooms_version (version) values ((extract(epoch from clock_timestamp()) * 1000000)::bigint);

create function rooms.raise_rooms_version() returns trigger language plpgsql as $$
begin
  update rooms.rooms_version
  set version = greatest(version + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint);
  return null;
end $$;
create trigger raises_rooms_version after insert or update or delete on rooms.room
  for each statement execute function rooms.raise_rooms_version();
create trigger raises_rooms_version after insert or update or delete on rooms.room_part
  for each statement execute function rooms.raise_rooms_version();
create trigger raises_rooms_version after insert or update or delete on rooms.part
  for each statement execute function rooms.raise_rooms_version();
create trigger raises_rooms_version after insert or update or delete on rooms.room_picture
  for each statement execute function rooms.raise_rooms_version();
create trigger raises_rooms_version after insert or update or delete on rooms.terms
  for each statement execute function rooms.raise_rooms_version();
