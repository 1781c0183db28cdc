import type { Transporter } from 'nodemailer'
import { announce, announcement, type Job, listen } from './announce.ts'
import { config } from './config.ts'
import { type Db, db, inTransaction, preparedOn, sql, type Tx } from './db.ts'
import { log } from './log.ts'
import type { Lang } from './texts.ts'

export type Mail = {
  /** Unique: the same key is never sent twice. Say what it is about and its version, e.g. `reminder:17:2`. */
  key: string
  to: string
  personId?: string | null
  lang: Lang
  subject: string
  text: string
  html?: string
  /** A calendar file, sent both as the text/calendar alternative and as an attachment. */
  ics?: { method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; content: string }
  /** Where a POST ends this kind of mail at once, without sign-in (RFC 8058), and a GET asks first. */
  unsubscribeUrl?: string
}

const written = announcement<{ mailId: number }>('kernel.mail-written')

const putInOutbox = preparedOn<{ id: number }>(
  'kernel.put-in-outbox',
  `insert into kernel.mail (key, recipient, person_id, lang, subject, body_text, body_html, calendar, headers)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict on constraint "kernel.mailed-already" do nothing returning id`,
)

/** Writes a mail to the outbox in the caller's transaction. Returns false when the key has been used before. */
export async function sendMail(tx: Tx, mail: Mail): Promise<boolean> {
  const headers = {
    'Auto-Submitted': 'auto-generated',
    ...(mail.unsubscribeUrl && {
      'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
  const [row] = await putInOutbox(
    tx,
    mail.key,
    mail.to,
    mail.personId ?? null,
    mail.lang,
    mail.subject.replace(/[\r\n]+/g, ' ').slice(0, 200),
    mail.text,
    mail.html ?? null,
    mail.ics ? JSON.stringify(mail.ics) : null,
    JSON.stringify(headers),
  )
  if (!row) return false
  // Without a server to hand it to (the demonstration), the outbox is where it ends.
  if (config.smtpUrl) await announce(tx, written, { mailId: Number(row.id) })
  return true
}

let transporter: Transporter | undefined

async function transport(): Promise<Transporter> {
  const nodemailer = await import('nodemailer')
  transporter ??= nodemailer.createTransport(config.smtpUrl ?? '', { from: config.mailFrom })
  return transporter
}

async function deliver({ mailId }: { mailId: number }, _: Job) {
  await inTransaction(async (tx) => {
    const mail = await tx
      .selectFrom('kernel.mail')
      .selectAll()
      .where('id', '=', mailId)
      .where('state', '=', 'waiting')
      .forUpdate()
      .executeTakeFirst()
    if (!mail) return
    const calendar = mail.calendar as Mail['ics'] | null
    try {
      await (await transport()).sendMail({
        from: config.mailFrom,
        to: mail.recipient,
        subject: mail.subject,
        text: mail.body_text,
        html: mail.body_html ?? undefined,
        headers: mail.headers as Record<string, string>,
        messageId: `<${mail.id}.${mail.written_at.replace(/\D/g, '')}@${new URL(config.publicUrl).hostname}>`,
        icalEvent: calendar ? { method: calendar.method, content: calendar.content } : undefined,
      })
    } catch (error) {
      const { responseCode = 0 } = error as { responseCode?: number }
      // 5xx: this address will not take it, today or tomorrow. Anything else is tried again by the worker.
      if (responseCode < 500) throw error
      log.warn({ mailId, responseCode }, 'mail refused')
      await tx
        .updateTable('kernel.mail')
        .set({ state: 'refused', failure: String(responseCode) })
        .where('id', '=', mailId)
        .execute()
      return
    }
    await tx
      .updateTable('kernel.mail')
      // The reader has it now. What we keep is that it was sent: bodies hold links that open things.
      .set({ state: 'sent', sent_at: sql`now()`, body_text: '', body_html: null, calendar: null })
      .where('id', '=', mailId)
      .execute()
  })
}

export const mailListens = [listen(written, 'kernel.deliver-mail', deliver)]

/** Mail is a copy of what the reader has; ours goes after 30 days. */
export const forgetOldMail = (on: Db = db) =>
  sql`delete from kernel.mail where written_at < now() - interval '30 days'`.execute(on)
