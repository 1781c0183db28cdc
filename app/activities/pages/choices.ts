import { hubNames, hubOf } from '#hubs'
import { pick, type Visit } from '#kernel'
import { texts } from '../texts/index.ts'
import { mayHost } from '../who-may.ts'
import type { FormChoices } from './activity-fields.tsx'

/** The hubs this host may work at, and the pictures of the one at hand. */
export async function choicesFor(c: Visit, hubId: string | null): Promise<FormChoices> {
  const hubs: FormChoices['hubs'] = (await hubNames(c.db)).filter((hub) => mayHost(c.actor, hub.id))
  if (mayHost(c.actor, null)) hubs.push({ id: null, name: texts[c.lang].wholeMunicipality })
  const only = hubs.length === 1 ? (hubs[0]?.id ?? null) : null
  const at = hubId ?? only
  const hub = at === null ? undefined : await hubOf(c.db, at, c.today)
  const pictures = (hub?.pictures ?? []).map(({ id, alt }) => ({ id, name: pick(alt, c.lang).text }))
  return { hubs, pictures }
}
