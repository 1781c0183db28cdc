import {
  type AccessList,
  keyOfPin,
  type SyncAnswer,
  type SyncRequest,
  verifyToken,
} from '../door-protocol.ts'
import { openClock } from './clock.ts'
import { openListInHand } from './list.ts'
import { openLog } from './log.ts'
import type { Pairing } from './pairing.ts'
import { boltOf, type Relay } from './relay.ts'
import type { Ask } from './server.ts'

export type Agent = {
  /** Whatever a reader or keypad gives: a token or a code. */
  present(read: string): Presented
  /** One round with the server. True when there is more to tell at once. */
  sync(): Promise<boolean>
  /** Puts the bolt where it belongs when nothing can be decided; called now and then. */
  settle(): void
  stop(): void
}
type Presented = { opens: boolean; why?: string }

export type AgentParts = {
  pairing: Pairing
  /** Its own folder: list, log, counters. */
  folder: string
  relay: Relay
  ask: Ask
  say: (line: string) => void
  openSeconds?: number
  /** The computer's clock in seconds, and one that nobody can set. */
  system?: () => number
  steady?: () => number
}

const batch = 500
/** So many wrong codes, then a pause: six digits are few for a machine that tries. */
const wrongCodes = 5
const pauseSeconds = 60
const sameSeconds = 2

/** The program at a door. It decides by itself; the server only tells it what to decide by. */
export function startAgent(parts: AgentParts): Agent {
  const { pairing, folder, say } = parts
  const system = parts.system ?? (() => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000))
  const steady = parts.steady ?? (() => performance.now() / 1000)
  const clock = openClock(folder, system)
  const list = openListInHand(folder, pairing)
  const log = openLog(folder, say)
  const bolt = boltOf(parts.relay, parts.openSeconds ?? 5, say)
  const done: SyncRequest['done'] = []
  const wrongAt: number[] = []
  let jammed = false
  let last: { said: string; at: number; answer: Presented } | undefined

  const before = list.latest()
  if (before) clock.isAfter(before.issuedAt)

  /** What may be decided by now, or why nothing may. */
  function inHand(): { list: AccessList; now: number } | { why: string } {
    const now = clock.now()
    if (now === null) return { why: 'clock-unset' }
    const latest = list.latest()
    if (!latest) return { why: 'no-list' }
    return now >= latest.validUntil ? { why: 'list-expired' } : { list: latest, now }
  }

  function settle() {
    const lost = 'why' in inHand()
    bolt.rest(lost && list.latest()?.failState === 'unlocked' ? 'open' : 'shut')
  }

  function refuse(how: 'keypad' | 'token' | 'remote', why: string, grantId?: string): Presented {
    log.write({ at: clock.now(), what: 'refused', how, detail: why, ...(grantId && { grantId }) })
    return { opens: false, why }
  }

  function open(how: 'keypad' | 'token' | 'remote', grantId: string | undefined): Presented {
    log.write({ at: clock.now(), what: 'opened', how, ...(grantId && { grantId }) })
    jammed = !bolt.open()
    if (!jammed) return { opens: true }
    log.write({ at: clock.now(), what: 'jammed', how: 'unknown', detail: 'relay' })
    return { opens: false, why: 'relay' }
  }

  function token(text: string): Presented {
    const hand = inHand()
    if ('why' in hand) return refuse('token', hand.why)
    const answer = verifyToken(text, {
      door: pairing.door,
      keys: list.keys(),
      revoked: new Set(hand.list.revocations.grantIds),
      now: hand.now,
    })
    return answer.opens ? open('token', answer.grantId) : refuse('token', answer.why, answer.grantId)
  }

  function code(typed: string): Presented {
    const hand = inHand()
    if ('why' in hand) return refuse('keypad', hand.why)
    while (wrongAt[0] !== undefined && wrongAt[0] < steady() - pauseSeconds) wrongAt.shift()
    if (wrongAt.length >= wrongCodes) return refuse('keypad', 'too-many-tries')
    const answer = keyOfPin(typed, hand.list, pairing.agentSecret, hand.now)
    if (answer.opens) return open('keypad', answer.grantId)
    wrongAt.push(steady())
    return refuse('keypad', answer.why, answer.grantId)
  }

  /** Whether a command still counts is the server's clock and the time that has passed here since it said so. */
  function carryOut(commands: SyncAnswer['commands'], serverNow: number, heardAt: number) {
    for (const { id, grantId, expiresAt } of commands) {
      const result = ((): 'opened' | 'expired' | 'failed' => {
        const hand = inHand()
        const revoked = grantId !== null && list.latest()?.revocations.grantIds.includes(grantId)
        const why = 'why' in hand ? hand.why : revoked ? 'revoked' : undefined
        const late = serverNow + (steady() - heardAt) >= expiresAt
        if (late) refuse('remote', 'expired', grantId ?? undefined)
        else if (why) refuse('remote', why, grantId ?? undefined)
        else return open('remote', grantId ?? undefined).opens ? 'opened' : 'failed'
        return late ? 'expired' : 'failed'
      })()
      done.push({ id, result })
    }
  }

  async function sync(): Promise<boolean> {
    const now = clock.now()
    const counters = list.counters()
    const entries = log.hasBegun() ? log.waiting().slice(0, batch) : []
    const telling = done.slice(0, 50)
    const asked = steady()
    const answer = await parts.ask(
      {
        list: counters.list,
        revocations: counters.revocations,
        clockUnset: now === null,
        status: { battery: null, jammed, locked: !bolt.isOpen() },
        entries: [...entries],
        done: telling,
      },
      system(),
    )
    done.splice(0, telling.length)
    clock.told(answer.now)
    if (!log.hasBegun()) log.begin(answer.entriesUpTo, answer.entriesHash ?? '')
    else log.forget(answer.entriesUpTo)
    if (answer.list !== undefined) {
      const why = list.take(answer.list, clock.now())
      // Whoever still stands there is asked by the new one.
      last = undefined
      if (why) say(`The server’s list is not taken: ${why}`)
    }
    // Counted from when we asked: the answer may have been long on its way.
    carryOut(answer.commands, answer.now, asked)
    settle()
    return log.waiting().length > 0 || done.length > 0
  }

  settle()
  log.write({ at: clock.now(), what: 'online', how: 'unknown', detail: 'started' })

  return {
    present(read) {
      const said = read.trim()
      // A reader sees the same picture many times while it is held up.
      if (last?.said === said && steady() - last.at < sameSeconds) return last.answer
      // Keypads end with # or *; what is neither a code nor a token is not written down, whatever it was.
      const answer = /^\d{4,10}[#*]?$/.test(said) ? code(said.replace(/[#*]$/, '')) : token(said)
      last = { said, at: steady(), answer }
      return answer
    },
    sync,
    settle,
    stop() {
      // Not minded by anybody any more: the bolt goes where the door is set to go without its computer.
      bolt.leave(list.latest()?.failState === 'unlocked' ? 'open' : 'shut')
    },
  }
}
