import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { answersAt, config } from './kernel/config.ts'

export type Running = {
  url: string
  /** Whom to sign in as; empty outside the demonstration. */
  personas: { key: string; name: string; about: string }[]
  stop: () => Promise<void>
}

/**
 * Migrates, then starts the web server, the worker or both. Rejects with ConfigError, NewerDatabase, or an error with
 * `code` EADDRINUSE / ECONNREFUSED; nothing is left running then.
 */
export async function start(): Promise<Running> {
  const { migrate } = await import('./kernel/migrate.ts')
  await migrate(config.databaseUrl)
  const { pool } = await import('./kernel/db.ts')
  try {
    return await startRoles(() => pool.end())
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function startRoles(endPool: () => Promise<void>): Promise<Running> {
  const { startWorker } = await import('./worker.ts')
  const { startHearing, stopHearing } = await import('./kernel/notices.ts')
  // Before the first request: a page made of a half-filled database would be kept.
  const { prepareDatabase } = await import('./prepare-database.ts')
  await prepareDatabase()
  await startHearing()
  const web =
    config.role === 'worker'
      ? null
      : await listen().catch(async (error) => {
          await stopHearing()
          throw error
        })
  const worker = config.role === 'web' ? null : await startWorker()
  return {
    url: config.publicUrl,
    personas: config.demonstration ? await personasToTry() : [],
    stop: async () => {
      if (web) await close(web)
      await worker?.stop()
      await stopHearing()
      await endPool()
    },
  }
}

async function personasToTry(): Promise<Running['personas']> {
  const { sessionsForScripts } = await import('#people')
  const { personas } = await sessionsForScripts()
  return personas().map(({ key, name, about }) => ({ key, name, about: about.en }))
}

// A thousand people press the same button when sign-up opens: they wait in line instead of being turned away.
const backlog = 4096

async function listen(): Promise<ServerType> {
  const { answer } = await import('./server.tsx')
  const server = createAdaptorServer({ fetch: answer })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: config.port, host: config.host, backlog }, () => {
      const { port } = server.address() as { port: number }
      if (config.port === 0 && !process.env.PUBLIC_URL) answersAt(`http://localhost:${port}`)
      resolve(server)
    })
  })
}

const patience = 20_000

/** Takes no new connections, lets requests in flight finish, and drops what still hangs after 20 seconds. */
async function close(server: ServerType): Promise<void> {
  const { sayLeaving } = await import('./kernel/health.ts')
  const { endLiveUpdates } = await import('./kernel/live.ts')
  sayLeaving()
  endLiveUpdates()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  if (!('closeAllConnections' in server)) return closed
  // a browser keeps its connection open after the answer, and would hold us up for seconds
  const sweeping = setInterval(() => server.closeIdleConnections(), 50)
  const impatient = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearInterval(sweeping)
  clearTimeout(impatient)
}
