import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { asset, root } from '#kernel'

const sources = new Map(
  globSync('app/*/browser/*.ts', { cwd: root }).map((path) => [basename(path, '.ts'), path.replaceAll('\\', '/')]),
)

/** The address of a browser entry by its name alone, so that pages need not know folders. */
export function script(name: string): string {
  const source = sources.get(name)
  if (!source) throw new Error(`No app/*/browser/${name}.ts`)
  return asset(source)
}
