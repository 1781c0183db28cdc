import { type Db, hashToken, instantOf, type Lang, randomToken, seal, sql, type Tx, unseal } from '#kernel'

export type Attempt = {
  nonce: string
  verifier: string
  wantedAcr: string
  stepUpOf: string | null
  /** The provider was told to ask for the person anew, not to answer from a sign-in of an hour ago. */
  anew: boolean
  leadsTo: string
  language: Lang
}
export type TakenAttempt = Attempt & { begun: Temporal.Instant }

/** Remembers a sign-in that has begun: what its answer must match, for ten minutes, in the browser that began it. */
export async function beginAttempt(db: Db, attempt: Attempt): Promise<{ state: string; browser: string }> {
  const state = randomToken()
  const browser = randomToken()
  await db
    .insertInto('people.sign_in_attempt')
    .values({
      state_hash: hashToken(state),
      browser_hash: hashToken(browser),
      nonce: attempt.nonce,
      verifier_sealed: seal(attempt.verifier),
      wanted_acr: attempt.wantedAcr,
      step_up_of: attempt.stepUpOf,
      anew: attempt.anew,
      leads_to: attempt.leadsTo,
      language: attempt.language,
      expires_at: sql`now() + interval '10 minutes'`,
    })
    .execute()
  return { state, browser }
}

/** Takes the attempt out, so that the same answer works once. Nothing when it is unknown, late or another browser's. */
export async function takeAttempt(
  tx: Tx | Db,
  state: string,
  browser: string | undefined,
): Promise<TakenAttempt | undefined> {
  const row = await tx
    .deleteFrom('people.sign_in_attempt')
    .where('state_hash', '=', hashToken(state))
    .returning([
      'browser_hash',
      'nonce',
      'verifier_sealed',
      'wanted_acr',
      'step_up_of',
      'anew',
      'leads_to',
      'language',
      'created_at',
    ])
    .returning(sql<boolean>`expires_at > now()`.as('live'))
    .executeTakeFirst()
  if (!row?.live || !browser || row.browser_hash !== hashToken(browser)) return undefined
  return {
    nonce: row.nonce,
    verifier: unseal(row.verifier_sealed),
    wantedAcr: row.wanted_acr,
    stepUpOf: row.step_up_of,
    anew: row.anew,
    leadsTo: row.leads_to,
    language: row.language as Lang,
    begun: instantOf(row.created_at),
  }
}
