import { borrowEmbeddedDatabase, type OpenDatabase, openEmbeddedDatabase } from './embedded-database.ts'
import { refuseUnreachable } from './reach-database.ts'

const theirs: OpenDatabase = { url: '', stop: async () => {}, lost: new Promise(() => {}) }

/**
 * The database the program is to use, told to it as DATABASE_URL: the one named there, else the one that comes along.
 * In production it is chosen on purpose, and the configuration's own check names it when it is missing.
 */
export async function openProgramDatabase(what: string): Promise<OpenDatabase> {
  return (await named()) ?? tell(await openEmbeddedDatabase({ dataDir: dataDir(), what, say: console.log }))
}

/** The same for a command that may run beside the program. It says nothing, for scripts read what it prints. */
export async function borrowProgramDatabase(what: string): Promise<OpenDatabase> {
  return (await named()) ?? tell(await borrowEmbeddedDatabase({ dataDir: dataDir(), what }))
}

export function dataDir(): string {
  return process.env.DATA_DIR || '.data'
}

async function named(): Promise<OpenDatabase | undefined> {
  if (process.env.DATABASE_URL) await refuseUnreachable(process.env.DATABASE_URL)
  else if (process.env.NODE_ENV !== 'production') return undefined
  return theirs
}

function tell(database: OpenDatabase): OpenDatabase {
  process.env.DATABASE_URL = database.url
  return database
}
