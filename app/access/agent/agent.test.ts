import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type AccessList,
  checkEntries,
  type DeviceEntry,
  encodeToken,
  newKeyPair,
  pinMac,
  privateKeyOf,
  type SyncAnswer,
  type SyncRequest,
  signList,
} from '../door-protocol.ts'
import { type Agent, startAgent } from './agent.ts'
import type { Pairing } from './pairing.ts'

const hour = 3600
const start = 1_795_000_000
const pair = newKeyPair()
const by = { id: 1, key: privateKeyOf(pair.privateKey) }
const pairing: Pairing = {
  server: 'https://torg.example',
  doorId: 'heggedal-main',
  door: 7,
  agentSecret: 'a-secret-of-this-door',
  publicKeys: { 1: pair.publicKey },
}
const asGiven = '00000000000000aa'
const other = '00000000000000bb'
const tokenFor = (grantId: string, from = start - hour, to = start + hour, door = 7) =>
  encodeToken({ grantId, door, from, to }, by)

/** The server's side as the protocol says it, with everything it was told. */
function ownServer(now: () => number) {
  const server = {
    away: false,
    entries: [] as DeviceEntry[],
    gaps: [] as number[],
    asked: [] as SyncRequest[],
    commands: [] as SyncAnswer['commands'],
    list: undefined as AccessList | undefined,
    issue(change: Partial<AccessList> = {}) {
      server.list = {
        v: 1,
        doorId: 'heggedal-main',
        door: 7,
        counter: (server.list?.counter ?? 0) + 1,
        issuedAt: now(),
        validUntil: now() + 72 * hour,
        failState: 'locked',
        keys: [
          {
            grantId: asGiven,
            from: start - hour,
            to: start + hour,
            pin: pinMac(pairing.agentSecret, 7, '482137'),
          },
        ],
        revocations: server.list?.revocations ?? { counter: 0, grantIds: [] },
        publicKeys: pairing.publicKeys,
        ...change,
      }
    },
    async ask(said: SyncRequest): Promise<SyncAnswer> {
      if (server.away) throw new Error('no route to host')
      server.asked.push(said)
      const last = server.entries.at(-1)
      const fresh = said.entries.filter(({ seq }) => seq > (last?.seq ?? 0))
      const { gapAfter } = checkEntries(fresh, { seq: last?.seq ?? 0, hash: null })
      if (gapAfter !== undefined) server.gaps.push(gapAfter)
      server.entries.push(...fresh)
      const { list } = server
      return {
        now: now(),
        entriesUpTo: server.entries.at(-1)?.seq ?? 0,
        ...(list && !said.clockUnset && list.counter !== said.list && { list: signList(list, by) }),
        commands: said.clockUnset ? [] : server.commands.splice(0),
      }
    },
  }
  return server
}

let folder: string
let now: number
let passed: number
let relay: ('open' | 'shut')[]
let server: ReturnType<typeof ownServer>
let agent: Agent
const said: string[] = []
const agents: Agent[] = []

