import { z } from 'zod'
import { type Actor, type Db, field, found, type Lang, limit, now, ownPath, type Tx } from '#kernel'
import { audit, nameActions, needStaff } from '#people'
import { texts } from './texts/index.ts'

nameActions({ nb: texts.nb.actions, nn: texts.nn.actions, en: texts.en.actions })

export const feedbackKinds = ['fault', 'accessibility', 'wish', 'praise'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

/** A page of ours, without what opens something: the addresses in mails are keys to a sign-up or an invitation. */
const pageOfOurs = (path: string) => ownPath(path.split(/[?#]/)[0]).replace(/\/[\w.-]{30,}/g, '/…')

export const feedbackForm = z.object({
  kind: z.enum(feedbackKinds),
  message: field.text(4000),
  aboutPath: z.string().max(500).transform(pageOfOurs).optional(),
  answerTo: field.email().optional(),
})
export type FeedbackWish = z.output<typeof feedbackForm>

/** Keeps what a reader says about the site. Ten an hour from one network is plenty for people and little for robots. */
export async function giveFeedback(
  tx: Tx,
  wish: FeedbackWish,
  from: { lang: Lang; network: string },
): Promise<void> {
  await limit({ key: `feedback:${from.network}`, max: 10, seconds: 3600 })
  await tx
    .insertInto('portal.feedback')
    .values({
      kind: wish.kind,
      message: wish.message,
      about_path: wish.aboutPath ?? null,
      answer_to: wish.answerTo ?? null,
      lang: from.lang,
    })
    .execute()
}

/** Feedback that nobody has dealt with, oldest first: the promise to answer runs from then. */
export const openFeedback = (db: Db) =>
  db
    .selectFrom('portal.feedback')
    .select(['id', 'kind', 'message', 'about_path', 'answer_to', 'lang', 'sent_at'])
    .where('handled_at', 'is', null)
    .orderBy('sent_at')
    .limit(200)
    .execute()

/** Writes down that staff saw addresses of people who wait for an answer. */
export async function noteFeedbackSeen(tx: Tx, actor: Actor, seen: readonly { answer_to: string | null }[]) {
  const waiting = seen.filter((one) => one.answer_to !== null).length
  if (waiting > 0)
    await audit(tx, actor, 'portal.feedback-seen', { kind: 'page', id: 'feedback' }, { addresses: waiting })
}

/** Marks it as dealt with and forgets the address: there is nothing left to answer. */
export async function handleFeedback(tx: Tx, actor: Actor, id: number): Promise<void> {
  needStaff(actor, null)
  found(
    await tx
      .updateTable('portal.feedback')
      .set({ handled_at: now().toString(), handled_by: actor.personId, answer_to: null })
      .where('id', '=', id)
      .where('handled_at', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  )
  await audit(tx, actor, 'portal.feedback-handled', { kind: 'feedback', id: String(id) })
}
