create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;

-- Fixed windows shared by every process. Unlogged: after a crash everybody starts afresh.
create unlogged table kernel.rate (
  key text not null,
  window_ends timestamptz not null,
  used int not null,
  primary key (key)
);
create index rate_ends on kernel.rate (window_ends);

-- What a write answered, so that a retry finds it instead of doing it twice.
create table kernel.answer (
  scope text not null,
  key text not null,
  fingerprint text not null,
  status int not null,
  body jsonb not null,
  answered_at timestamptz not null default now(),
  primary key (scope, key)
);
create index answer_age on kernel.answer (answered_at);

-- Outgoing mail. The key makes sending once a property of the table. Bodies go when retention says so.
create table kernel.mail (
  id bigint generated always as identity primary key,
  key text not null,
  person_id uuid,
  recipient text not null,
  lang text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  calendar jsonb,
  headers jsonb not null default '{}',
  written_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused')),
  sent_at timestamptz,
  failure text,
  constraint "kernel.mailed-already" unique (key)
);
create index mail_written on kernel.mail (written_at);
create index mail_recipient on kernel.mail (recipient);
create index mail_person on kernel.mail (person_id);
