import { app } from '../server.tsx'

export interface Address {
  pattern: string
  methods: string[]
}

/** Every address the product answers, from the routes themselves: a page that is added is swept without asking. */
export function addresses(): Address[] {
  const found = new Map<string, Set<string>>()
  for (const { path, method } of app.routes) {
    if (path.includes('*') || path.startsWith('/development/')) continue
    found.set(path, (found.get(path) ?? new Set()).add(method))
  }
  return [...found].map(([pattern, methods]) => ({ pattern, methods: [...methods] }))
}

const parameter = /:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?\??/g

/** The pattern with every parameter (`:id`, `:file{.+\\.ics}`) replaced. */
export const filled = (pattern: string, value: string) =>
  pattern.replace(parameter, encodeURIComponent(value))

const plausible = [
  '1',
  '1.ics',
  '1.png',
  'sitemap-1.xml',
  'borgen.ics',
  'borgen.atom',
  `${'a'.repeat(43)}.ics`,
  'a',
  '1.webp',
]

/** The same with values that the pattern itself accepts; `real`: what stands in the database, by the parameter's name. */
export const wellFormed = (pattern: string, real: Readonly<Record<string, string>> = {}) =>
  pattern.replace(parameter, (_, name: string, shape?: string) => {
    const known = real[name] === undefined ? plausible : [real[name], ...plausible]
    const value = known.find((one) => !shape || new RegExp(`^${shape}$`).test(one))
    if (!value) throw new Error(`No value is known that fits ${pattern}.`)
    return value
  })
