/**
 * npm run door: the program for the computer at a door, without database and without the rest of the product.
 *   DOOR_PAIRING        the file that the door's page gave when it was paired (./door-pairing.json)
 *   DOOR_DATA           its own folder: list, log, counters (./door-data)
 *   DOOR_READER         a device or pipe that gives one line per code or token; without it, standard input
 *   DOOR_RELAY_FILE     a file that takes 1 (open) and 0 (shut), as GPIO lines do
 *   DOOR_RELAY_COMMAND  or a program that is called with `open` or `shut`
 *   DOOR_OPEN_SECONDS   how long it stays open (5)
 */
import { constants, mkdirSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { isatty, ReadStream } from 'node:tty'
import { startAgent } from '../app/access/agent/agent.ts'
import { readPairing } from '../app/access/agent/pairing.ts'
import { commandRelay, fileRelay } from '../app/access/agent/relay.ts'
import { serverOf } from '../app/access/agent/server.ts'
import { CannotStart, endWith } from './cannot-start.ts'
import { leaving } from './leaving.ts'

const say = (line: string) => console.log(line)
const { env } = process

/** Often while somebody may be waiting for the door, rarely while the server is away. */
const restMs = 2_000
const longestMs = 30_000

try {
  const pairing = pairingOf(env.DOOR_PAIRING ?? 'door-pairing.json')
  const folder = env.DOOR_DATA ?? 'door-data'
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const agent = startAgent({
    pairing,
    folder,
    relay: relay(),
    ask: serverOf(pairing),
    say,
    openSeconds: openSeconds(),
  })
  read(agent.present)
  say(`Door ${pairing.doorId} asks ${pairing.server}`)
  const settling = setInterval(agent.settle, 1_000)
  let left = false
  void leaving.then(() => {
    left = true
  })
  let wait = restMs
  let away = false
  while (!left) {
    try {
      const more = await agent.sync()
      if (away) say('The server is back.')
      away = false
      wait = more ? 0 : restMs
    } catch (fault) {
      if (!away) say(`The server is away (${(fault as Error).message}); the door goes on with what it knows.`)
      away = true
      wait = Math.min(Math.max(wait, restMs) * 2, longestMs)
    }
    await Promise.race([leaving, new Promise((done) => setTimeout(done, wait))])
  }
  clearInterval(settling)
  agent.stop()
  process.exit(0)
} catch (fault) {
  endWith(fault)
}

function pairingOf(path: string) {
  try {
    return readPairing(path)
  } catch (fault) {
    throw new CannotStart((fault as Error).message)
  }
}

function relay() {
  if (env.DOOR_RELAY_FILE) return fileRelay(env.DOOR_RELAY_FILE)
  if (env.DOOR_RELAY_COMMAND) return commandRelay(env.DOOR_RELAY_COMMAND, say)
  throw new CannotStart('Set DOOR_RELAY_FILE or DOOR_RELAY_COMMAND: without one, nothing moves the bolt.')
}

function openSeconds(): number {
  const seconds = Number(env.DOOR_OPEN_SECONDS ?? 5)
  if (!(seconds > 0 && seconds <= 60)) throw new CannotStart('DOOR_OPEN_SECONDS is a number up to 60.')
  return seconds
}

type Present = (line: string) => { opens: boolean; why?: string }

function read(present: Present) {
  try {
    const input = env.DOOR_READER ? openReader(env.DOOR_READER) : process.stdin
    // A reader that is pulled out and put back is read again.
    if (env.DOOR_READER) input.once('close', () => setTimeout(read, 1_000, present))
    input.on('error', (fault) => say(`The reader cannot be read: ${fault.message}`))
    createInterface({ input }).on('line', (line) => {
      if (line.trim() === '') return
      const { opens, why } = present(line)
      // What was read is never said: it may be a code.
      say(opens ? 'opened' : `refused: ${why}`)
    })
  } catch (fault) {
    say(`The reader cannot be opened: ${(fault as Error).message}`)
    setTimeout(read, 10_000, present)
  }
}

/** Without waiting for somebody at the other end: a thread that waits there would keep the program from ending. */
function openReader(path: string): Readable {
  const file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY)
  return isatty(file) ? new ReadStream(file) : new Socket({ fd: file, readable: true, writable: false })
}