function startHere(clock: () => number = () => now): Agent {
  agent = startAgent({
    pairing,
    folder,
    relay: { set: (to) => relay.push(to) },
    ask: server.ask,
    say: (line) => said.push(line),
    openSeconds: 60,
    system: clock,
    steady: () => passed,
  })
  agents.push(agent)
  return agent
}
/** Time passes for every clock here. */
const pass = (seconds: number) => {
  now += seconds
  passed += seconds
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torg-door-'))
  now = start
  passed = 0
  relay = []
  said.length = 0
  server = ownServer(() => now)
  server.issue()
})
afterEach(() => {
  for (const one of agents.splice(0)) one.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('at the door', () => {
  beforeEach(async () => {
    startHere()
    await agent.sync()
  })

  test('the holder of a key is let in by picture and by code, also when everything else is down', () => {
    server.away = true
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: true })
    expect(agent.present('482137#')).toEqual({ opens: true })
    expect(relay).toEqual(['shut', 'open', 'open'])
  })

  test.each([
    ['another door’s', () => tokenFor(asGiven, start - hour, start + hour, 8), 'wrong-door'],
    ['too early', () => tokenFor(asGiven, start + hour, start + 2 * hour), 'too-early'],
    ['over', () => tokenFor(asGiven, start - 2 * hour, start - hour), 'expired'],
    [
      'somebody else’s signature',
      () => {
        const theirs = { id: 1, key: privateKeyOf(newKeyPair().privateKey) }
        return encodeToken({ grantId: asGiven, door: 7, from: start - hour, to: start + hour }, theirs)
      },
      'bad-signature',
    ],
    ['a shopping receipt', () => 'https://shop.example/?id=1', 'not-a-token'],
    ['a code nobody has', () => '999999', 'unknown-pin'],
  ])('%s: refused, and the log says why', async (_, shown, why) => {
    expect(agent.present(shown())).toEqual({ opens: false, why })
    await agent.sync()
    expect(server.entries.at(-1)).toMatchObject({ what: 'refused', detail: why })
    expect(relay).toEqual(['shut'])
  })

  test('the log holds no code and no token', async () => {
    agent.present('482137')
    agent.present('999999')
    agent.present(tokenFor(asGiven))
    const kept = readFileSync(join(folder, 'log.jsonl'), 'utf8')
    expect(kept).not.toContain('482137')
    expect(kept).not.toContain('999999')
    expect(kept).not.toContain(tokenFor(asGiven))
    expect(said.join()).not.toContain('482137')
  })

  test('a picture held up is one entry, not twenty', async () => {
    for (let seen = 0; seen < 20; seen++) agent.present(tokenFor(asGiven))
    await agent.sync()
    expect(server.entries.filter(({ what }) => what === 'opened')).toHaveLength(1)
  })

  test('who tries codes is stopped for a minute, and so is the right one', () => {
    for (const wrong of ['111111', '222222', '333333', '444444', '555555']) agent.present(wrong)
    expect(agent.present('482137')).toEqual({ opens: false, why: 'too-many-tries' })
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: true })
    pass(61)
    expect(agent.present('482137')).toEqual({ opens: true })
  })

  test('a key taken back opens no more once the door has heard of it, neither by picture nor by code', async () => {
    server.issue({ revocations: { counter: 1, grantIds: [asGiven] } })
    await agent.sync()
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'revoked' })
    expect(agent.present('482137')).toEqual({ opens: false, why: 'revoked' })
  })

  test('an older list is refused, though it is signed: a key taken back does not come back', async () => {
    const old = { ...(server.list as AccessList) }
    server.issue({ revocations: { counter: 1, grantIds: [asGiven] } })
    await agent.sync()
    server.list = old
    await agent.sync()
    expect(said).toContain('The server’s list is not taken: older')
    server.list = { ...old, counter: 99 }
    await agent.sync()
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'revoked' })
    // neither by putting the old file back on the disk
    writeFileSync(join(folder, 'access-list'), signList(old, by))
    startHere()
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'no-list' })
  })

  test('a list that somebody else signed, or that is for another door, is refused', async () => {
    const forged = { id: 1, key: privateKeyOf(newKeyPair().privateKey) }
    const taken = { ...(server.list as AccessList), counter: 9 }
    for (const [list, signer, why] of [
      [taken, forged, 'bad-signature'],
      [{ ...taken, doorId: 'heggedal-side' }, by, 'wrong-door'],
    ] as const) {
      const answer = { now, entriesUpTo: 0, list: signList(list, signer), commands: [] }
      const asking = startAgent({
        pairing,
        folder: mkdtempSync(join(folder, 'other-')),
        relay: { set: () => {} },
        ask: async () => answer,
        say: (line) => said.push(line),
        system: () => now,
      })
      await asking.sync()
      expect(said.at(-1)).toBe(`The server’s list is not taken: ${why}`)
      expect(asking.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'no-list' })
      asking.stop()
    }
  })

  test('a new signing key becomes known through a list that the old one signed', async () => {
    const next = newKeyPair()
    const signer = { id: 2, key: privateKeyOf(next.privateKey) }
    const token = encodeToken({ grantId: other, door: 7, from: start - hour, to: start + hour }, signer)
    expect(agent.present(token)).toEqual({ opens: false, why: 'bad-signature' })
    server.issue({ publicKeys: { 2: next.publicKey } })
    await agent.sync()
    pass(3)
    expect(agent.present(token)).toEqual({ opens: true })
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'bad-signature' })
    startHere()
    expect(agent.present(token)).toEqual({ opens: true })
  })

  test('opening from the phone is carried out once, told, and not when it comes late', async () => {
    const command = (id: string, expiresAt: number) => ({
      id,
      what: 'unlock' as const,
      grantId: asGiven,
      expiresAt,
    })
    server.commands.push(command('one', now + 5), command('late', now))
    await agent.sync()
    expect(relay.filter((to) => to === 'open')).toHaveLength(1)
    await agent.sync()
    expect(server.asked.at(-1)?.done).toEqual([
      { id: 'one', result: 'opened' },
      { id: 'late', result: 'expired' },
    ])
    await agent.sync()
    expect(server.asked.at(-1)?.done).toEqual([])
  })

  test('an answer that was long on its way opens nothing', async () => {
    const slow = startAgent({
      pairing,
      folder,
      relay: { set: (to) => relay.push(to) },
      ask: async (wish) => {
        server.commands.push({ id: 'one', what: 'unlock', grantId: asGiven, expiresAt: now + 5 })
        const answer = await server.ask(wish)
        pass(8)
        return answer
      },
      say: () => {},
      system: () => now,
      steady: () => passed,
    })
    await slow.sync()
    slow.stop()
    expect(relay).not.toContain('open')
  })

  test('a relay that does not do as it is told is known', async () => {
    const broken = startAgent({
      pairing,
      folder,
      relay: {
        set: (to) => {
          if (to === 'open') throw new Error('EIO')
        },
      },
      ask: server.ask,
      say: (line) => said.push(line),
      system: () => now,
    })
    expect(broken.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'relay' })
    await broken.sync()
    broken.stop()
    expect(server.asked.at(-1)?.status.jammed).toBe(true)
    expect(server.entries.at(-1)).toMatchObject({ what: 'jammed', detail: 'relay' })
  })
})

