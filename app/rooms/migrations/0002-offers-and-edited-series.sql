-- Until when an offer may be taken. The hold behind it stands a little longer, so that a time whose offer has run out goes
-- to the next in line and not to whoever happens to come by.
alter table rooms.wait add offered_until timestamptz;
alter table rooms.wait add constraint wait_offer_ends check (state <> 'offered' or (offered_until is not null and booking_id is not null));
create index wait_offered on rooms.wait (offered_until) where state = 'offered';
create index wait_of_booking on rooms.wait (booking_id) where booking_id is not null;

-- Rises with every decision about several of its dates: one letter is written for each.
alter table rooms.series add version int not null default 0;
