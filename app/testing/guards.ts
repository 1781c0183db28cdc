/**
 * One promise that the database keeps, and the proof that the test of it would notice its absence: `prove` is run
 * twice on a new database, as it is and after `remove`, and must throw the second time.
 * Modules write theirs in files named `*.guards.ts`, beside what they guard.
 */
export interface Guard {
  /** As a resident would say it: "two people never get the same last place". */
  name: string
  /** SQL that takes the guard away: `alter table … drop constraint …`. */
  remove: string
  /** Throws when the promise is broken. Runs through the module's own verbs, on parallel connections where it races. */
  prove: () => Promise<void>
}
