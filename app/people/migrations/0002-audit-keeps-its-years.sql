-- The retention job says at which moment it runs. Rows younger than five years stay even then: a slip in the job's
-- own condition takes nothing that is still needed.
create or replace function people.audit_is_append_only() returns trigger language plpgsql as $$
declare
  said text := current_setting('people.retention', true);
begin
  if tg_op = 'DELETE' and said not in ('', 'off') then
    -- 'on' is what the release before this one says.
    if old.at < (case said when 'on' then now() else said::timestamptz end) - interval '5 years' then
      return old;
    end if;
  end if;
  raise exception 'people.audit is append-only' using errcode = 'integrity_constraint_violation';
end $$;
