import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

// A real SMTP server on this machine; what it says is decided by the address.
const received: Email[] = []
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  onRcptTo: ({ address }, _session, done) => {
    const code = address.startsWith('nobody') ? 550 : address.startsWith('later') ? 452 : undefined
    done(code ? Object.assign(new Error('no'), { responseCode: code }) : undefined)
  },
  onData: async (stream, _session, done) => {
    received.push(await PostalMime.parse(new Uint8Array(await new Response(stream as never).arrayBuffer())))
    done()
  },
})
const port = await new Promise<number>((resolve) => {
  const listening = server.listen(0, '127.0.0.1', () =>
    resolve((listening.address() as { port: number }).port),
  )
})
process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
process.env.MAIL_FROM = 'Innbyggertorg <torg@eksempel.no>'

const { db, inTransaction } = await import('./db.ts')
const { mailListens, sendMail } = await import('./mail.ts')
const { registerListens } = await import('./announce.ts')
const deliver = mailListens[0]?.run as (payload: unknown, job: never) => Promise<void>

const calendar = {
  method: 'REQUEST' as const,
  content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n',
}
const write = (to: string, key = to) =>
  inTransaction((tx) =>
    sendMail(tx, {
      key,
      to,
      lang: 'nb',
      subject: 'Påmelding: språkkafé æøå',
      text: 'Hei på deg',
      html: '<p>Hei på deg</p>',
      ics: calendar,
      unsubscribeUrl: 'https://torg.eksempel.no/stop/1',
    }),
  )
const stored = async (key: string) =>
  db.selectFrom('kernel.mail').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
const send = async (key: string) => deliver({ mailId: (await stored(key)).id }, {} as never)

beforeAll(() => registerListens(mailListens))
beforeEach(() => {
  received.length = 0
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

it('reaches the reader whole, with the calendar file and a way to stop', async () => {
  await write('kari@eksempel.no')
  await send('kari@eksempel.no')
  const [mail] = received
  expect(mail).toMatchObject({ subject: 'Påmelding: språkkafé æøå', from: { address: 'torg@eksempel.no' } })
  expect(mail?.text).toContain('Hei på deg')
  expect(mail?.attachments.map((file) => file.mimeType)).toContain('text/calendar')
  const headers = Object.fromEntries((mail?.headers ?? []).map(({ key, value }) => [key, value]))
  expect(headers['list-unsubscribe']).toBe('<https://torg.eksempel.no/stop/1>')
  expect(headers['auto-submitted']).toBe('auto-generated')
  expect(await stored('kari@eksempel.no')).toMatchObject({ state: 'sent', body_text: '', body_html: null })
})

it('is sent once, also when the worker does the job twice', async () => {
  await write('odd@eksempel.no')
  await send('odd@eksempel.no')
  await send('odd@eksempel.no')
  expect(received).toHaveLength(1)
})

it('is given up when the address will never take it, and tried again when it may', async () => {
  await write('nobody@eksempel.no')
  await send('nobody@eksempel.no')
  expect(await stored('nobody@eksempel.no')).toMatchObject({ state: 'refused', failure: '550' })
  await write('later@eksempel.no')
  await expect(send('later@eksempel.no')).rejects.toThrow()
  expect(await stored('later@eksempel.no')).toMatchObject({ state: 'waiting' })
})
