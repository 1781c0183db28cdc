import { expect, test } from 'vitest'
import { pool } from '#kernel'
import { modules } from './testing/leaning.ts'

const own = `('${modules.join("','")}')`

test('foreign keys point down only', async () => {
  const { rows } = await pool.query<{ name: string; from: string; to: string }>(`
    select c.conname as name, f.nspname as from, t.nspname as to
    from pg_constraint c
    join pg_class fc on fc.oid = c.conrelid join pg_namespace f on f.oid = fc.relnamespace
    join pg_class tc on tc.oid = c.confrelid join pg_namespace t on t.oid = tc.relnamespace
    where c.contype = 'f' and f.nspname in ${own}`)
  expect(rows.length).toBeGreaterThan(20)
  const upwards = rows.filter(({ from, to }) => modules.indexOf(to as never) > modules.indexOf(from as never))
  expect(upwards).toEqual([])
})

test('every table belongs to a module', async () => {
  const { rows } = await pool.query(`
    select schemaname || '.' || tablename as table from pg_tables
    where schemaname not in ${own} and schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker')`)
  expect(rows).toEqual([])
})

// A lock on a foreign key's row is a lock on every row that points at it; without an index each is searched for.
test('every foreign key can be followed back by an index', async () => {
  const { rows } = await pool.query<{ key: string }>(`
    select c.conrelid::regclass || ' → ' || c.confrelid::regclass || ' (' || a.attname || ')' as key
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    join pg_class fc on fc.oid = c.conrelid join pg_namespace f on f.oid = fc.relnamespace
    where c.contype = 'f' and f.nspname in ${own} and c.confdeltype = 'c'
      and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`)
  expect(rows).toEqual([])
})

test('what is refused by a constraint has a name that its module can say', async () => {
  const { rows } = await pool.query<{ name: string; module: string }>(`
    select c.conname as name, n.nspname as module from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where n.nspname in ${own} and c.conname like '%.%'`)
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter(({ name, module }) => !name.startsWith(`${module}.`))).toEqual([])
})
