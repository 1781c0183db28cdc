import { findPlace, hubNames, LookupDown } from '#hubs'
import { field, limit, type Visit } from '#kernel'
import { type HeldMandate, mandatesOf } from '#people'
import { bookerOfKind } from '../ask-rules.ts'
import { anyWish, type FindWish } from '../find/find-wish.ts'
import type { Booker } from '../rule-set.ts'
import { equipmentKinds } from '../vocabulary.ts'
import {
  once,
  type Repetition,
  repetitionIn,
  ruleOf,
  spanOf,
  timeIn,
  usualTime,
  type WallTime,
} from './when-form.ts'

/** What somebody has asked for, as it stands in the address, so that a search can be shared, kept and gone back to. */
export type Asked = {
  people: number
  time: WallTime
  repetition: Repetition
  equipment: string[]
  stepFree: boolean
  hubs: string[]
  near: string
  /** Association they look for; null: themselves. */
  as: string | null
  /** Whether a time was asked for at all, and was understood. */
  searching: boolean
  problems: Problem[]
}
type Problem = 'date' | 'from' | 'to' | 'people' | 'past'

export function readAsked(c: Visit): Asked {
  const { query } = c
  const given = (name: string) => (query.get(name) ?? '').trim()
  const people = field.number(1, 5000).safeParse(given('people') || '1')
  const time = timeIn(query)
  const wrong = (['date', 'from', 'to'] as const).filter(
    (name) =>
      query.has(name) && !(name === 'date' ? field.date() : field.time()).safeParse(given(name)).success,
  )
  const past = time !== undefined && Temporal.Instant.compare(spanOf(time).to, c.now) <= 0
  const problems: Problem[] = [
    ...(people.success ? [] : (['people'] as const)),
    ...wrong,
    ...(past ? (['past'] as const) : []),
  ]
  return {
    people: people.success ? people.data : 1,
    time: time ?? {
      ...usualTime(c),
      ...Object.fromEntries(
        ['date', 'from', 'to'].flatMap((name) => (given(name) ? [[name, given(name)]] : [])),
      ),
    },
    repetition: time ? repetitionIn(query) : once,
    equipment: query.getAll('equipment').filter((code) => equipmentKinds.some((kind) => kind === code)),
    stepFree: query.has('stepfree'),
    hubs: query.getAll('hub').slice(0, 50),
    near: given('near').slice(0, 200),
    as: given('as') || null,
    searching: time !== undefined && problems.length === 0,
    problems,
  }
}

/** The same search again, with other values in some places. */
export function askedQuery(asked: Asked): URLSearchParams {
  const params = new URLSearchParams({ people: String(asked.people), ...asked.time })
  for (const code of asked.equipment) params.append('equipment', code)
  for (const hub of asked.hubs) params.append('hub', hub)
  if (asked.stepFree) params.set('stepfree', '1')
  if (asked.near) params.set('near', asked.near)
  return params
}

export const bookerOf = (mandate: Pick<HeldMandate, 'kind'> | undefined): Booker =>
  mandate ? bookerOfKind[mandate.kind] : 'resident'

export const mandatesHeld = (c: Visit): Promise<HeldMandate[]> =>
  c.actor.personId ? mandatesOf(c.db, c.actor.personId, c.today) : Promise.resolve([])

type Near = { near: FindWish['near']; placeMissing: boolean }

async function nearOf(asked: Asked, c: Visit): Promise<Near> {
  if (!asked.near) return { near: null, placeMissing: false }
  await limit({ key: `find-hub:${c.network}`, max: 120, seconds: 3600 })
  try {
    const place = await findPlace(asked.near)
    return { near: place ? { lat: place.lat, lon: place.lon, km: null } : null, placeMissing: !place }
  } catch (fault) {
    if (fault instanceof LookupDown) return { near: null, placeMissing: true }
    throw fault
  }
}

export async function wishOf(asked: Asked, mandates: readonly HeldMandate[], c: Visit) {
  const { near, placeMissing } = await nearOf(asked, c)
  const mandate = mandates.find((held) => held.associationId === asked.as)
  const once = asked.repetition.repeat === 'never'
  const wish: FindWish = {
    ...anyWish,
    headCount: asked.people,
    when: !asked.searching
      ? null
      : once
        ? spanOf(asked.time)
        : { rule: ruleOf(asked.time, asked.repetition) },
    equipment: asked.equipment,
    stepFree: asked.stepFree,
    hubIds: asked.hubs,
    near,
    booker: bookerOf(mandate),
    personId: c.actor.personId,
    associationId: mandate?.associationId ?? null,
  }
  return { wish, placeMissing, mandate }
}

export const hubChoices = (c: Visit) => hubNames(c.db)
