import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { payload: AdapterPayload; until: number }
const kept = new Map<string, Kept>()

/**
 * What the issuer remembers between two requests: in memory, for it is a demonstration, and what it forgets at a
 * restart costs nobody more than choosing a persona again. The provider's own does the same but warns at every start.
 */
export class QuietAdapter implements Adapter {
  private readonly model: string
  constructor(model: string) {
    this.model = model
  }

  private key(id: string) {
    return `${this.model}:${id}`
  }
  private get(key: string): AdapterPayload | undefined {
    const found = kept.get(key)
    if (!found || found.until < Date.now()) return undefined
    return found.payload
  }
  async upsert(id: string, payload: AdapterPayload, expiresIn = 3600) {
    for (const [key, { until }] of kept) if (until < Date.now()) kept.delete(key)
    kept.set(this.key(id), { payload, until: Date.now() + expiresIn * 1000 })
  }
  async find(id: string) {
    return this.get(this.key(id))
  }
  async findByUid(uid: string) {
    return [...kept].find(
      ([key, { payload }]) => key.startsWith(`${this.model}:`) && payload.uid === uid && this.get(key),
    )?.[1].payload
  }
  async findByUserCode() {
    return undefined
  }
  async consume(id: string) {
    const found = this.get(this.key(id))
    if (found) found.consumed = Math.floor(Date.now() / 1000)
  }
  async destroy(id: string) {
    kept.delete(this.key(id))
  }
  async revokeByGrantId(grantId: string) {
    for (const [key, { payload }] of kept)
      if (key.startsWith(`${this.model}:`) && payload.grantId === grantId) kept.delete(key)
  }
}
