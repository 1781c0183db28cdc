import { hubNames, hubOf, picturesOfHubs } from '#hubs'
import { pick, type Visit } from '#kernel'
import { roomsOf } from '#rooms'
import { texts } from '../texts/index.ts'
import { mayHost } from '../who-may.ts'
import type { FormChoices } from './activity-fields.tsx'

/** The hubs this host may work at, and the pictures of the one at hand: of all where it is the whole municipality. */
export async function choicesFor(c: Visit, hubId: string | null): Promise<FormChoices> {
  const hubs: FormChoices['hubs'] = (await hubNames(c.db)).filter((hub) => mayHost(c.actor, hub.id))
  if (mayHost(c.actor, null)) hubs.push({ id: null, name: texts[c.lang].wholeMunicipality })
  const only = hubs.length === 1 ? (hubs[0]?.id ?? null) : null
  return { hubs, pictures: await picturesFor(c, hubId ?? only), rooms: await roomsFor(c, hubs) }
}

/** Of every hub the host may choose: without a script the page cannot know which one it will be. */
async function roomsFor(c: Visit, hubs: FormChoices['hubs']): Promise<FormChoices['rooms']> {
  const all = await roomsOf(c.db)
  return hubs.flatMap(({ id, name }) => {
    const rooms = all.filter((room) => room.hubId === id)
    return id !== null && rooms.length > 0 ? [{ id, name, rooms }] : []
  })
}

async function picturesFor(c: Visit, hubId: string | null): Promise<FormChoices['pictures']> {
  if (hubId !== null) {
    const hub = await hubOf(c.db, hubId, c.today)
    return (hub?.pictures ?? []).map(({ id, alt }) => ({ id, name: pick(alt, c.lang).text }))
  }
  if (!mayHost(c.actor, null)) return []
  const all = await picturesOfHubs(c.db)
  return all.map(({ id, alt, hubName }) => ({ id, name: `${hubName}: ${pick(alt, c.lang).text}` }))
}
