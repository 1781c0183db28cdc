-- A hall that is divided gets new parts, and the old one goes. Whoever was booking it at that moment is told so: the same
-- foreign key, named after the refusal.
alter table rooms.occupancy drop constraint occupancy_part_id_fkey,
  add constraint "rooms.parts-changed" foreign key (part_id) references rooms.part;
