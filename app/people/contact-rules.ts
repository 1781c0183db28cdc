export type ContactKind = 'email' | 'phone'

/** Eight digits, however they were grouped and with or without +47; undefined when it is no Norwegian number. */
export function norwegianPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, '').replace(/^(\+|00)47/, '')
  return /^[2-9]\d{7}$/.test(digits) ? digits : undefined
}

export const codeLasts = Temporal.Duration.from({ minutes: 30 })
const codeTries = 5

type Pending = { hash: string | null; until: Temporal.Instant | null; tries: number }

/** Why a typed code does not confirm, or nothing. Six digits are few: after five tries the code is gone. */
export function whyNotConfirm(pending: Pending, typedHash: string, now: Temporal.Instant) {
  if (!pending.hash || !pending.until || Temporal.Instant.compare(pending.until, now) <= 0)
    return 'people.code-gone'
  if (pending.tries >= codeTries) return 'people.code-gone'
  if (pending.hash !== typedHash) return 'people.code-wrong'
  return undefined
}
