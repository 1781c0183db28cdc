import { type Closure, exceptionFor, type Facts, hoursFacts, sayPeriod } from '#hubs'
import {
  announce,
  announcement,
  type Db,
  inTransaction,
  type Job,
  type LocalText,
  pick,
  say,
  sql,
  today,
} from '#kernel'
import { followersOf, topicsOf } from '#people'
import { addressIn } from '../sign-up/letter.ts'
import { mailFollower } from './letters.ts'
import { hubsIn, hubTopic } from './topics.ts'

type Closed = { closureId: number; hubIds: string[] }
export const closureFollowed = announcement<Closed & { personId: string }>(
  'activities.tell-follower-of-closure',
)

/** Who follows several of the hubs is told once. */
export async function findFollowersOfClosure({ closureId, hubIds }: Closed, { db }: Job) {
  const followers = new Set<string>()
  for (const hubId of hubIds)
    for (const personId of await followersOf(db, hubTopic(hubId))) followers.add(personId)
  await inTransaction(async (tx) => {
    for (const personId of followers) await announce(tx, closureFollowed, { closureId, hubIds, personId })
  })
}

/** The closure as it is when the mail is written: one that was called off, or is over, is not told of. */
export async function tellOfClosure(
  { closureId, hubIds, personId }: Closed & { personId: string },
  job: Job,
) {
  const { db, now } = job
  const followed = hubsIn(await topicsOf(db, personId)).filter((id) => hubIds.includes(id))
  const found = inForce(await hoursFacts(db), closureId, followed, now)
  if (!found) return
  const { closure, at } = found
  const hubs = await namesOf(db, at, closure.serviceId)
  const closed = closure.effect === 'closed'
  await inTransaction((tx) =>
    mailFollower(tx, personId, at.map(hubTopic), `followed-closed:${personId}:${closureId}`, (t, lang) => {
      const names = say[lang].list(hubs.map((hub) => hub.name))
      const service = pick(hubs[0]?.service ?? {}, lang).text
      const period = sayPeriod(closure, { lang, now, today: today(now) })
      return {
        subject: (closed ? t.closed.subject : t.closed.notice)(names, service),
        lead: [pick(closure.reason, lang).text].filter(Boolean),
        facts: [
          [t.where, [service, names].filter(Boolean).join(', ')],
          [t.when, [period, closure.mayBeExtended ? t.closed.mayBeExtended : ''].filter(Boolean).join(' ')],
        ],
        action: { text: t.closed.see, url: addressIn(lang, at.length === 1 ? `/hubs/${at[0]}` : '/hubs') },
      }
    }),
  )
}

/** Where it holds: a hub may be open as usual while every other one is closed. */
function inForce(facts: Facts, closureId: number, hubIds: readonly string[], now: Temporal.Instant) {
  const isIt = (one: Closure) =>
    one.id === closureId &&
    (one.until === null || Temporal.Instant.compare(now, Temporal.Instant.from(one.until)) < 0)
  const at = hubIds.flatMap((id) => {
    const closure = facts.get(id)?.closures.find(isIt)
    const usual = closure && exceptionFor(closure, id, closure.serviceId)?.hours === 'as-usual'
    return closure && !usual ? [{ id, closure }] : []
  })
  return at[0] && { closure: at[0].closure, at: at.map(({ id }) => id) }
}

async function namesOf(db: Db, hubIds: readonly string[], serviceId: string | null) {
  const { rows } = await sql<{ name: string; service: LocalText | null }>`
    select h.name, s.name as service from hubs.hub h left join hubs.service s on s.id = ${serviceId} and s.hub_id = h.id
    where h.id = any(${hubIds}::text[]) order by h.place_in_list, h.id`.execute(db)
  return rows
}
