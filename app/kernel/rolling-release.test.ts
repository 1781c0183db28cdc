import { expect, test } from 'vitest'
import { migrations } from './migrate.ts'

/**
 * While a release rolls out, the one before it still runs on the new schema. So a migration only adds. What nobody uses
 * any more goes one release later, in a migration that says so: a line `-- unused since <release>`.
 */
const breaks = [
  /\bdrop\s+(table|column|schema|view|function)\b/,
  /\brename\s+(to|column|constraint)\b/,
  /\balter\s+column\s+\w+\s+(set\s+data\s+)?type\b/,
  /\balter\s+column\s+\w+\s+set\s+not\s+null\b/,
  /\badd\s+column\b(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b/,
]
const announced = /^-- unused since /m

const statements = (sql: string) =>
  sql
    .toLowerCase()
    .replace(/--.*$/gm, '')
    .replace(/\/\*.*?\*\//gs, '')
    .split(';')
const breaking = (sql: string) =>
  announced.test(sql)
    ? []
    : statements(sql).filter((statement) => breaks.some((pattern) => pattern.test(statement)))

test.each(migrations.map((migration) => [migration.name, migration.sql]))(
  '%s leaves the release before it running',
  (_, sql) => expect(breaking(sql)).toEqual([]),
)

test.each([
  'alter table hubs.hub drop column phone;',
  'alter table hubs.hub rename column phone to telephone;',
  'alter table hubs.hub add column floor int not null;',
  'alter table hubs.hub alter column phone set not null;',
  'drop table hubs.hub;',
])('it would notice: %s', (sql) => expect(breaking(sql)).toHaveLength(1))

test.each([
  'alter table hubs.hub add column floor int not null default 0;',
  'alter table hubs.hub add column floor int;',
  '-- unused since 2\nalter table hubs.hub drop column phone;',
])('and lets pass: %s', (sql) => expect(breaking(sql)).toEqual([]))
