import { config, type Lang, sendMail, type Tx } from '#kernel'
import { settings } from './settings.ts'

/**
 * Text messages go as mail to the supplier's mail-to-SMS address (47<number>@their domain), which the Norwegian
 * suppliers all offer. The demonstration shows them in its outbox. Null: this municipality sends none.
 */
const gateway = () => settings.textMessages?.mailDomain ?? (config.demonstration ? 'sms.invalid' : null)

export const sendsTextMessages = () => gateway() !== null

export async function sendText(
  tx: Tx,
  message: { to: string; text: string; key: string; lang: Lang; personId: string },
) {
  const domain = gateway()
  if (!domain) throw new Error('This municipality sends no text messages')
  await sendMail(tx, { ...message, to: `47${message.to}@${domain}`, subject: '' })
}