describe('without the server', () => {
  test('cut off for a day: it goes on by itself, and afterwards the server has every line once', async () => {
    startHere()
    await agent.sync()
    server.away = true
    server.issue({
      keys: [
        { grantId: other, from: start, to: start + 26 * hour, pin: pinMac(pairing.agentSecret, 7, '135791') },
      ],
      revocations: { counter: 1, grantIds: [asGiven] },
    })
    for (let each = 0; each < 24; each++) {
      pass(hour)
      await expect(agent.sync()).rejects.toThrow()
      agent.present(each === 0 ? tokenFor(other, start, start + 26 * hour) : '482137')
    }
    expect(agent.present('135791').opens).toBe(false)
    server.away = false
    await agent.sync()
    expect(server.gaps).toEqual([])
    expect(server.entries.map(({ seq }) => seq)).toEqual(server.entries.map((_, at) => at + 1))
    expect(checkEntries(server.entries, { seq: 0, hash: '' })).toEqual({})
    expect(server.entries.filter(({ what }) => what === 'opened')).toHaveLength(1)
    expect(agent.present('135791')).toEqual({ opens: true })
    expect(agent.present('482137').opens).toBe(false)
  })

  test('an answer that is lost is asked for again, and no line is taken twice', async () => {
    startHere()
    await agent.sync()
    agent.present(tokenFor(asGiven))
    const { ask } = server
    const losing = startAgent({
      pairing,
      folder,
      relay: { set: () => {} },
      ask: async (wish) => {
        await ask(wish)
        throw new Error('the answer was lost')
      },
      say: () => {},
      system: () => now,
    })
    await expect(losing.sync()).rejects.toThrow()
    losing.stop()
    startHere()
    await agent.sync()
    const numbers = server.entries.map(({ seq }) => seq)
    expect(numbers).toEqual([...new Set(numbers)])
    expect(server.gaps).toEqual([])
  })

  test('after 72 hours the list is over: a door that fails shut stays shut, one that fails open stands open', async () => {
    for (const failState of ['locked', 'unlocked'] as const) {
      server.issue({ failState })
      startHere()
      await agent.sync()
      relay.length = 0
      pass(73 * hour)
      agent.settle()
      expect(agent.present(tokenFor(other, start, start + 200 * hour))).toEqual({
        opens: false,
        why: 'list-expired',
      })
      expect(relay).toEqual(failState === 'unlocked' ? ['open'] : [])
      await agent.sync()
      expect(relay.at(-1)).toBe(failState === 'unlocked' ? 'open' : undefined)
      server.issue({ failState })
      await agent.sync()
      expect(relay.at(-1)).toBe(failState === 'unlocked' ? 'shut' : undefined)
      agent.stop()
      expect(relay.at(-1)).toBe(failState === 'unlocked' ? 'open' : 'shut')
    }
  })

  test('lines that were lost on the computer show as a gap', async () => {
    startHere()
    await agent.sync()
    agent.present('111111')
    await agent.sync()
    for (const code of ['222222', '333333', '444444']) agent.present(code)
    agent.stop()
    const path = join(folder, 'log.jsonl')
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    writeFileSync(path, `${lines.slice(1).join('\n')}\n`)
    startHere()
    await agent.sync()
    expect(server.gaps).toEqual([1])
  })

  test('the power goes in the middle of a line: the lines before it are kept, and the number shows', async () => {
    startHere()
    await agent.sync()
    agent.present('111111')
    appendFileSync(join(folder, 'log.jsonl'), '{"seq":2,"at":17950')
    startHere()
    await agent.sync()
    expect(server.entries.map(({ seq, what }) => [seq, what])).toEqual([
      [1, 'refused'],
      [2, 'online'],
    ])
    expect(checkEntries(server.entries, { seq: 0, hash: '' })).toEqual({})
  })

  test('a new computer at an old door goes on with its numbers', async () => {
    startHere()
    await agent.sync()
    agent.present('111111')
    await agent.sync()
    rmSync(folder, { recursive: true })
    folder = mkdtempSync(join(tmpdir(), 'torg-door-'))
    startHere()
    await agent.sync()
    agent.present('222222')
    await agent.sync()
    expect(server.entries.map(({ seq }) => seq)).toEqual([1, 2])
    expect(server.gaps).toEqual([])
  })
})

