-- A hall that is divided gets new parts, and the old one goes. Whoever was booking it at that moment is told so.
alter table rooms.occupancy rename constraint occupancy_part_id_fkey to "rooms.parts-changed";
