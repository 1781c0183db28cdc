import {
  type Actor,
  anonymous,
  config,
  type Db,
  hashToken,
  instantOf,
  prepared,
  randomToken,
  seal,
  sql,
  type Tx,
  today,
} from '#kernel'
import type { RequestActor } from '../audit.ts'

/** Nobody is signed in longer than this, however busy. */
const longest = '12 hours'
/** On a library's computer the next person must not find the last one's pages. */
const idle = '2 hours'

export type SignedIn = {
  personId: string
  acr: string
  issuer: string
  issuerSid?: string | null
  idToken?: string | null
  device: string
  steppedUp?: boolean
}

/** Begins a session and returns its token, of which only the hash is kept. */
export async function startSession(tx: Tx, signedIn: SignedIn): Promise<{ token: string; id: string }> {
  const token = randomToken()
  const { id } = await tx
    .insertInto('people.session')
    .values({
      token_hash: hashToken(token),
      person_id: signedIn.personId,
      acr: signedIn.acr,
      issuer: signedIn.issuer,
      issuer_sid: signedIn.issuerSid ?? null,
      id_token_sealed: signedIn.idToken ? seal(signedIn.idToken) : null,
      device: signedIn.device,
      stepped_up_at: signedIn.steppedUp ? sql`now()` : null,
      expires_at: sql`now() + ${longest}::interval`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { token, id }
}

/** A step-up gives the same session a new token: whoever had copied the old one is left outside. */
export async function rotateSession(
  tx: Tx,
  sessionId: string,
  signedIn: SignedIn,
): Promise<string | undefined> {
  const token = randomToken()
  const row = await tx
    .updateTable('people.session')
    .set({
      token_hash: hashToken(token),
      acr: signedIn.acr,
      issuer: signedIn.issuer,
      issuer_sid: signedIn.issuerSid ?? null,
      id_token_sealed: signedIn.idToken ? seal(signedIn.idToken) : null,
      rotated_at: sql`now()`,
      signed_in_at: sql`now()`,
      last_seen_at: sql`now()`,
      stepped_up_at: signedIn.steppedUp ? sql`now()` : null,
    })
    .where('id', '=', sessionId)
    .where('person_id', '=', signedIn.personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<string>`now()`)
    .returning('id')
    .executeTakeFirst()
  return row && token
}

/** Whose session this is or was. */
export const sessionPerson = async (db: Db, sessionId: string): Promise<string | undefined> =>
  (await db.selectFrom('people.session').select('person_id').where('id', '=', sessionId).executeTakeFirst())
    ?.person_id

export type EndedBecause = 'signed-out' | 'ended-by-person' | 'issuer' | 'replaced' | 'erased'

/** Ends what `which` names. An ended session keeps no id token. */
export async function endSessions(
  tx: Tx | Db,
  which:
    | { id: string; personId?: string }
    | { issuer: string; sid: string }
    | { issuer: string; subject: string }
    | { personId: string; except?: string | null },
  because: EndedBecause,
): Promise<number> {
  let query = tx
    .updateTable('people.session')
    .set({ ended_at: sql`now()`, ended_because: because, id_token_sealed: null })
    .where('ended_at', 'is', null)
  if ('id' in which) {
    query = query.where('id', '=', which.id)
    if (which.personId) query = query.where('person_id', '=', which.personId)
  } else if ('sid' in which) {
    query = query.where('issuer', '=', which.issuer).where('issuer_sid', '=', which.sid)
  } else if ('subject' in which) {
    query = query
      .where('issuer', '=', which.issuer)
      .where('person_id', 'in', (eb) =>
        eb
          .selectFrom('people.login')
          .select('person_id')
          .where('issuer', '=', which.issuer)
          .where('subject', '=', which.subject),
      )
  } else {
    query = query.where('person_id', '=', which.personId)
    if (which.except) query = query.where('id', '<>', which.except)
  }
  const ended = await query.executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

type ActorRow = {
  id: string
  person_id: string
  acr: string
  stepped_up_at: string | null
  name: string | null
  roles: { role: string; hubId: string | null }[]
}

// One statement per request: who this is, which roles hold today, and, now and then, that they were here.
const readActor = prepared<ActorRow>(
  'people.actor-of-request',
  `with me as (
    select s.id, s.person_id, s.acr, s.stepped_up_at, s.last_seen_at, p.name
    from people.session s join people.person p on p.id = s.person_id
    where s.token_hash = $1 and s.ended_at is null and s.expires_at > now()
      and s.last_seen_at > now() - interval '${idle}'
      and ($3::text is null or s.issuer = $3)
  ), seen as (
    update people.session set last_seen_at = now()
    where id = (select id from me where last_seen_at < now() - interval '5 minutes')
  )
  select id, person_id, acr, stepped_up_at, name, coalesce((
    select json_agg(json_build_object('role', g.role, 'hubId', g.hub_id))
    from people.role_grant g
    where g.person_id = me.person_id and g.ended_at is null
      and g.from_date <= $2::date and (g.to_date is null or g.to_date >= $2::date)
  ), '[]') as roles
  from me`,
)

/** In production only who signed in at its own provider: sessions of a demonstration in the same database open nothing. */
const trustedIssuer = () => (config.production ? (config.oidc.issuer ?? '') : null)

/** Who holds this session token. Anything that is not a live session is nobody, without an error. */
export async function actorOfRequest(token: string | undefined, requestId?: string): Promise<RequestActor> {
  if (!token || !/^[\w-]{43}$/.test(token)) return { ...anonymous, requestId }
  const [row] = await readActor(hashToken(token), today().toString(), trustedIssuer())
  if (!row) return { ...anonymous, requestId }
  return {
    kind: 'person',
    personId: row.person_id,
    name: row.name,
    roles: row.roles,
    sessionId: row.id,
    acr: row.acr,
    steppedUpAt: row.stepped_up_at ? instantOf(row.stepped_up_at) : null,
    requestId,
  }
}

/** A person's live sessions, newest first. */
export function liveSessions(db: Db, personId: string) {
  return db
    .selectFrom('people.session')
    .select(['id', 'device', 'created_at', 'last_seen_at', 'acr'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<string>`now()`)
    .where('last_seen_at', '>', sql<string>`now() - ${idle}::interval`)
    .orderBy('created_at', 'desc')
    .execute()
}

/** True when the actor proved who they are in the last ten minutes. */
export async function signedInJustNow(db: Db, actor: Actor): Promise<boolean> {
  if (!actor.sessionId) return false
  const row = await db
    .selectFrom('people.session')
    .select('id')
    .where('id', '=', actor.sessionId)
    .where('signed_in_at', '>', sql<string>`now() - interval '10 minutes'`)
    .executeTakeFirst()
  return row !== undefined
}
