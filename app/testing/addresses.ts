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

/** The pattern with every parameter (`:id`, `:file{.+\\.ics}`) replaced. */
export const filled = (pattern: string, value: string) =>
  pattern.replace(/:\w+(?:\{(?:[^{}]|\{[^{}]*\})*\})?\??/g, encodeURIComponent(value))
