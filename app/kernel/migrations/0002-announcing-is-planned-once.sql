-- graphile_worker.add_job plans its four statements anew at every call, because each list of one looks cheaper than
-- the general case: 0.5 ms of every small verb. Planned once per connection it is a third of that.
create function kernel.announce(jobs jsonb) returns void
  language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  perform graphile_worker.add_jobs(array(
    select (name, payload, null, run_at, 12, name || ':' || key, null, null)::graphile_worker.job_spec
    from (
      -- Of those with the same key the last one holds.
      select distinct on (coalesce(name || ':' || key, n::text)) *
      from rows from (jsonb_to_recordset(jobs) as (name text, payload json, run_at timestamptz, key text))
        with ordinality as job(name, payload, run_at, key, n)
      order by coalesce(name || ':' || key, n::text), n desc
    ) job order by n
  ));
end $$;
