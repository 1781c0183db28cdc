import { announce, type Tx } from '#kernel'
import { signUpChanged } from './announcements.ts'

export const changed = (tx: Tx, signUpId: string, version: number) =>
  announce(tx, signUpChanged, { signUpId, version })
