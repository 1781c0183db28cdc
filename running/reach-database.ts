import pg from 'pg'
import { CannotStart, codeOf } from './cannot-start.ts'

/** One clear line when the database that was named does not answer, without its password. */
export async function refuseUnreachable(databaseUrl: string): Promise<void> {
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol))
    throw new CannotStart('DATABASE_URL is not an address like postgres://user:password@host:5432/database.')
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    if ((rows[0]?.version ?? 0) < 150_000)
      throw new CannotStart('The database is older than PostgreSQL 15. Choose a newer one.')
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault
    const { hostname, port, pathname, username } = new URL(databaseUrl)
    const where = `${username ? `${decodeURIComponent(username)}@` : ''}${hostname}:${port || 5432}${pathname}`
    throw new CannotStart(
      `The database at ${where} cannot be reached: ${reasonOf(fault)}. Check DATABASE_URL.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

function reasonOf(fault: unknown): string {
  switch (codeOf(fault)) {
    case 'ECONNREFUSED':
      return 'nobody answers there'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no machine has that name'
    case '28P01':
    case '28000':
      return 'it does not accept this user and password'
    case '3D000':
      return 'there is no database of that name'
    default:
      return fault instanceof Error ? fault.message : String(fault)
  }
}
