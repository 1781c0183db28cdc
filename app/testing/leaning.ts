import { posix } from 'node:path'
import { parseSync } from 'vite'
import { modulesFromTheGround } from '../kernel/module-order.ts'

/** From the ground up. A module may lean on those before it, through their doors. */
export const modules = modulesFromTheGround
type Module = (typeof modules)[number]

/** What puts the product together works with the kernel's inside, and opens a module's plugs as well as its door. */
const assembling = ['server.tsx', 'worker.ts', 'main.ts', 'modules.ts', 'prepare-database.ts'].map(
  (file) => `app/${file}`,
)
const assembles = (path: string) => assembling.includes(path) || path.startsWith('app/commands/')
const plugs = [
  'index.ts',
  'routes.ts',
  'routes.tsx',
  'listens.ts',
  'privacy.ts',
  'privacy/index.ts',
  'seed.ts',
  'api.ts',
  'development-outbox.tsx',
]

export interface SourceFile {
  /** From the project's folder: `app/hubs/pages/hub.tsx`. */
  path: string
  text: string
}

interface Import {
  from: string
  of: string
  /** Erased when the program runs, so it cannot take part in a cycle. */
  typeOnly: boolean
}

/** Every breach of the arrows, as a sentence naming the file. */
export function breaches(files: SourceFile[]): string[] {
  const imports = files.flatMap(importsOf)
  return [...imports.flatMap(wrongArrow), ...files.flatMap(namesAbove), ...cycles(files, imports)]
}

function importsOf({ path, text }: SourceFile): Import[] {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`)
  const found: Import[] = []
  const add = (of: string, typeOnly: boolean) => found.push({ from: path, of, typeOnly })
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType))
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType)
  }
  for (const { moduleRequest } of module.dynamicImports) {
    add(text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''), false)
  }
  for (const [, pattern] of text.matchAll(/import\.meta\.glob\(\s*['"`]([^'"`]+)/g)) {
    // Migrations are run, and browser scripts are named in pages, by those who do not know what they say.
    if (pattern && !/\/migrations\/\*\.sql$|\/browser\/\*\.ts$/.test(pattern)) add(pattern, false)
  }
  return found
}

const moduleOf = (path: string) => modules.find((module) => path.startsWith(`app/${module}/`))

/** The file an import means, or the module whose door it is; packages and Node's own are nobody's business here. */
function meaning({ from, of }: Import): { door: Module } | { file: string } | undefined {
  const door = modules.find((module) => of === `#${module}`)
  if (door) return { door }
  if (of.startsWith('#')) return { file: of }
  if (of.startsWith('.')) return { file: posix.join(posix.dirname(from), of) }
  if (of.startsWith('/')) return { file: of.slice(1) }
  return undefined
}

function wrongArrow(what: Import): string[] {
  const own = moduleOf(what.from)
  const meant = meaning(what)
  if (!meant) return []
  if ('door' in meant) {
    if (!own || own === meant.door) {
      return own ? [`${what.from} goes out and in again by its own door ${what.of}`] : []
    }
    return mayLean(own, meant.door) ? [] : [`${what.from} leans on ${what.of}, which is not below ${own}`]
  }
  const other =
    moduleOf(meant.file) ??
    (meant.file.startsWith('app/*/') && !assembles(what.from) ? 'every module' : undefined)
  if (isTest(what.from) || what.from.startsWith('app/testing/')) return []
  if (meant.file.startsWith('app/testing/') || meant.file === '#testing')
    return [`${what.from} is part of the product and leans on the tests`]
  if (own && assembles(meant.file))
    return [`${what.from} leans on ${meant.file}, which stands above every module`]
  if (!other || other === own) return []
  if (assembles(what.from)) {
    if (other === 'kernel' || other === 'ui' || plugs.includes(meant.file.slice(`app/${other}/`.length)))
      return []
  }
  return [`${what.from} reaches past the door of ${other} to ${meant.file}`]
}

const mayLean = (on: Module, what: Module) => modules.indexOf(what) < modules.indexOf(on)
const isTest = (path: string) => /(\.(test|guards)|-for-test)\.tsx?$/.test(path)

/** SQL, refusal codes and announcements carry their module's name, so a text can lean as well as an import. */
function namesAbove({ path, text }: SourceFile): string[] {
  const own = moduleOf(path)
  if (!own || isTest(path)) return []
  const above = modules.slice(modules.indexOf(own) + 1).filter((module) => module !== 'ui')
  const found = above.flatMap((module) => {
    const name = new RegExp(`(['"\`]|\\b(?:from|join|into|update|table) )${module}\\.[a-z_-]+`).exec(text)
    return name ? [`${path} speaks of ${name[0].replace(/^['"`]/, '')}, which is above ${own}`] : []
  })
  return found
}

function cycles(files: SourceFile[], imports: Import[]): string[] {
  const known = new Set(files.map((file) => file.path))
  const next = new Map<string, string[]>()
  for (const what of imports) {
    const meant = meaning(what)
    if (what.typeOnly || !meant) continue
    const to = 'door' in meant ? `app/${meant.door}/index.ts` : meant.file
    if (known.has(to)) next.set(what.from, [...(next.get(what.from) ?? []), to])
  }
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const walk = (file: string, way: string[]) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      found.push(`goes in a circle: ${[...way.slice(way.indexOf(file)), file].join(' → ')}`)
      return
    }
    state.set(file, 'open')
    for (const to of next.get(file) ?? []) walk(to, [...way, file])
    state.set(file, 'done')
  }
  for (const file of known) walk(file, [])
  return found
}
