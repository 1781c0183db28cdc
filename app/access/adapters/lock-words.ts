/** What a lock says of its bolt. */
export type Bolt = { locked: boolean | null; jammed: boolean }

const shut: Bolt = { locked: true, jammed: false }
const open: Bolt = { locked: false, jammed: false }
const moving: Bolt = { locked: null, jammed: false }
const stuck: Bolt = { locked: false, jammed: true }

// zigbee2mqtt says LOCK and UNLOCK in `state` and three words in `lock_state`; Home Assistant's convention has five.
const bolts: Record<string, Bolt> = {
  LOCK: shut,
  LOCKED: shut,
  UNLOCK: open,
  UNLOCKED: open,
  OPEN: open,
  LOCKING: moving,
  UNLOCKING: moving,
  OPENING: moving,
  JAMMED: stuck,
  NOT_FULLY_LOCKED: stuck,
}

/** One decoder for both vocabularies; undefined for a word that is in neither. */
export const boltFrom = (word: string): Bolt | undefined => bolts[word.trim().toUpperCase()]

/** `online`, or `{"state":"online"}` as zigbee2mqtt writes it since version 2. */
export function onlineFrom(text: string): boolean | undefined {
  const word = /^\s*\{/.test(text) ? (readJson(text) as { state?: unknown } | undefined)?.state : text.trim()
  return word === 'online' ? true : word === 'offline' ? false : undefined
}

/** Undefined for what is not JSON: a broken gateway must not end the worker. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
