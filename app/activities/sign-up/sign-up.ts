import { randomBytes, randomUUID } from 'node:crypto'
import { type Actor, announce, inZone, keyedHash, type Lang, limit, pick, preparedOn, type Tx } from '#kernel'
import { audit, childrenOf, nameActions, needPerson, needStaff } from '#people'
import type { Question } from '../shapes.ts'
import { signUpTexts } from '../texts/sign-up.ts'
import { signedUpAgain, signUpChanged } from './announcements.ts'
import { storedAnswer } from './answers.ts'
import { ensurePool, type Place } from './pool-of.ts'
import { refuseSignUp, signUpRefusal } from './refusals.ts'
import type { SignUpWish } from './schema.ts'
import { announceLapsed, promote } from './settle.ts'
import {
  type AgeRange,
  ageOfBand,
  ageRange,
  confirmUntil,
  keptAfter,
  whySignUpRefused,
} from './sign-up-rules.ts'

nameActions({ nb: signUpTexts.nb.actions, nn: signUpTexts.nn.actions, en: signUpTexts.en.actions })

export type SignedUp = {
  id: string
  state: 'unconfirmed' | 'attending' | 'waiting' | 'offered'
  rank: number | null
  known: boolean
}
type Placed = SignedUp & { due: boolean; lapsed: string[] }
type Party = {
  size: number
  attends: boolean
  attendees: { childId?: string; name?: string }[]
  ages: AgeRange[]
}

/** Signs up the person, their children and whoever comes along. Attending when there is room, else in line. */
export async function signUp(
  tx: Tx,
  actor: Actor,
  place: Place,
  wish: SignUpWish,
  lang: Lang,
  now: Temporal.Instant,
) {
  needPerson(actor)
  const personId = actor.personId as string
  const party = await partyOf(tx, personId, wish, place, now)
  refuseSignUp(
    whySignUpRefused(place, { party: party.size, ages: party.ages, byHost: false }, now),
    facts(place),
  )
  return join(tx, actor, 'activities.sign-up', place, now, lang, wish, party, { personId })
}

/**
 * Signs up somebody without account; a mail asks the address to confirm within half an hour. An address that is
 * signed up already gets another mail and the same answer, so that nobody learns whose address it is.
 */
export async function signUpByEmail(
  tx: Tx,
  actor: Actor,
  place: Place,
  wish: SignUpWish,
  lang: Lang,
  now: Temporal.Instant,
) {
  if (!wish.name || !wish.email) throw signUpRefusal('activities.who-are-you')
  const party = { size: 1 + wish.others, attends: true, attendees: [], ages: [] }
  refuseSignUp(whySignUpRefused(place, { party: party.size, ages: [], byHost: false }, now), facts(place))
  return join(tx, actor, 'activities.sign-up', place, now, lang, wish, party, {
    name: wish.name,
    email: wish.email,
    confirmUntil: confirmUntil(now),
  })
}

/** A host signs up somebody who has no account, at the counter or by phone. */
export async function signUpForOther(
  tx: Tx,
  actor: Actor,
  place: Place,
  wish: SignUpWish,
  lang: Lang,
  now: Temporal.Instant,
) {
  needStaff(actor, place.hubId, 'host', 'hub-leader')
  if (!wish.name) throw signUpRefusal('activities.who-are-you')
  const party = { size: 1 + wish.others, attends: true, attendees: [], ages: [] }
  refuseSignUp(whySignUpRefused(place, { party: party.size, ages: [], byHost: true }, now), facts(place))
  return join(tx, actor, 'activities.sign-up-for-other', place, now, lang, wish, party, {
    name: wish.name,
    email: wish.email,
    phone: wish.phone,
    signedUpBy: actor.personId,
  })
}

/** Before the transaction: a refused try counts too. By account, or by network and by the address's keyed hash. */
export async function limitSignUps(who: { actor: Actor; network: string }, email: string | undefined) {
  const { personId } = who.actor
  if (personId) return limit({ key: `sign-up:${personId}`, max: 60, seconds: 3600 })
  await limit({ key: `sign-up-network:${who.network}`, max: 60, seconds: 3600 })
  if (email) await limit({ key: `sign-up-address:${keyedHash(email)}`, max: 6, seconds: 3600 })
}

