import { describe, expect, test } from 'vitest'
import { clientKeyAge } from './client-key-age.ts'

const on = (date: string) => Temporal.PlainDate.from(date)
const key = (claims: object) => JSON.stringify({ kty: 'RSA', ...claims })
const made = Math.floor(Temporal.Instant.from('2026-01-15T10:00:00Z').epochMilliseconds / 1000)

describe('the key we prove ourselves with to the identity provider', () => {
  test.each([
    ['its iat', key({ iat: made, kid: 'k1' })],
    ['a date in its kid', key({ kid: 'torg-2026-01-15' })],
    ['a date in its kid without dashes', key({ kid: '20260115T0900' })],
    ['base64', Buffer.from(key({ iat: made, kid: 'k1' })).toString('base64')],
  ])('tells by %s when it is a year old', (_, clientKey) => {
    const age = (date: string) => clientKeyAge(on(date), { clientKey, clientKeyMade: undefined })
    expect(age('2026-12-15')).toEqual({ expires: on('2027-01-15'), soon: false })
    expect(age('2026-12-16')).toMatchObject({ soon: true })
    expect(age('2027-03-01')).toMatchObject({ soon: true })
  })
  test('the configuration has the last word', () => {
    const age = clientKeyAge(on('2026-06-01'), { clientKey: key({ iat: made }), clientKeyMade: '2026-05-01' })
    expect(age.expires?.toString()).toBe('2027-05-01')
  })
  test.each([[undefined], ['-----BEGIN PRIVATE KEY-----'], ['{'], [key({ kid: 'torg-2026-13-45' })]])(
    'has no known age in %j',
    (clientKey) => {
      const age = clientKeyAge(on('2026-06-01'), { clientKey, clientKeyMade: undefined })
      expect(age).toEqual({ expires: null, soon: false })
    },
  )
})
