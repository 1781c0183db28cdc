import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './root.ts'

type Manifest = Record<string, { file: string; src?: string; isEntry?: boolean }>

const addresses = import.meta.env?.DEV ? sources() : built()

/** The address of a browser file or style sheet by its name: `site.css`, `hub-map.js`. */
export const asset = (name: string): string => addresses.get(name) ?? `/assets/${name}`

function built(): Map<string, string> {
  const path = join(root, 'dist/client/.vite/manifest.json')
  if (!existsSync(path)) return new Map()
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  return new Map(
    Object.values(manifest)
      .filter((entry) => entry.isEntry && entry.src)
      .map((entry) => [nameOf(entry.src as string), `/${entry.file}`]),
  )
}

/** In development Vite serves the sources themselves. */
function sources(): Map<string, string> {
  const files = globSync(['app/*/browser/*.ts', 'app/ui/site.css'], { cwd: root })
  return new Map(files.map((file) => [nameOf(file), `/${file}`]))
}

const nameOf = (source: string) => basename(source).replace(/\.ts$/, '.js')
