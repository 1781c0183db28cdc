import { describe, expect, test } from 'vitest'
import { type Actor, anonymous, systemActor } from '#kernel'
import { hasSteppedUp, mayWorkAt, type Role } from './permission.ts'
import { type RoleWish, whyNotGrant } from './role-rules.ts'

const staff = (role: Role, hubId: string | null): Actor => ({
  ...anonymous,
  kind: 'person',
  personId: 'p',
  roles: [{ role, hubId }],
})

describe('who may work where', () => {
  const cases: [string, Actor, string | null, Role[], boolean][] = [
    ['a host at their own hub', staff('host', 'borgen'), 'borgen', ['host', 'hub-leader'], true],
    ['a host at another hub', staff('host', 'borgen'), 'heggedal', ['host'], false],
    ['a host where only the leader may', staff('host', 'borgen'), 'borgen', ['hub-leader'], false],
    ['a host with what belongs to no hub', staff('host', 'borgen'), null, [], false],
    ['any role will do when none is named', staff('host', 'borgen'), 'borgen', [], true],
    ['an editor for all hubs', staff('editor', null), 'heggedal', ['editor'], true],
    ['an editor for all hubs with what belongs to none', staff('editor', null), null, ['editor'], true],
    ['an administrator anywhere', staff('administrator', null), 'heggedal', ['host'], true],
    ['the system', systemActor, 'borgen', ['host'], true],
    ['somebody not signed in', anonymous, 'borgen', [], false],
    ['a resident', { ...staff('host', 'borgen'), roles: [] }, 'borgen', [], false],
  ]
  test.each(cases)('%s', (_, actor, hub, wanted, may) => {
    expect(mayWorkAt(actor, hub, ...wanted)).toBe(may)
  })
})

describe('a step-up', () => {
  const now = Temporal.Instant.from('2026-11-24T12:00:00Z')
  const ago = (minutes: number) => now.subtract({ minutes })
  test.each([
    ['lasts half an hour', 'idporten-loa-high', ago(29), true],
    ['is over after half an hour', 'idporten-loa-high', ago(30), false],
    ['counts only at the highest level', 'idporten-loa-substantial', ago(1), false],
    ['must have happened', 'idporten-loa-high', null, false],
  ])('%s', (_, acr, steppedUpAt, has) => {
    expect(hasSteppedUp({ ...staff('administrator', null), acr, steppedUpAt }, now)).toBe(has)
  })
})

describe('why a role is not given', () => {
  const day = (text: string) => Temporal.PlainDate.from(text)
  const wish: RoleWish = {
    personId: 'kari',
    role: 'host',
    hubId: 'borgen',
    from: day('2026-11-24'),
    to: null,
  }
  const cases: [string, Partial<RoleWish>, string | null, string | undefined][] = [
    ['a host at a hub', {}, 'per', undefined],
    ['to oneself', { personId: 'per' }, 'per', 'people.grant-to-yourself'],
    ['by the command on the server', {}, null, undefined],
    ['a host of nowhere', { hubId: null }, 'per', 'people.role-needs-hub'],
    ['an administrator of one hub', { role: 'administrator' }, 'per', 'people.role-has-no-hub'],
    ['an editor of everything', { role: 'editor', hubId: null }, 'per', undefined],
    ['at a hub that does not exist', { hubId: 'oslo' }, 'per', 'people.unknown-hub'],
    ['for one day', { to: day('2026-11-24') }, 'per', undefined],
    ['that ends before it begins', { to: day('2026-11-23') }, 'per', 'people.role-dates'],
  ]
  test.each(cases)('%s', (_, change, granter, why) => {
    expect(whyNotGrant({ ...wish, ...change }, granter, ['borgen', 'heggedal'])).toBe(why)
  })
})
