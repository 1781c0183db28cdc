import type { Visit } from '#kernel'
import { Status } from '#ui'
import { texts } from '../texts/index.ts'
import { askedAt } from './ask-hosts.ts'

type Counted = {
  minimum: number | null
  attending: number
  startsAt: Temporal.Instant
  closesMinutesBefore: number
}

/** For hosts: how many are needed while there is time, and that they are too few once there is none. */
export function MinimumStatus({ of, c }: { of: Counted; c: Visit }) {
  if (of.minimum === null || of.attending >= of.minimum) return null
  if (Temporal.Instant.compare(of.startsAt, c.now) <= 0) return null
  const t = texts[c.lang].minimum
  const late = Temporal.Instant.compare(askedAt(of.startsAt, of.closesMinutesBefore), c.now) <= 0
  return <Status kind={late ? 'soon' : 'info'}>{(late ? t.few : t.needs)(of.minimum, of.attending)}</Status>
}
