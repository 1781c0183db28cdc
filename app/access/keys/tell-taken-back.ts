import { pick, say, type Tx, today } from '#kernel'
import { texts } from '../texts/index.ts'
import { grantById } from './grants.ts'
import { tellHolder } from './tell-caretaker.ts'

/** The holder of a key hears that it is taken back; of several for one thing, once. */
export async function tellTakenBack(
  tx: Tx,
  grantId: string,
  reason: string | null,
  now: Temporal.Instant,
): Promise<void> {
  const grant = await grantById(tx, grantId)
  if (!grant) return
  await tellHolder(tx, grant, `key-revoked:${grantId}`, (lang) => {
    const t = texts[lang].mail.revoked
    const door = pick(grant.doorName, lang).text
    return {
      subject: t.subject(grant.hubName),
      lead: [
        t.lead(door, grant.hubName, say[lang].range(grant.from, grant.to, today(now))),
        ...(reason ? [t.why(reason)] : []),
      ],
    }
  })
}
