/**
 * Content for trying the product at the size of a busy municipality: 5,000 activities, 60,000 dates and 20,000
 * sign-ups, made by the database itself. Nobody in it exists.
 */
export const activities = 5000
const datesEach = 12
export const signUps = 20_000

export const exampleContent = (timeZone: string) => `
set local synchronous_commit = off;
create temp table hub_in_turn on commit drop as
  select id, row_number() over (order by place_in_list, id) - 1 as turn from hubs.hub;

create temp table word on commit drop as select * from (values
  (0, 'Språkkafé', 'Language café', 'language'),        (1, 'Strikkekveld', 'Knitting evening', 'craft'),
  (2, 'Babysang', 'Singing with babies', 'children'),   (3, 'Turgruppe', 'Walking group', 'outdoors'),
  (4, 'Brettspill', 'Board games', 'meeting'),          (5, 'Leksehjelp', 'Homework help', 'learning'),
  (6, 'Seniordans', 'Dance for seniors', 'seniors'),    (7, 'Åpen scene', 'Open stage', 'music'),
  (8, 'Reparasjonskafé', 'Repair café', 'help'),        (9, 'Yoga for alle', 'Yoga for everyone', 'exercise'),
  (10, 'Skrivekurs', 'Writing course', 'culture'),      (11, 'Spillkveld for ungdom', 'Games night for youth', 'youth')
) as w(turn, nb, en, category);

insert into activities.series (
  hub_id, form, state, title, summary, body, organiser_kind, organiser_name, category, place, outdoors, audience,
  age_min, languages, free, price, accessibility, needs_hours, rule, dates_until, sign_up, capacity,
  example, published_at)
select h.id,
  case when n % 10 = 0 then 'course' else 'recurring' end, 'published',
  jsonb_build_object('nb', w.nb || ' ' || n, 'en', w.en || ' ' || n),
  jsonb_build_object('nb', 'Kom som du er. Kaffe og te på kanna, og alltid noen å snakke med.',
    'en', 'Come as you are. There is coffee and tea, and always somebody to talk to.'),
  jsonb_build_object('nb', repeat('Vi møtes rundt det store bordet og tar det i det tempoet som passer. Du trenger ikke kunne noe fra før. ', 3)),
  (array['municipality', 'association', 'volunteers'])[1 + n % 3],
  case when n % 3 = 0 then '' else 'Eksempellaget ' || n % 40 end,
  w.category, jsonb_build_object('nb', 'Storstua, 1. etasje', 'en', 'The large room, 1st floor'),
  w.category = 'outdoors',
  case n % 4 when 0 then '{}'::text[] when 1 then '{families}' when 2 then '{adults}' else '{seniors,adults}' end,
  case when n % 7 = 0 then 16 end,
  case when n % 5 = 0 then '{nb,en}'::text[] else '{nb}' end,
  n % 4 <> 0, case when n % 4 = 0 then '{"nb": "50 kroner", "en": "50 kroner"}'::jsonb else '{}' end,
  case when n % 2 = 0 then '{wheelchair,toilet}'::text[] else '{}' end, 'any',
  jsonb_build_object('start', d.first_date, 'time', to_char(d.start_time, 'HH24:MI'), 'minutes', 90,
    'rrule', 'FREQ=WEEKLY;COUNT=${datesEach}'),
  d.first_date + 7 * ${datesEach - 1},
  case when n % 2 = 0 then 'open' else 'none' end, case when n % 2 = 0 then 30 end, true, now()
from generate_series(0, ${activities - 1}) n
join hub_in_turn h on h.turn = n % (select count(*) from hub_in_turn)
join word w on w.turn = n % 12
cross join lateral (select
  (now() at time zone '${timeZone}')::date - 28 + (n * 7919) % 330 as first_date,
  time '08:00' + make_interval(mins => (n * 37) % 48 * 15) as start_time) d;

create temp table loaded on commit drop as
  select id, hub_id, form, sign_up, capacity, (rule ->> 'start')::date as first_date, (rule ->> 'time')::time as start_time
  from activities.series where example and organiser_name in (select 'Eksempellaget ' || n from generate_series(0, 39) n union select '')
    and title ->> 'nb' ~ ' \\d+$';

insert into activities.occurrence (series_id, original_date, starts_at, ends_at, hub_id)
select id, day, (day + start_time) at time zone '${timeZone}', (day + start_time) at time zone '${timeZone}' + interval '90 minutes', hub_id
from loaded cross join lateral (select first_date + 7 * week as day from generate_series(0, ${datesEach - 1}) week) dates
order by day, start_time, id;

insert into activities.pool (series_id, occurrence_id, capacity)
select l.id, null, l.capacity from loaded l where l.sign_up = 'open' and l.form = 'course'
union all
select l.id, o.id, l.capacity from loaded l join activities.occurrence o on o.series_id = l.id
where l.sign_up = 'open' and l.form <> 'course';

create temp table pool_in_turn on commit drop as
  select id, row_number() over (order by id) - 1 as turn from activities.pool where series_id in (select id from loaded);

-- The counting trigger would update each pool once per sign-up; here each is counted once, at the end.
alter table activities.sign_up disable trigger count_places;
insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code, lang, confirmed_at)
select p.id, 'Eksempel ' || n, 'eksempel' || n || '@example.org', 1, 'attending', true, lpad(n::text, 6, '0'), 'nb', now()
from generate_series(0, ${signUps - 1}) n
join pool_in_turn p on p.turn = n % (select count(*) from pool_in_turn);
update activities.pool p set taken = s.seats
from (select pool_id, sum(party_size) as seats from activities.sign_up where holds group by pool_id) s where s.pool_id = p.id;
alter table activities.sign_up enable trigger count_places;
`
