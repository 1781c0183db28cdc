import type { Actor } from '#kernel'
import { refusal } from './refusals.ts'
import { settings } from './settings.ts'
import { reaches } from './sign-in/acr.ts'

export const roles = ['host', 'hub-leader', 'editor', 'caseworker', 'administrator'] as const
export type Role = (typeof roles)[number]

/** How long a step-up is good for. */
const stepUpLasts = Temporal.Duration.from({ minutes: 30 })

export const isStaff = (actor: Actor) => actor.kind === 'system' || actor.roles.length > 0
export const isAdministrator = (actor: Actor) =>
  actor.kind === 'system' || actor.roles.some((grant) => grant.role === 'administrator')

/**
 * Whether the actor has one of the roles (any, when none is named) at the hub. A grant without a hub is for all of
 * them, and administrators may work everywhere. `null` asks about what belongs to no hub.
 */
export const mayWorkAt = (actor: Actor, hubId: string | null, ...wanted: Role[]): boolean =>
  isAdministrator(actor) ||
  actor.roles.some(
    (grant) =>
      (grant.hubId === null || grant.hubId === hubId) &&
      (wanted.length === 0 || wanted.some((role) => role === grant.role)),
  )

/** Throws people.not-allowed unless `mayWorkAt`. */
export function needStaff(actor: Actor, hubId: string | null, ...wanted: Role[]): void {
  if (!mayWorkAt(actor, hubId, ...wanted)) throw refusal('people.not-allowed')
}

export function needAdministrator(actor: Actor): void {
  if (!isAdministrator(actor)) throw refusal('people.not-allowed')
}

/** The actor's person id; throws people.sign-in-needed when nobody is signed in. */
export function needPerson(actor: Actor): string {
  if (!actor.personId) throw refusal('people.sign-in-needed')
  return actor.personId
}

export function hasSteppedUp(actor: Actor, now = Temporal.Now.instant()): boolean {
  if (actor.kind === 'system') return true
  const highest = settings.identityProvider.acr.at(-1) as string
  if (!actor.steppedUpAt || !reaches(actor.acr, highest, settings.identityProvider.acr)) return false
  return Temporal.Instant.compare(actor.steppedUpAt.add(stepUpLasts), now) > 0
}

/** Throws people.step-up-needed. Pages ask first, with `afterStepUp`; this is the verb's own last word. */
export function needStepUp(actor: Actor, now?: Temporal.Instant): void {
  if (!hasSteppedUp(actor, now)) throw refusal('people.step-up-needed')
}
