import { hubNames } from '#hubs'
import {
  type Actor,
  announce,
  announcement,
  now as clock,
  type Db,
  found,
  inTransaction,
  type Job,
  listen,
  type Tx,
  today as todayAt,
} from '#kernel'
import { audit, mailTo, needPerson, needStaff } from '#people'
import { stafflessTexts } from '../texts/staffless.ts'
import { stafflessRefusal } from './refusals.ts'

/** A suspension was decided, or an appeal against it: its person is told. */
const suspensionChanged = announcement<{ suspensionId: string; what: 'suspended' | 'appeal-decided' }>(
  'access.suspension-changed',
)

/** Takes the access from a person until a date. A human decides it, with a reason the person reads. */
export async function suspend(
  tx: Tx,
  actor: Actor,
  wish: { hubId: string; personId: string; reason: string; until: Temporal.PlainDate },
): Promise<string> {
  needStaff(actor, wish.hubId, 'host', 'hub-leader')
  // Only whoever has, or had, the access: hosts of this hub have no say about others.
  found(
    await tx
      .selectFrom('access.agreement')
      .select('id')
      .where('hub_id', '=', wish.hubId)
      .where('person_id', '=', wish.personId)
      .executeTakeFirst(),
  )
  const { id } = await tx
    .insertInto('access.suspension')
    .values({
      hub_id: wish.hubId,
      person_id: wish.personId,
      reason: wish.reason,
      until: wish.until.toString(),
      decided_by: needPerson(actor),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(tx, actor, 'access.suspended', about(id, wish.hubId, wish.personId), {
    until: wish.until.toString(),
  })
  await announce(tx, suspensionChanged, { suspensionId: id, what: 'suspended' })
  return id
}

export async function liftSuspension(tx: Tx, actor: Actor, id: string, now = clock()): Promise<void> {
  const row = await holdSuspension(tx, id)
  needStaff(actor, row.hub_id, 'host', 'hub-leader')
  // A host who is suspended is not the one to end it.
  if (row.person_id === actor.personId) throw stafflessRefusal('access.appeal-needs-another')
  await tx
    .updateTable('access.suspension')
    .set({ lifted_at: now.toString(), lifted_by: actor.personId })
    .where('id', '=', id)
    .execute()
  await audit(tx, actor, 'access.suspension-lifted', about(id, row.hub_id, row.person_id))
}

/** The suspended person says why it is wrong; once. */
export async function appealSuspension(
  tx: Tx,
  actor: Actor,
  { id, appeal }: { id: string; appeal: string },
  now = clock(),
): Promise<void> {
  const row = await holdSuspension(tx, id)
  if (row.person_id !== needPerson(actor)) found(undefined)
  if (row.appeal) throw stafflessRefusal('access.appealed-already')
  await tx
    .updateTable('access.suspension')
    .set({ appeal, appealed_at: now.toString() })
    .where('id', '=', id)
    .execute()
  await audit(tx, actor, 'access.appealed', about(id, row.hub_id, row.person_id))
}

/** Somebody else than who suspended or is suspended answers the appeal; upheld lifts the suspension. The constraint says it once more. */
export async function decideAppeal(
  tx: Tx,
  actor: Actor,
  { id, upheld, answer }: { id: string; upheld: boolean; answer: string },
  now = clock(),
): Promise<void> {
  const row = await holdSuspension(tx, id)
  needStaff(actor, row.hub_id, 'host', 'hub-leader')
  if (row.appeal === null || row.appeal_decided_at !== null) found(undefined)
  if ([row.decided_by, row.person_id].includes(actor.personId ?? ''))
    throw stafflessRefusal('access.appeal-needs-another')
  await tx
    .updateTable('access.suspension')
    .set({
      appeal_upheld: upheld,
      appeal_answer: answer,
      appeal_decided_by: actor.personId,
      appeal_decided_at: now.toString(),
      ...(upheld && { lifted_at: now.toString(), lifted_by: actor.personId }),
    })
    .where('id', '=', id)
    .execute()
  await audit(tx, actor, 'access.appeal-decided', about(id, row.hub_id, row.person_id), { upheld })
  await announce(tx, suspensionChanged, { suspensionId: id, what: 'appeal-decided' })
}

const holdSuspension = async (tx: Tx, id: string) =>
  found(
    await tx
      .selectFrom('access.suspension')
      .selectAll()
      .where('id', '=', id)
      .where('lifted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst(),
  )

const about = (id: string, hubId: string, personId: string) => ({ kind: 'suspension', id, hubId, personId })

export type SuspensionRow = {
  id: string
  personId: string
  name: string | null
  reason: string
  until: string
  decidedBy: string
  appeal: string | null
  appealDecided: boolean
}

/** Suspensions at a hub that hold today or wait for an answer to an appeal. */
export async function suspensionsAt(on: Db, hubId: string, today = todayAt()): Promise<SuspensionRow[]> {
  return on
    .selectFrom('access.suspension as s')
    .innerJoin('people.person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id as personId', 'p.name', 's.reason', 's.until', 's.decided_by as decidedBy'])
    .select(['s.appeal'])
    .select((eb) => eb('s.appeal_decided_at', 'is not', null).as('appealDecided'))
    .where('s.hub_id', '=', hubId)
    .where('s.lifted_at', 'is', null)
    .where('s.until', '>=', today.toString())
    .orderBy('s.starts_at', 'desc')
    .execute() as Promise<SuspensionRow[]>
}

export type AgreementRow = { personId: string; name: string | null; since: string; validTo: string }

export const agreementsAt = (on: Db, hubId: string, today = todayAt()): Promise<AgreementRow[]> =>
  on
    .selectFrom('access.agreement as a')
    .innerJoin('people.person as p', 'p.id', 'a.person_id')
    .select(['a.person_id as personId', 'p.name', 'a.agreed_at as since', 'a.valid_to as validTo'])
    .where('a.hub_id', '=', hubId)
    .where('a.ended_at', 'is', null)
    .where('a.valid_to', '>=', today.toString())
    .orderBy('p.name')
    .execute()

async function tell(
  { suspensionId, what }: { suspensionId: string; what: 'suspended' | 'appeal-decided' },
  { db }: Job,
) {
  const row = await db
    .selectFrom('access.suspension')
    .selectAll()
    .where('id', '=', suspensionId)
    .executeTakeFirst()
  if (!row) return
  const hub = (await hubNames(db)).find(({ id }) => id === row.hub_id)?.name ?? row.hub_id
  await inTransaction((tx) =>
    mailTo(tx, row.person_id, `${what}:${suspensionId}`, ({ lang }) => {
      const t = stafflessTexts[lang]
      return what === 'suspended'
        ? {
            subject: t.mail.suspended(hub),
            text: `${t.mail.suspendedLead}\n\n${t.reason}: ${row.reason}\n${t.suspended(row.until)}`,
          }
        : {
            subject: t.mail.appealDecided(hub),
            text: `${t.appealAnswer(row.appeal_upheld === true)}\n\n${row.appeal_answer ?? ''}`,
          }
    }),
  )
}

export const stafflessListens = [listen(suspensionChanged, 'access.tell-of-suspension', tell)]
