import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that holds package.json and municipalities/, found from source and from dist/ alike. */
export const root = findRoot(import.meta.dirname)

function findRoot(from: string): string {
  let folder = from
  while (!existsSync(join(folder, 'municipalities'))) {
    const up = dirname(folder)
    if (up === folder) throw new Error(`No municipalities/ folder above ${from}`)
    folder = up
  }
  return folder
}
