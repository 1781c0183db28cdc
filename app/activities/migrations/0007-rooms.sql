-- The rooms an activity is in; a date may have its own in changes. They are held by bookings of the module rooms.
alter table activities.series add column room_ids text[] not null default '{}';

-- Nobody is there to ask when the coming dates of an endless series are written, and somebody else may have the room.
alter table activities.occurrence drop constraint occurrence_attention_check;
alter table activities.occurrence add constraint occurrence_attention_check
  check (attention in ('closed', 'not-staffed', 'not-open', 'too-few', 'room-taken'));
