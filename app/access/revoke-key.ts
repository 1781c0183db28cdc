import { type Actor, found, pick, say, type Tx, today } from '#kernel'
import { needStaff } from '#people'
import { grantById } from './keys/grants.ts'
import { takeBack } from './keys/take-back.ts'
import { tellHolder } from './keys/tell-caretaker.ts'
import { refusal } from './refusals.ts'
import { texts } from './texts/index.ts'

/** A host takes a key back, with a reason that its holder gets to see. The booking stands: that is another decision. */
export async function revokeKey(
  tx: Tx,
  actor: Actor,
  grantId: string,
  { reason }: { reason: string },
  now: Temporal.Instant,
): Promise<void> {
  const grant = found(await grantById(tx, grantId))
  needStaff(actor, grant.hubId, 'host', 'hub-leader')
  const taken = await takeBack(tx, actor, grantId, { reason }, now)
  if (!taken) throw refusal('access.over')
  await tellHolder(tx, grant, `key-revoked:${grantId}`, (lang) => {
    const t = texts[lang].mail.revoked
    const door = pick(grant.doorName, lang).text
    return {
      subject: t.subject(grant.hubName),
      lead: [t.lead(door, grant.hubName, say[lang].range(grant.from, grant.to, today(now))), t.why(reason)],
    }
  })
}
