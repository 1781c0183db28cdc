create schema if not exists portal;

-- What readers tell us about the site. An address is kept only when they want an answer, and goes when it is dealt with.
create table portal.feedback (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('fault', 'accessibility', 'wish', 'praise')),
  message text not null check (length(message) between 1 and 4000),
  about_path text check (length(about_path) <= 500),
  answer_to text check (length(answer_to) <= 254),
  lang text not null check (lang in ('nb', 'nn', 'en')),
  sent_at timestamptz not null default now(),
  handled_at timestamptz,
  handled_by uuid references people.person
);
create index feedback_open on portal.feedback (sent_at desc) where handled_at is null;
