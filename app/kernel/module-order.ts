/** From the ground up: who may lean on whom, whose tables may point at whose, who is asked first. Said here only. */
export const modulesFromTheGround = [
  'kernel',
  'ui',
  'people',
  'hubs',
  'recurrence',
  'rooms',
  'access',
  'activities',
  'portal',
] as const
