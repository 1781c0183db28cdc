import { expect, test } from 'vitest'
import { type Entry, whyNotAgree, whyNotEnter } from './staffless-rules.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const may: Entry = {
  agreement: { validTo: today, version: 2 },
  terms: { version: 2, minimumAge: 16 },
  suspendedUntil: null,
  hours: 'staffless',
}

test.each<[string, Partial<Entry>, string | undefined]>([
  ['with an agreement, in staffless hours', {}, undefined],
  ['on the last day of the agreement', { agreement: { validTo: today, version: 2 } }, undefined],
  [
    'with an agreement to an older version that still holds',
    { agreement: { validTo: today, version: 1 } },
    undefined,
  ],
  [
    'the day after it ran out',
    { agreement: { validTo: today.subtract({ days: 1 }), version: 2 } },
    'access.agreement-over',
  ],
  ['without one', { agreement: null }, 'access.no-agreement'],
  ['where the hub has no staffless opening', { terms: null }, 'access.no-staffless-opening'],
  ['while people work there', { hours: 'staffed' }, 'access.hub-staffed'],
  ['when the hub is shut', { hours: 'shut' }, 'access.hub-shut'],
  ['suspended, on the last day', { suspendedUntil: today }, 'access.suspended'],
  ['the day after a suspension', { suspendedUntil: today.subtract({ days: 1 }) }, undefined],
  [
    'suspended and without agreement: the suspension is said first',
    { suspendedUntil: today, agreement: null },
    'access.suspended',
  ],
])('%s', (_, change, code) => expect(whyNotEnter({ ...may, ...change }, today)).toBe(code))

test.each<[string, Entry['terms'], { age: number | null; read: number }, string | undefined]>([
  ['of age', may.terms, { age: 16, read: 2 }, undefined],
  ['a year too young', may.terms, { age: 15, read: 2 }, 'access.too-young'],
  ['whose sign-in told no age', may.terms, { age: null, read: 2 }, 'access.age-unknown'],
  ['who read an older version', may.terms, { age: 40, read: 1 }, 'access.terms-not-read'],
  ['where there is nothing to agree to', null, { age: 40, read: 1 }, 'access.no-staffless-opening'],
])('agrees: %s', (_, terms, who, code) => expect(whyNotAgree(terms, who)).toBe(code))
