-- Rises each time somebody gives up an evening of a course or comes after all: the calendar entry of that evening is
-- told of anew, while the mail about the sign-up itself stays what it is.
alter table activities.sign_up add column evenings_version int not null default 0;

-- Hosts have been asked what to do about too few sign-ups for a date at this hour; a date that is moved is asked about anew.
create table activities.asked_about_minimum (
  occurrence_id bigint not null references activities.occurrence,
  starts_at timestamptz not null,
  at timestamptz not null default now(),
  primary key (occurrence_id, starts_at)
);
alter table activities.occurrence drop constraint occurrence_attention_check;
alter table activities.occurrence add constraint occurrence_attention_check
  check (attention in ('closed', 'not-staffed', 'not-open', 'too-few'));
