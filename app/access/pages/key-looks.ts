import type { StatusKind } from '#ui'
import type { KeyState } from '../keys/key-rules.ts'

export const keyLooks: Record<KeyState, StatusKind> = {
  wanted: 'soon',
  provisioning: 'soon',
  ready: 'open',
  active: 'open',
  ended: 'closed',
  revoked: 'cancelled',
  removed: 'cancelled',
  failed: 'full',
}
