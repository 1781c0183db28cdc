import { join } from 'node:path'
import { type DeviceEntry, deviceEntry } from '../door-protocol.ts'
import { append, readIfThere, writeWhole } from './disk.ts'

/** What fits while the server is away: weeks at a busy door. The oldest go first, and their numbers are missed. */
const most = 20_000

export type DeviceLog = {
  /** Whether the server has told where the numbers go on. */
  hasBegun(): boolean
  /** A new computer, or one whose disk was lost, goes on after what the server has, in number and in chain. */
  begin(after: number, hash: string): void
  write(entry: Pick<DeviceEntry, 'at' | 'what' | 'how' | 'grantId' | 'detail'>): void
  /** The oldest that the server has not said it has. */
  waiting(): readonly DeviceEntry[]
  forget(upTo: number): void
}

type Head = { seq: number; hash: string }

/** Numbered, chained, and on the disk before the door opens. */
export function openLog(folder: string, say: (line: string) => void): DeviceLog {
  const entriesPath = join(folder, 'log.jsonl')
  const headPath = join(folder, 'log-head.json')
  const kept = readIfThere(headPath)
  let head = kept === undefined ? undefined : (JSON.parse(kept) as Head)
  let entries = readEntries(readIfThere(entriesPath) ?? '')
  const last = entries.at(-1)
  // The head is written when entries are forgotten, so it may be older than the last line.
  if (last && last.seq > (head?.seq ?? 0)) head = { seq: last.seq, hash: last.hash }
  // The power may have gone in the middle of a line: what comes after it must not be glued to it.
  if (entries.length > 0) rewrite()

  function rewrite() {
    writeWhole(entriesPath, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  }

  return {
    hasBegun: () => head !== undefined,
    begin(after, hash) {
      head = { seq: after, hash }
      writeWhole(headPath, JSON.stringify(head))
    },
    write(said) {
      if (!head) return
      const entry = deviceEntry({ ...said, seq: head.seq + 1, previous: head.hash })
      head = { seq: entry.seq, hash: entry.hash }
      entries.push(entry)
      try {
        if (entries.length > most) {
          entries = entries.slice(-most)
          rewrite()
        } else append(entriesPath, `${JSON.stringify(entry)}\n`)
      } catch (fault) {
        // Nobody stands outside because a disk is full. If the power goes now, the missing number tells.
        say(`The log cannot be written: ${(fault as Error).message}`)
      }
    },
    waiting: () => entries,
    forget(upTo) {
      if (!head || !entries.some(({ seq }) => seq <= upTo)) return
      writeWhole(headPath, JSON.stringify(head))
      entries = entries.filter(({ seq }) => seq > upTo)
      rewrite()
    },
  }
}

function readEntries(text: string): DeviceEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as DeviceEntry]
    } catch {
      return []
    }
  })
}
