import { asset } from '#kernel'

// Only the names count: a build without the sources still knows which entries there are.
const sources = new Map(
  Object.keys(import.meta.glob('/app/*/browser/*.ts', { query: '?raw', import: 'default' })).map((path) => [
    path.slice(path.lastIndexOf('/') + 1, -'.ts'.length),
    path.slice(1),
  ]),
)

/** The address of a browser entry by its name alone, so that pages need not know folders. */
export function script(name: string): string {
  const source = sources.get(name)
  if (!source) throw new Error(`No app/*/browser/${name}.ts`)
  return asset(source)
}
