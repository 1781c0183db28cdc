-- Planned while the queue is empty, looking for a job's key would read the whole table for ever after, and what the worker has
-- finished stays in it until it is vacuumed.
alter function kernel.announce(jsonb) set enable_seqscan = off;
