import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskRefusal } from './cannot-start.ts'
import { databaseHome } from './database-home.ts'

const faultOf = (act: () => void): unknown => {
  try {
    act()
  } catch (fault) {
    return fault
  }
  throw new Error('nothing went wrong')
}

test('what a full disk answers becomes one line that says what to do', () => {
  const fault = faultOf(() => writeFileSync('/dev/full', 'x'))
  expect(diskRefusal(fault, '/srv/torg')).toMatchObject({
    name: 'CannotStart',
    message: 'The data folder /srv/torg is full. Free some space and start again; nothing was changed.',
  })
})

const folder = mkdtempSync(join(tmpdir(), 'full-disk-'))
const mounted = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

test.skipIf(!mounted)('a database is not begun on a disk that has no room for it', () => {
  try {
    const fault = faultOf(() => databaseHome(folder, () => {}))
    expect(fault).toMatchObject({
      name: 'CannotStart',
      message: expect.stringMatching(/is full: \d MB are free/),
    })
  } finally {
    execFileSync('umount', [folder])
    rmSync(folder, { recursive: true })
  }
})
