import { randomInt } from 'node:crypto'
import {
  type Actor,
  instantOf,
  inTransaction,
  keyedHash,
  type Lang,
  limit,
  randomToken,
  now as rightNow,
  sendMail,
  sql,
  type Tx,
} from '#kernel'
import { audit } from './audit.ts'
import { type ContactKind, codeLasts, norwegianPhone, whyNotConfirm } from './contact-rules.ts'
import { needPerson } from './permission.ts'
import { refusal, refuse } from './refusals.ts'
import { sendText } from './text-message.ts'
import { texts } from './texts/index.ts'

/** Counted before the transaction, per person and per recipient: nobody's inbox is filled through us. */
export async function limitContactCodes(actor: Actor, typed: string): Promise<void> {
  await limit({ key: `contact-code:${needPerson(actor)}`, max: 5, seconds: 3600 })
  await limit({
    key: `contact-code-to:${keyedHash(typed.replace(/\s/g, '').toLowerCase())}`,
    max: 5,
    seconds: 3600,
  })
}

/** Sends a code to a new address or number. Until it is typed back, everything else goes to the old one. */
export async function askForContact(
  tx: Tx,
  actor: Actor,
  kind: ContactKind,
  typed: string,
  lang: Lang,
): Promise<void> {
  const personId = needPerson(actor)
  const value = kind === 'phone' ? norwegianPhone(typed) : typed.trim().toLowerCase()
  if (!value) throw refusal('people.no-such-phone')
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const pending = {
    pending_value: value,
    pending_code_hash: hashOf(personId, code),
    pending_until: rightNow().add(codeLasts).toString(),
    pending_tries: 0,
  }
  await tx
    .insertInto('people.contact')
    .values({ person_id: personId, kind, ...pending })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind']).doUpdateSet(pending))
    .execute()
  const t = texts[lang].profile
  const message = { to: value, lang, personId, text: t.codeMail(code), key: `contact-code:${randomToken()}` }
  if (kind === 'email') await sendMail(tx, { ...message, subject: t.codeMailSubject })
  else await sendText(tx, message)
}

/** Makes the pending value the one we use, when the code is right. Opens its own transactions: a wrong try must count. */
export async function confirmContact(
  actor: Actor,
  kind: ContactKind,
  code: string,
  now = rightNow(),
): Promise<void> {
  const personId = needPerson(actor)
  const why = await inTransaction(async (tx) => {
    const row = await tx
      .selectFrom('people.contact')
      .select(['pending_code_hash', 'pending_until', 'pending_tries'])
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .forUpdate()
      .executeTakeFirst()
    const pending = {
      hash: row?.pending_code_hash ?? null,
      until: row?.pending_until ? instantOf(row.pending_until) : null,
      tries: row?.pending_tries ?? 0,
    }
    const why = whyNotConfirm(pending, hashOf(personId, code.trim()), now)
    if (why === 'people.code-wrong')
      await mine(tx, personId, kind).set({ pending_tries: sql`pending_tries + 1` }).execute()
    if (!why) {
      await mine(tx, personId, kind)
        .set((eb) => ({
          value: eb.ref('pending_value'),
          confirmed_at: sql<string>`now()`,
          ...nothingPending,
        }))
        .execute()
      await audit(
        tx,
        actor,
        'people.contact-confirmed',
        { kind: 'person', id: personId, personId },
        { contact: kind },
      )
    }
    return why
  })
  refuse(why)
}

export async function removeContact(tx: Tx, actor: Actor, kind: ContactKind): Promise<void> {
  const personId = needPerson(actor)
  await tx.deleteFrom('people.contact').where('person_id', '=', personId).where('kind', '=', kind).execute()
  await audit(
    tx,
    actor,
    'people.contact-removed',
    { kind: 'person', id: personId, personId },
    { contact: kind },
  )
}

const nothingPending = { pending_value: null, pending_code_hash: null, pending_until: null, pending_tries: 0 }
// A keyed hash: six digits behind a plain one are found in no time.
const hashOf = (personId: string, code: string) => keyedHash(`contact-code ${personId} ${code}`)
const mine = (tx: Tx, personId: string, kind: ContactKind) =>
  tx.updateTable('people.contact').where('person_id', '=', personId).where('kind', '=', kind)
