import { pick, say, type Tx, today } from '#kernel'
import { texts } from '../texts/index.ts'
import { grantById } from './grants.ts'
import { tellHolder } from './tell-caretaker.ts'

/** One mail about the keys that somebody has got for one thing. */
export async function tellNewKeys(tx: Tx, ids: readonly string[], isChange: boolean, now: Temporal.Instant) {
  const keys = (await Promise.all(ids.map((id) => grantById(tx, id)))).filter((key) => key !== undefined)
  const [first] = keys
  if (!first) return
  await tellHolder(
    tx,
    first,
    `key:${first.id}`,
    (lang) => {
      const t = isChange ? texts[lang].mail.changed : texts[lang].mail.ready
      const atDoors = [...new Map(keys.map((key) => [key.doorId, key])).values()]
      const doors = say[lang].list(atDoors.map((key) => pick(key.doorName, lang).text))
      // Several at one door are the days of one role; at several doors they are for the same time.
      const last = atDoors.length === 1 ? (keys.at(-1) ?? first) : first
      const when = say[lang].range(first.from, last.to, today(now))
      return { subject: t.subject(first.hubName), lead: [t.lead(doors, first.hubName, when)] }
    },
    keys.length > 1 ? '/me/keys' : undefined,
  )
}