describe('a clock that cannot be believed', () => {
  test('unset after a power cut: nobody is let in by time, until the time is known', async () => {
    startHere()
    await agent.sync()
    let clock = 60
    startHere(() => clock)
    server.away = true
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'clock-unset' })
    expect(agent.present('482137')).toEqual({ opens: false, why: 'clock-unset' })
    server.away = false
    await agent.sync()
    expect(server.asked.at(-1)?.clockUnset).toBe(true)
    expect(server.entries.at(-1)).toMatchObject({ at: null, detail: 'clock-unset' })
    clock = now
    await agent.sync()
    pass(3)
    clock = now
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: true })
  })

  test('unset on the first day of its life', async () => {
    startHere(() => 0)
    await agent.sync()
    expect(agent.present(tokenFor(asGiven, 0, 4_000_000_000))).toEqual({ opens: false, why: 'clock-unset' })
  })

  test('set back by somebody who wants an old key to open again', async () => {
    startHere()
    await agent.sync()
    pass(2 * hour)
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'expired' })
    pass(3)
    startHere(() => start)
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'clock-unset' })
  })

  test('an hour off from what the server says', async () => {
    startHere(() => now + hour)
    await agent.sync()
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: false, why: 'clock-unset' })
  })

  test('that ran ahead for a while is believed again once it agrees with the server', async () => {
    let ahead = 48 * hour
    startHere(() => now + ahead)
    agent.settle()
    await agent.sync()
    ahead = 0
    await agent.sync()
    await agent.sync()
    expect(agent.present(tokenFor(asGiven))).toEqual({ opens: true })
  })
})
