/** Who acts. Roles are plain words here; what they allow is decided by the module that owns the thing. */
export type Actor = {
  kind: 'anonymous' | 'person' | 'system'
  personId: string | null
  name: string | null
  roles: readonly { role: string; hubId: string | null }[]
  sessionId: string | null
  /** Assurance level of the sign-in, as the identity provider names it. */
  acr: string | null
  steppedUpAt: Temporal.Instant | null
}

export const anonymous: Actor = {
  kind: 'anonymous',
  personId: null,
  name: null,
  roles: [],
  sessionId: null,
  acr: null,
  steppedUpAt: null,
}

/** Jobs, timers and commands. */
export const systemActor: Actor = { ...anonymous, kind: 'system' }
