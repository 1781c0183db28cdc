-- Where the chain of a door's own log stands with us, so that the next lines can be held against it; null where nobody knows.
alter table access.door_status add column device_hash text;
