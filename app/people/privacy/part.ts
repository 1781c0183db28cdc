import type { Db, Lang, Tx } from '#kernel'

type Said = Record<Lang, string>

/** One class of personal data, as the register knows it. */
export type DataClass = {
  key: string
  name: Said
  what: Said
  purpose: Said
  basis: Said
  kept: Said
  /** Stays after an erasure, without saying whom it was about. */
  outlivesErasure?: true
  /** Only about those who work or have worked here. */
  staffOnly?: true
}

/** What an export shows of one class: labelled columns for reading, the same keys in the JSON. */
export type ExportSection = {
  key: string
  title: string
  columns: Record<string, string>
  rows: Record<string, string | number | boolean | null>[]
}

/** What an erasure had to keep. `secret` is sealed at once and read by nobody until a lawful request. */
export type Kept = {
  dataClass: string
  name: Said
  why: Said
  basis: Said
  until: Temporal.PlainDate
  secret?: string
}

/**
 * A module's share of privacy. `erase` removes the person from the module's working data in the given transaction
 * and answers what it had to keep; `cleanUp` removes what is older than its retention.
 */
export type PrivacyPart = {
  classes: readonly DataClass[]
  exportOf: (db: Db, personId: string, lang: Lang) => Promise<ExportSection[]>
  erase: (tx: Tx, personId: string) => Promise<Kept[]>
  cleanUp?: (tx: Tx, now: Temporal.Instant) => Promise<void>
}

let others: readonly PrivacyPart[] = []

/** The server and the worker hand over the parts of the modules above, highest first: their rows point down here. */
export function collectPrivacy(parts: readonly PrivacyPart[]) {
  others = parts
}
export const partsAbove = () => others
