-- Everything in it is found by its key: no plan is better for one pool than for another.
alter function activities.place(bigint, timestamptz, jsonb) set plan_cache_mode = force_generic_plan;