async function partyOf(
  tx: Tx,
  personId: string,
  wish: SignUpWish,
  place: Place,
  now: Temporal.Instant,
): Promise<Party> {
  const wanted = [...new Set(wish.children)]
  const own = wanted.length > 0 ? await childrenOf(tx, personId) : []
  const on = inZone(place.startsAt ?? now).toPlainDate()
  const children = wanted.map((id) => {
    const child = own.find((candidate) => candidate.id === id)
    if (!child) throw signUpRefusal('activities.not-your-child')
    return child
  })
  return {
    size: (wish.self ? 1 : 0) + children.length + wish.others,
    attends: wish.self,
    attendees: children.map((child) => ({ childId: child.id })),
    ages: [
      ...(wish.self ? await ownAge(tx, personId, place) : []),
      ...children.map((child) => ageRange(child.birthYear, on)),
    ],
  }
}

const readBand = preparedOn<{ birth_band: string | null }>(
  'activities.band-of-person',
  'select birth_band from people.person where id = $1::uuid',
)

/** Asked for only where it matters, and only what the person chose to tell. */
async function ownAge(tx: Tx, personId: string, place: Place): Promise<AgeRange[]> {
  if (place.ageMin === null && place.ageMax === null) return []
  const [row] = await readBand(tx, personId)
  return ageOfBand(row?.birth_band ?? null)
}

type Who = {
  personId?: string
  name?: string
  email?: string
  phone?: string
  confirmUntil?: Temporal.Instant
  signedUpBy?: string | null
}

const askForPlace = preparedOn<Placed>(
  'activities.ask-for-place',
  `select sign_up_id as id, state, rank, known, due, lapsed
   from activities.place($1::bigint, $2::timestamptz, $3::jsonb)`,
)

/**
 * Asks for the place last: everybody who wants the same places waits for this transaction from there until it
 * commits.
 */
async function join(
  tx: Tx,
  actor: Actor,
  action: string,
  place: Place,
  now: Temporal.Instant,
  lang: Lang,
  wish: SignUpWish,
  party: Party,
  who: Who,
): Promise<SignedUp> {
  const poolId = await ensurePool(tx, place)
  const id = randomUUID()
  const wished = {
    ...who,
    id,
    party: party.size,
    attends: party.attends,
    attendees: party.attendees,
    answers: answersTo(place, wish.answers, now, lang),
    lang: wish.lang ?? lang,
    remind: wish.remind,
    code: checkInCode(),
    waitingList: place.waitingList || place.dateOfCourse,
  }
  await audit(tx, actor, action, { kind: 'sign-up', id, hubId: place.hubId, personId: who.personId })
  await announce(tx, signUpChanged, { signUpId: id, version: 1 })
  const rows = await askForPlace(tx, poolId, now.toString(), JSON.stringify(wished))
  const { due, lapsed, ...placed } = rows[0] as Placed
  // There is no sign-up of the new id then: what was announced of it finds nothing to say.
  if (placed.known) await announce(tx, signedUpAgain, { signUpId: placed.id, at: now.toString() })
  await announceLapsed(tx, lapsed)
  if (due) await promote(tx, poolId, now)
  return placed
}

/** Answers go when the organiser said, and never later than the sign-up itself. */
export const answersGoAt = (place: Pick<Place, 'endsAt'>, question: Question, now: Temporal.Instant) =>
  (place.endsAt ?? now).add({ hours: 24 * Math.min(question.expiryDays, keptAfter) })

/** The answers to this activity's own questions, each with the day it goes. */
function answersTo(place: Place, answers: Record<string, string>, now: Temporal.Instant, lang: Lang) {
  return place.questions.flatMap((question) => {
    const given = answers[question.id]?.trim() ?? ''
    const asked = { question: pick(question.label, lang).text }
    if (!given && question.required) throw signUpRefusal('activities.answer-missing', asked)
    const answer = given && storedAnswer(question, given)
    if (answer === null) throw signUpRefusal('activities.answer-unknown', asked)
    return answer ? [{ questionId: question.id, answer, expiresAt: answersGoAt(place, question, now) }] : []
  })
}

/** What the sentences of refusals name. */
const facts = (place: Place) => ({
  max: place.maxParty,
  capacity: place.capacity ?? 0,
  ageMin: place.ageMin ?? 0,
  ageMax: place.ageMax ?? 0,
  opensAt: place.opensAt,
})

// Without letters and digits that are mistaken for each other on a phone at arm's length.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
function checkInCode(): string {
  return Array.from(randomBytes(8), (byte) => letters[byte % letters.length]).join('')
}
