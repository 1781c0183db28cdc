/** npm run build: dist/server (everything in a few files, for a quick start) and dist/client (what browsers fetch). */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { precompress } from './precompress.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, 'built-from')

/** Builds unless dist/ already holds what the sources say. In production a dist/ that was brought along is used as it is. */
export function buildWhenNeeded(say: (line: string) => void): void {
  const built = existsSync(stamp)
  if (built && process.env.NODE_ENV === 'production') return
  if (built && readFileSync(stamp, 'utf8') === sources()) return
  if (!existsSync(join(root, 'node_modules/vite'))) {
    if (built) return
    throw new CannotStart(
      'There is no built program in dist/ and nothing to build it with. Run npm ci, then npm start.',
    )
  }
  say('Building …')
  // in a process of its own, whose memory is given back and whose NODE_ENV is not ours
  const { NODE_ENV: _, ...environment } = process.env
  const made = spawnSync(process.execPath, [import.meta.filename], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  })
  if (made.status !== 0) throw new CannotStart('The build failed; what went wrong stands above.')
}

/** Built aside and put in place whole: one that fails or is cut off leaves the last one as it was. */
async function build(): Promise<void> {
  const from = sources()
  const aside = join(root, '.cache', `build-${process.pid}`)
  const before = `${aside}-before`
  try {
    const { createBuilder } = await import('vite')
    const builder = await createBuilder({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      environments: {
        ssr: { build: { outDir: join(aside, 'server') } },
        client: { build: { outDir: join(aside, 'client') } },
      },
    })
    await builder.buildApp()
    await precompress(join(aside, 'client/assets'))
    writeFileSync(join(aside, 'built-from'), from)
    if (existsSync(dist)) renameSync(dist, before)
    renameSync(aside, dist)
  } finally {
    rmSync(aside, { recursive: true, force: true })
    rmSync(before, { recursive: true, force: true })
  }
}

const whatCounts = [
  'app/**/*.*',
  'municipalities/**/*.json',
  'running/{build,precompress}.ts',
  'package-lock.json',
  'vite.config.ts',
]

/** By content, since copying and checking out change dates at will. */
function sources(): string {
  const hash = createHash('sha256')
  const files = globSync(whatCounts, { cwd: root, exclude: ['**/*.test.*', '**/*.md', 'app/testing/**'] })
  for (const file of files.sort()) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

if (import.meta.main) await build()
