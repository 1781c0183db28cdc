import { factsOf, openAt } from '#hubs'
import {
  type Actor,
  now as clock,
  type Db,
  found,
  type LocalText,
  sql,
  type Tx,
  today as todayAt,
} from '#kernel'
import { audit, nameActions, needPerson, needStaff, verifiedAge } from '#people'
import { stafflessTexts } from '../texts/staffless.ts'
import { refuseEntry } from './refusals.ts'
import { type Entry, whyNotAgree, whyNotEnter } from './staffless-rules.ts'

const { nb, nn, en } = stafflessTexts
nameActions({ nb: nb.actions, nn: nn.actions, en: en.actions })

export type Terms = {
  id: number
  hubId: string
  version: number
  body: LocalText
  minimumAge: number
  months: number
  example: boolean
}

/** The version that holds now, of every hub that has staffless opening. */
export async function termsNow(on: Db | Tx, hubId?: string): Promise<Terms[]> {
  const { rows } = await sql<Terms>`
    select distinct on (hub_id) id, hub_id as "hubId", version, body, minimum_age as "minimumAge", months, example
    from access.staffless_terms where ${hubId ?? null}::text is null or hub_id = ${hubId ?? null}
    order by hub_id, version desc`.execute(on)
  return rows
}

type OwnAgreement = { id: string; validTo: Temporal.PlainDate; version: number }
type OwnSuspension = {
  id: string
  until: Temporal.PlainDate
  reason: string
  appeal: string | null
  upheld: boolean | null
  answer: string | null
}
export type OwnAccess = { agreement: OwnAgreement | null; suspension: OwnSuspension | null }

/** What a person has at a hub: an agreement, and a suspension that has not been lifted or run out. */
export async function accessOf(
  on: Db | Tx,
  personId: string,
  hubId: string,
  today = todayAt(),
): Promise<OwnAccess> {
  const agreement = await on
    .selectFrom('access.agreement as a')
    .innerJoin('access.staffless_terms as t', 't.id', 'a.terms_id')
    .select(['a.id', 'a.valid_to', 't.version'])
    .where('a.person_id', '=', personId)
    .where('a.hub_id', '=', hubId)
    .where('a.ended_at', 'is', null)
    .executeTakeFirst()
  const suspension = await on
    .selectFrom('access.suspension')
    .select(['id', 'until', 'reason', 'appeal', 'appeal_upheld', 'appeal_answer'])
    .where('person_id', '=', personId)
    .where('hub_id', '=', hubId)
    .where('lifted_at', 'is', null)
    .where('until', '>=', today.toString())
    .executeTakeFirst()
  return {
    agreement: agreement
      ? { id: agreement.id, validTo: Temporal.PlainDate.from(agreement.valid_to), version: agreement.version }
      : null,
    suspension: suspension
      ? {
          id: suspension.id,
          until: Temporal.PlainDate.from(suspension.until),
          reason: suspension.reason,
          appeal: suspension.appeal,
          upheld: suspension.appeal_upheld,
          answer: suspension.appeal_answer,
        }
      : null,
  }
}

/** Whether the person may let themselves in at the hub now, the refusal's code when not, and their agreement. */
async function entryOf(on: Db | Tx, personId: string, hubId: string, now: Temporal.Instant) {
  const today = todayAt(now)
  const [terms] = await termsNow(on, hubId)
  const { agreement, suspension } = await accessOf(on, personId, hubId, today)
  const facts = found(await factsOf(on, hubId))
  const { state } = openAt(facts, now)
  const hours: Entry['hours'] = state === 'staffed' || state === 'staffless' ? state : 'shut'
  const entry = { terms: terms ?? null, agreement, suspendedUntil: suspension?.until ?? null, hours }
  return { why: whyNotEnter(entry, today), agreement }
}

export const whyNotLetIn = async (on: Db | Tx, personId: string, hubId: string, now = clock()) =>
  (await entryOf(on, personId, hubId, now)).why

/** Throws the reason when the person may not let themselves in now. */
export async function needEntry(tx: Tx, actor: Actor, hubId: string, now = clock()) {
  const personId = needPerson(actor)
  const { why, agreement } = await entryOf(tx, personId, hubId, now)
  refuseEntry(why)
  return { personId, agreementId: found(agreement ?? undefined).id }
}

/** Says yes to the rules of a hub, in the version the person has read. */
export async function agree(
  tx: Tx,
  actor: Actor,
  { hubId, version }: { hubId: string; version: number },
  now = clock(),
): Promise<string> {
  const personId = needPerson(actor)
  const today = todayAt(now)
  const [terms] = await termsNow(tx, hubId)
  refuseEntry(whyNotAgree(terms ?? null, { age: await verifiedAge(tx, personId, today), read: version }))
  const { id: termsId, months } = terms as Terms
  await tx
    .updateTable('access.agreement')
    .set({ ended_at: now.toString(), ended_by: personId })
    .where('hub_id', '=', hubId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    // One that holds is not replaced by the same again.
    .where((eb) => eb.or([eb('valid_to', '<', today.toString()), eb('terms_id', '<>', termsId)]))
    .execute()
  const { id } = await tx
    .insertInto('access.agreement')
    .values({
      hub_id: hubId,
      person_id: personId,
      terms_id: termsId,
      agreed_at: now.toString(),
      valid_to: today.add({ months }).toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(tx, actor, 'access.agreed', { kind: 'agreement', id, hubId, personId }, { version })
  return id
}

export async function endAgreement(tx: Tx, actor: Actor, id: string, now = clock()): Promise<void> {
  const personId = needPerson(actor)
  const row = found(
    await tx
      .updateTable('access.agreement')
      .set({ ended_at: now.toString(), ended_by: personId })
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .where('ended_at', 'is', null)
      .returning('hub_id')
      .executeTakeFirst(),
  )
  await audit(tx, actor, 'access.agreement-ended', { kind: 'agreement', id, hubId: row.hub_id, personId })
}

/** A new version of the rules; agreements to older ones hold until they run out. */
export async function writeTerms(
  tx: Tx,
  actor: Actor,
  wish: { hubId: string; body: LocalText; minimumAge: number; months: number },
): Promise<number> {
  needStaff(actor, wish.hubId, 'hub-leader')
  // Two who write at once take turns at the hub's row.
  await sql`select from hubs.hub where id = ${wish.hubId} for no key update`.execute(tx)
  const [latest] = await termsNow(tx, wish.hubId)
  const version = (latest?.version ?? 0) + 1
  await tx
    .insertInto('access.staffless_terms')
    .values({
      hub_id: wish.hubId,
      version,
      body: JSON.stringify(wish.body),
      minimum_age: wish.minimumAge,
      months: wish.months,
      written_by: actor.personId,
    })
    .execute()
  await audit(tx, actor, 'access.terms-written', {
    kind: 'staffless-terms',
    id: String(version),
    hubId: wish.hubId,
  })
  return version
}
