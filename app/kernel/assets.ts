import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

type Manifest = Record<string, { file: string }>

const manifest = readManifest()

function readManifest(): Manifest {
  const path = join(root, 'dist/client/.vite/manifest.json')
  if (import.meta.env?.DEV || !existsSync(path)) return {}
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}

/** The address of a browser file or style sheet, from its source: `app/ui/site.css`. In development Vite serves sources. */
export function asset(source: string): string {
  const built = manifest[source]
  return built ? `/${built.file}` : `/${source}`
}
