import type { JWK } from 'jose'
import { config, today } from '#kernel'

/** ID-porten stops taking a client's key when it is a year old. Then nobody can sign in until it is replaced. */
const life = { years: 1 }
const warnBefore = { days: 30 }

export type KeyAge = {
  /** Null: neither the key nor the configuration tells when it was made. */
  expires: Temporal.PlainDate | null
  soon: boolean
}

type Configured = Pick<typeof config.oidc, 'clientKey' | 'clientKeyMade'>

export function clientKeyAge(
  on: Temporal.PlainDate = today(),
  { clientKey, clientKeyMade }: Configured = config.oidc,
): KeyAge {
  const made = clientKeyMade ? Temporal.PlainDate.from(clientKeyMade) : madeOn(clientKey)
  const expires = made?.add(life) ?? null
  const soon = expires !== null && Temporal.PlainDate.compare(on, expires.subtract(warnBefore)) >= 0
  return { expires, soon }
}

/** The private JWK that OIDC_CLIENT_KEY is: JSON, or base64 of it. */
export const jwkOf = (text: string): JWK =>
  JSON.parse(text.trimStart().startsWith('{') ? text : Buffer.from(text, 'base64').toString()) as JWK

function madeOn(clientKey: string | undefined): Temporal.PlainDate | null {
  if (!clientKey || clientKey.includes('BEGIN PRIVATE KEY')) return null
  const { iat, kid } = readable(clientKey)
  if (typeof iat === 'number')
    return Temporal.Instant.fromEpochMilliseconds(iat * 1000)
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
  const [, year, month, day] = /(20\d\d)-?(\d\d)-?(\d\d)/.exec(String(kid ?? '')) ?? []
  try {
    return year ? Temporal.PlainDate.from(`${year}-${month}-${day}`) : null
  } catch {
    return null
  }
}

/** A key that cannot be read is told of at sign-in; here it only has no age. */
function readable(clientKey: string): { iat?: unknown; kid?: unknown } {
  try {
    return jwkOf(clientKey)
  } catch {
    return {}
  }
}
