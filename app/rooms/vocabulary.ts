/** What a room can have, as one searches for it. What is not here stands in the room's own note. */
export const equipmentKinds = [
  'screen',
  'projector',
  'video-meeting',
  'whiteboard',
  'sound',
  'microphone',
  'stage-light',
  'piano',
  'tables',
  'chairs',
  'kitchen',
  'stove',
  'fridge',
  'dishwasher',
  'coffee',
  'mirror',
  'tools',
  'sewing-machines',
  'printer',
  'wifi',
] as const
export type Equipment = (typeof equipmentKinds)[number]

/** What helps whom; getting in without steps is a fact of its own (`stepFree`). */
export const accessibilityKinds = [
  'lift',
  'accessible-toilet',
  'hearing-loop',
  'wide-doors',
  'automatic-door',
  'adjustable-table',
  'quiet',
] as const
export type Accessibility = (typeof accessibilityKinds)[number]
