import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Capabilities } from '../adapters/adapter.ts'
import { backOffSeconds, type KeyFacts, keyStates, mayBecome, nextStep, tellAt } from './key-rules.ts'

const noon = Temporal.Instant.from('2026-11-24T12:00:00Z')
const minutes = (n: number) => noon.add({ minutes: n })
const keypad: Capabilities = {
  remoteUnlock: false,
  pin: 'hub',
  pinLength: 6,
  slots: 20,
  timeBound: 'hub',
  offlinePin: true,
  remoteRevoke: true,
  ack: 'confirmed',
  token: false,
}
const reader: Capabilities = { ...keypad, pin: 'none', slots: 0, token: true }
const key = (facts: Partial<KeyFacts> = {}): KeyFacts => ({
  state: 'wanted',
  startsAt: noon,
  from: minutes(-15),
  to: minutes(75),
  pin: 'waiting',
  predecessorOpens: false,
  doorUnaware: false,
  told: false,
  attempts: 0,
  ...facts,
})
const step = (facts: Partial<KeyFacts>, at: number, can = keypad) => {
  const next = nextStep(key(facts), can, minutes(at))
  return next.do === 'become' ? next.state : next.do
}

describe('what is done with a key', () => {
  const cases: [string, Partial<KeyFacts>, number, Capabilities, string][] = [
    ['the code is not in a lock before its time', {}, -16, keypad, 'wait'],
    ['a quarter before, it is set', {}, -15, keypad, 'set-pin'],
    [
      'a lock that keeps windows itself gets it early',
      {},
      -600,
      { ...keypad, timeBound: 'native' },
      'set-pin',
    ],
    ['the old code goes first', { predecessorOpens: true }, -10, keypad, 'wait'],
    [
      'five minutes before, silence is an alarm',
      { state: 'provisioning', pin: 'sent', attempts: 9 },
      -5,
      keypad,
      'tell-caretaker',
    ],
    [
      'also when the old code is what is in the way',
      { predecessorOpens: true },
      -5,
      keypad,
      'tell-caretaker',
    ],
    ['told once, it is tried on', { state: 'failed', pin: 'sent', told: true }, 3, keypad, 'set-pin'],
    ['confirmed late, it works', { state: 'failed', pin: 'confirmed', told: true }, 3, keypad, 'active'],
    [
      'confirmed before its window, it is ready',
      { state: 'provisioning', pin: 'confirmed' },
      -60,
      { ...keypad, timeBound: 'native' },
      'ready',
    ],
    ['a door that reads tokens needs nothing set', { pin: 'none' }, -300, reader, 'ready'],
    ['and is active in its window', { state: 'ready', pin: 'none' }, 0, reader, 'active'],
    ['over is over', { state: 'active', pin: 'confirmed' }, 75, keypad, 'ended'],
    [
      'over, though it never came into the lock',
      { state: 'failed', pin: 'sent', told: true },
      80,
      keypad,
      'ended',
    ],
    ['after the end the code is taken out', { state: 'ended', pin: 'confirmed' }, 76, keypad, 'clear-pin'],
    ['taken back, the code is taken out', { state: 'revoked', pin: 'sent' }, -3, keypad, 'clear-pin'],
    [
      'taken back before it was set, it is gone',
      { state: 'revoked', pin: 'waiting' },
      -60,
      keypad,
      'removed',
    ],
    [
      'taken back at a door that has not heard it, it is not gone',
      { state: 'revoked', pin: 'none', doorUnaware: true },
      0,
      reader,
      'wait',
    ],
    ['ended and empty, nothing is left to do', { state: 'ended', pin: 'none' }, 90, keypad, 'wait'],
  ]
  test.each(cases)('%s', (_name, facts, at, can, expected) => {
    expect(step(facts, at, can)).toBe(expected)
  })

  test('where neighbours cut the lead away, the alarm is two minutes into the window', () => {
    expect(tellAt({ startsAt: noon, from: noon }).toString()).toBe(minutes(2).toString())
    expect(tellAt({ startsAt: noon, from: minutes(-15) }).toString()).toBe(minutes(-5).toString())
  })

  test('tries come every half minute at first, and at least every five minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map(backOffSeconds)).toEqual([30, 30, 30, 60, 120, 240, 300, 300])
  })

  test('whatever happens, a step leads only where the states allow, and never from a key that is over to a live one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...keyStates),
        fc.constantFrom('none', 'waiting', 'sent', 'confirmed'),
        fc.record({
          predecessorOpens: fc.boolean(),
          doorUnaware: fc.boolean(),
          told: fc.boolean(),
          attempts: fc.nat(9),
        }),
        fc.integer({ min: -120, max: 200 }),
        fc.constantFrom(keypad, reader, { ...keypad, timeBound: 'native' as const }),
        (state, pin, flags, at, can) => {
          const next = nextStep(key({ state, pin: pin as KeyFacts['pin'], ...flags }), can, minutes(at))
          if (next.do === 'become') expect(mayBecome(state, next.state)).toBe(true)
          if (next.do === 'set-pin') {
            expect(['ended', 'revoked', 'removed']).not.toContain(state)
            expect(flags.predecessorOpens).toBe(false)
          }
        },
      ),
    )
  })
})
