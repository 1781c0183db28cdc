-- What a key that a host gave is for, in the host's words, and who gave it.
alter table access.key_grant add column note text check (length(note) between 1 and 200);
alter table access.key_grant add column given_by uuid references people.person;
