-- Up to when followers of hubs have been told of new activities. One row for everybody: who follows what is asked when
-- it is told, so nobody's reading is kept here.
create table activities.told_of_news (
  only_row boolean primary key default true check (only_row),
  until timestamptz not null
);
insert into activities.told_of_news (until) values (now());
