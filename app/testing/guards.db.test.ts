import { describe, expect, test } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import type { Guard } from './guards.ts'

const files = import.meta.glob<{ guards: Guard[] }>('../*/**/*.guards.ts', { eager: true })
const guards = Object.values(files).flatMap((file) => file.guards)

test('the guards were found', () => {
  expect(guards.length).toBeGreaterThan(3)
})

describe.each(guards)('$name', (guard) => {
  test('holds', async () => {
    await freshDatabase()
    await guard.prove()
  })
  test('and goes red without its guard', async () => {
    const own = await freshDatabase()
    await own.run(guard.remove)
    await expect(guard.prove()).rejects.toThrow()
  })
})
