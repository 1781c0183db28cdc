import { expect, test } from 'vitest'
import { db, inTransaction, pool, systemActor } from '#kernel'
import { addPerson, seededDatabase } from '#testing'
import { personaOf, personas, personIdOfPersona } from '../development-issuer/personas.ts'
import { erasePerson, exportOf } from './register.ts'

/** Every line of every table that we own, the keeping of sealed records and the jobs included. */
async function linesWith(words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await pool.query(
    `select table_schema as s, table_name as t from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const found: string[] = []
  for (const { s, t } of tables) {
    const { rows } = await pool.query(`select x::text as line from "${s}"."${t}" x`)
    for (const { line } of rows)
      if (words.some((word) => line.toLowerCase().includes(word.toLowerCase())))
        found.push(`${s}.${t}: ${line.slice(0, 200)}`)
  }
  return found
}

test('in a town in full use, whoever erases themselves is found in no table of any module', async () => {
  await seededDatabase()
  await import('../../modules.ts')
  for (const { key } of personas()) {
    const personId = (await inTransaction((tx) => personIdOfPersona(tx, key))) as string
    const { name, email, nationalId } = personaOf(key) as { name: string; email: string; nationalId: string }
    expect((await linesWith([name])).length, `${name} was there`).toBeGreaterThan(0)
    await inTransaction((tx) => erasePerson(tx, systemActor, personId))
    expect(await linesWith([name, email, nationalId])).toEqual([])
  }
}, 60_000)

test('an export asks every module and never tells a national id', async () => {
  await seededDatabase()
  await import('../../modules.ts')
  const personId = (await inTransaction((tx) => personIdOfPersona(tx, 'parent'))) as string
  const sections = await exportOf(db, personId, 'nb')
  expect(sections.map((section) => section.key)).toContain('profile')
  expect(new Set(sections.map((section) => section.key)).size, 'each section has a name of its own').toBe(
    sections.length,
  )
  expect(JSON.stringify(sections)).not.toContain(personaOf('parent')?.nationalId)
})

test('somebody who has done nothing can be erased too', async () => {
  const { id } = await addPerson()
  expect(await inTransaction((tx) => erasePerson(tx, systemActor, id))).toEqual([])
})
