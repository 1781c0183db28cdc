// Builds the municipal theme from app/ui/theme/designsystemet.config.json with Designsystemet's own CLI.
// The result is committed, so that nobody needs the CLI to start the product.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const config = join(root, 'app/ui/theme/designsystemet.config.json')
const work = mkdtempSync(join(tmpdir(), 'theme-'))
const designsystemet = (...args: string[]) =>
  execFileSync(join(root, 'node_modules/.bin/designsystemet'), ['tokens', ...args], {
    cwd: work,
    stdio: 'inherit',
  })

copyFileSync(config, join(work, 'designsystemet.config.json'))
designsystemet('create')
designsystemet('build', '--out-dir', 'built')
for (const file of readdirSync(join(work, 'built')).filter((name) => name.endsWith('.css')))
  copyFileSync(join(work, 'built', file), join(root, 'app/ui/theme', file))
rmSync(work, { recursive: true })
