import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const unpack = promisify(brotliDecompress)
const root = join(import.meta.dirname, '../..')
const shipped = join(root, 'node_modules/@sparticuz/chromium')

export interface Chromium {
  path: string
  env: Record<string, string>
  args: string[]
}

/** A Chromium that needs nothing but npm, or the one that CHROME_PATH names. */
export async function chromium(): Promise<Chromium> {
  const own = process.env.CHROME_PATH
  if (own) return { path: own, env: environment(), args: offlineFlags }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'npm ships a browser for Linux x64 only: set CHROME_PATH to a Chromium or Chrome of yours.',
    )
  }
  const home = await unpacked()
  return {
    path: join(home, 'chromium'),
    // The package sets its library path only where it believes it is in a cloud function.
    env: environment({
      LD_LIBRARY_PATH: join(home, 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    }),
    args: offlineFlags,
  }
}

/** The package reuses whatever /tmp/chromium it finds; a folder named after the version cannot go stale. */
async function unpacked() {
  const version = JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8')).version
  const home = join(root, '.cache', `chromium-${version}-${shippedSize()}`)
  if (existsSync(home)) return home

  await mkdir(join(root, '.cache'), { recursive: true })
  const building = await mkdtemp(join(root, '.cache', 'unpacking-'))
  await chmod(building, 0o755)
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    const tar = await unpack(readFileSync(join(shipped, 'bin', `${name}.tar.br`)))
    const { status, stderr } = spawnSync('tar', ['-x', '-C', building], { input: tar })
    if (status !== 0) throw new Error(`Could not unpack ${name} of the browser: ${stderr}`)
  }
  await writeFile(join(building, 'chromium'), await unpack(readFileSync(join(shipped, 'bin/chromium.br'))))
  await chmod(join(building, 'chromium'), 0o755)
  await writeFile(
    join(building, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`,
  )
  // Two runs may unpack at once; the second finds the folder taken and uses the first's.
  await rename(building, home).catch(() => rm(building, { recursive: true, force: true }))
  return home
}

const shippedSize = () =>
  createHash('sha1')
    .update(String(statSync(join(shipped, 'bin/chromium.br')).size))
    .digest('hex')
    .slice(0, 8)

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '/tmp',
  TZ: process.env.TZ ?? '',
  ...more,
})

/** Without these, Chromium looks for its maker's servers at every start. */
const offlineFlags = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--font-render-hinting=none',
  '--no-zygote',
  // Chromium refuses its own sandbox to root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
