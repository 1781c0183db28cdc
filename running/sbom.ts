/** npm run sbom [-- --check]: what the product is made of, as CycloneDX in sbom.json. The same lock file makes the same bytes. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Component = { 'bom-ref': string }
type Sbom = {
  serialNumber?: string
  metadata: { timestamp?: string; tools?: unknown; component: { name: string } }
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const root = join(import.meta.dirname, '..')
const target = join(root, 'sbom.json')
const byName = (a: string, b: string) => (a < b ? -1 : 1)

const asked = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 100_000_000,
})
if (asked.status !== 0) {
  console.error(`npm could not list the packages: ${asked.stderr.trim()}`)
  process.exit(1)
}
const text = steady(JSON.parse(asked.stdout) as Sbom)

if (!process.argv.includes('--check')) {
  writeFileSync(target, text)
  console.log('sbom.json written.')
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error('sbom.json is not what package-lock.json says: run npm run sbom.')
  process.exit(1)
}

/** Without what changes from run to run and from npm to npm. */
function steady(sbom: Sbom): string {
  const { serialNumber: _, ...kept } = sbom
  const { timestamp: _when, tools: _with, ...metadata } = sbom.metadata
  metadata.component.name = 'innbyggertorg' // npm says how the folder is called
  const components = sbom.components.toSorted((a, b) => byName(a['bom-ref'], b['bom-ref']))
  const dependencies = sbom.dependencies
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.toSorted(byName) }))
    .toSorted((a, b) => byName(a.ref, b.ref))
  return `${JSON.stringify({ ...kept, metadata, components, dependencies }, null, 1)}\n`
}
