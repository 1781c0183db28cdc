import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pidFile } from '../postgres-cluster.ts'

/** An empty folder that is gone, with any database still running in it, when the test ends. */
export function dataFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'torg-running-'))
  chmodSync(path, 0o755)
  return {
    path,
    [Symbol.dispose]() {
      const left = pidFile(join(path, 'postgres'))
      if (left) endNow(left.pid)
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // it is gone already
  }
}

export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

export const isRoot = process.getuid?.() === 0
