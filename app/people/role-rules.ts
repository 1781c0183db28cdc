import type { Role } from './permission.ts'

export type RoleWish = {
  personId: string
  role: Role
  hubId: string | null
  from: Temporal.PlainDate
  to: Temporal.PlainDate | null
}

const atOneHub: readonly Role[] = ['host', 'hub-leader']
const everywhere: readonly Role[] = ['administrator']

/** The first reason against a grant, or nothing. `granterId` is null when a command on the server grants. */
export function whyNotGrant(wish: RoleWish, granterId: string | null, hubIds: readonly string[]) {
  if (wish.personId === granterId) return 'people.grant-to-yourself'
  if (atOneHub.includes(wish.role) && !wish.hubId) return 'people.role-needs-hub'
  if (everywhere.includes(wish.role) && wish.hubId) return 'people.role-has-no-hub'
  if (wish.hubId && !hubIds.includes(wish.hubId)) return 'people.unknown-hub'
  if (wish.to && Temporal.PlainDate.compare(wish.to, wish.from) < 0) return 'people.role-dates'
  return undefined
}
