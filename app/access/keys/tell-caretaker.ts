import { config, pick, say, sql, type Tx, today, urlIn } from '#kernel'
import { mailTo } from '#people'
import { report } from '../reports.ts'
import { texts } from '../texts/index.ts'
import { type GrantView, grantById } from './grants.ts'

/** Those who work at a hub today. */
async function hostsOf(tx: Tx, hubId: string, now: Temporal.Instant): Promise<string[]> {
  const day = today(now).toString()
  const { rows } = await sql<{ personId: string }>`
    select distinct g.person_id as "personId" from people.role_grant g
    where g.ended_at is null and g.from_date <= ${day}::date and coalesce(g.to_date >= ${day}::date, true)
      and g.role in ('host', 'hub-leader') and g.hub_id = ${hubId}`.execute(tx)
  return rows.map((row) => row.personId)
}

/** The lock does not agree in time: whoever can open by hand hears of it, and the holder is told another way in. */
export async function tellCaretaker(tx: Tx, grantId: string, now: Temporal.Instant): Promise<void> {
  const grant = await grantById(tx, grantId)
  if (!grant) return
  await sql`update access.key_grant set told_at = coalesce(told_at, ${now.toString()}::timestamptz) where id = ${grantId}`.execute(
    tx,
  )
  await report(tx, { doorId: grant.doorId, kind: 'not-set', grantId }, now)
  const about = (lang: 'nb' | 'nn' | 'en') => ({
    door: pick(grant.doorName, lang).text,
    hub: grant.hubName,
    when: say[lang].range(grant.from, grant.to, today(now)),
  })
  for (const hostId of await hostsOf(tx, grant.hubId, now))
    await mailTo(tx, hostId, `key-not-set:${grantId}:${hostId}`, ({ lang, name }) => {
      const t = texts[lang].mail
      const it = about(lang)
      return {
        subject: t.notSetHost.subject(it.door, it.hub),
        text: t.letter(name, [t.notSetHost.lead(it.door, it.hub, it.when), t.notSetHost.do], {
          text: t.notSetHost.action,
          url: `${config.publicUrl}${urlIn(lang, `/staff/doors/${grant.doorId}`)}`,
        }),
      }
    })
  await tellHolder(tx, grant, `key-not-set:${grantId}`, (lang) => {
    const t = texts[lang].mail.notSet
    const it = about(lang)
    return { subject: t.subject(it.hub), lead: [t.lead(it.door, it.hub, it.when), t.do] }
  })
}

/** A mail to the holder of a key with a link to its page. The code itself is never in a mail. */
export async function tellHolder(
  tx: Tx,
  grant: GrantView,
  key: string,
  write: (lang: 'nb' | 'nn' | 'en') => { subject: string; lead: string[] },
  path = `/me/keys/${grant.id}`,
): Promise<void> {
  if (!grant.personId) return
  await mailTo(tx, grant.personId, key, ({ lang, name }) => {
    const { subject, lead } = write(lang)
    const t = texts[lang].mail
    return {
      subject,
      text: t.letter(name, lead, {
        text: t.open,
        url: `${config.publicUrl}${urlIn(lang, path)}`,
      }),
    }
  })
}
