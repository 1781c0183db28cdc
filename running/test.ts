/**
 * npm test: everything, with one summary and one closing line.
 *   npm test                    all of it
 *   npm test -- rules database  only these: types, lint, unused, rules, database, running, journeys
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearLeftOvers, clusterFolder } from '../app/testing/left-over.ts'
import { buildWhenNeeded } from './build.ts'
import { startThrowawayDatabase } from './throwaway-database.ts'

type Outcome = { passed: number; failed: number; skipped: number }
type Stage = { name: string; zone?: string; run: () => Promise<Outcome> }

const root = join(import.meta.dirname, '..')
const reports = mkdtempSync(join(tmpdir(), 'torg-reports-'))
const tool = (name: string) => join(root, 'node_modules/.bin', name)

// Rules and series are wall clock in the municipality's zone, whatever clock the machine has.
const zones = ['UTC', 'Europe/Oslo', 'Pacific/Auckland']

const stages: Stage[] = [
  { name: 'types', run: () => check(tool('tsc'), ['--noEmit', '-p', '.']) },
  { name: 'lint', run: () => check(tool('biome'), ['check', '--error-on-warnings', '.']) },
  { name: 'unused', run: () => check(tool('knip'), []) },
  ...zones.map((zone) => ({ name: 'rules', zone, run: () => vitest('rules', zone) })),
  ...zones.map((zone) => ({ name: 'database', zone, run: () => vitest('database', zone) })),
  { name: 'running', run: () => built(() => vitest('running', 'UTC')) },
  {
    name: 'journeys',
    zone: 'Pacific/Auckland',
    run: () => built(() => vitest('journeys', 'Pacific/Auckland')),
  },
]

const asked = process.argv.slice(2)
const chosen = stages.filter(({ name }) => asked.length === 0 || asked.includes(name))
if (chosen.length === 0) {
  console.error(
    `Nothing is called ${asked.join(' ')}. There are: ${[...new Set(stages.map((s) => s.name))].join(', ')}`,
  )
  process.exit(1)
}

clearLeftOvers()
const needsDatabase = chosen.some(({ name }) => name === 'database' || name === 'journeys')
const cluster = needsDatabase ? await startThrowawayDatabase(clusterFolder()) : undefined
if (cluster) process.env.TEST_CLUSTER = cluster.url

const total: Outcome = { passed: 0, failed: 0, skipped: 0 }
try {
  for (const { name, zone, run } of chosen) {
    const started = performance.now()
    const outcome = await run()
    total.passed += outcome.passed
    total.failed += outcome.failed
    total.skipped += outcome.skipped
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${name.padEnd(9)} ${(zone ?? '').padEnd(17)} ${inWords(outcome)}  (${seconds} s)`)
  }
} finally {
  await cluster?.stop()
  rmSync(reports, { recursive: true, force: true })
}
console.log(inWords(total))
process.exitCode = total.failed === 0 ? 0 : 1

function inWords({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A tool that says yes or no counts as one test. */
async function check(program: string, args: string[]): Promise<Outcome> {
  const { code, output } = await run(program, args)
  if (code === 0) return { passed: 1, failed: 0, skipped: 0 }
  console.log(output)
  return { passed: 0, failed: 1, skipped: 0 }
}

async function built(meet: () => Promise<Outcome>): Promise<Outcome> {
  try {
    buildWhenNeeded(console.log)
  } catch (fault) {
    console.log((fault as Error).message)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  return meet()
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

async function vitest(project: string, zone: string): Promise<Outcome> {
  const report = join(reports, `${project}-${zone.replace('/', '-')}.json`)
  const { code, output } = await run(
    tool('vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { TZ: zone },
  )
  if (code !== 0) console.log(output)
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const read = JSON.parse(readFileSync(report, 'utf8')) as Report
  // A file that could not even be loaded has no failed test to count.
  const unread = read.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length
  const failed = read.numFailedTests + unread
  return {
    passed: read.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: read.numPendingTests + read.numTodoTests,
  }
}

function run(program: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code, output }))
  })
}
