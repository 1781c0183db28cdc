/** What decides whether somebody may let themselves in while nobody works at the hub. */
export type Entry = {
  agreement: { validTo: Temporal.PlainDate; version: number } | null
  /** The version that holds now; null where the hub has no staffless opening. */
  terms: { version: number; minimumAge: number } | null
  suspendedUntil: Temporal.PlainDate | null
  /** Whether the hub is staffless at the moment, staffed, or neither. */
  hours: 'staffed' | 'staffless' | 'shut'
}

export type WhyNotEnter =
  | 'access.no-staffless-opening'
  | 'access.suspended'
  | 'access.no-agreement'
  | 'access.agreement-over'
  | 'access.hub-staffed'
  | 'access.hub-shut'

/** In the order a person can do something about it. An agreement to an older version holds until it runs out. */
export function whyNotEnter(entry: Entry, today: Temporal.PlainDate): WhyNotEnter | undefined {
  if (!entry.terms) return 'access.no-staffless-opening'
  if (entry.suspendedUntil && Temporal.PlainDate.compare(today, entry.suspendedUntil) <= 0)
    return 'access.suspended'
  if (!entry.agreement) return 'access.no-agreement'
  if (Temporal.PlainDate.compare(today, entry.agreement.validTo) > 0) return 'access.agreement-over'
  if (entry.hours === 'staffed') return 'access.hub-staffed'
  if (entry.hours === 'shut') return 'access.hub-shut'
}

export type WhyNotAgree =
  | 'access.no-staffless-opening'
  | 'access.too-young'
  | 'access.age-unknown'
  | 'access.terms-not-read'

/** `age`: from the sign-in, null when it told none. `read`: the version the person has in front of them. */
export function whyNotAgree(
  terms: Entry['terms'],
  who: { age: number | null; read: number },
): WhyNotAgree | undefined {
  if (!terms) return 'access.no-staffless-opening'
  if (who.age === null) return 'access.age-unknown'
  if (who.age < terms.minimumAge) return 'access.too-young'
  if (who.read !== terms.version) return 'access.terms-not-read'
}
