import type { HubFacts } from './facts.ts'

/**
 * Keeps what follows from facts beside them: facts are shared between requests and never changed in place (a change
 * gives new facts), so it is worked out once, and goes when they go.
 */
export function perFacts<T>(most: number): (facts: HubFacts, key: string, workOut: () => T) => T {
  const kept = new WeakMap<HubFacts, Map<string, T>>()
  return (facts, key, workOut) => {
    const known = kept.get(facts) ?? new Map<string, T>()
    kept.set(facts, known)
    let value = known.get(key)
    if (value === undefined) {
      value = workOut()
      // A crawler walking through years must not fill the memory.
      if (known.size >= most) known.clear()
      known.set(key, value)
    }
    return value
  }
}
