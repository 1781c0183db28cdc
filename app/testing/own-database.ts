import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { copyOf } from './databases.ts'

// Runs before the test file's imports, so that the kernel's pool is born with this address.
const own = await copyOf(inject('cluster'))
process.env.DATABASE_URL = own.url
process.env.DATA_DIR = mkdtempSync(join(tmpdir(), 'torg-data-'))

afterAll(async () => {
  await own.drop()
  rmSync(process.env.DATA_DIR as string, { recursive: true, force: true })
})
