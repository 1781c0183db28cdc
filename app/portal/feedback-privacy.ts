import { sql } from '#kernel'
import type { PrivacyPart } from '#people'

/** Sent by somebody who wants the answer at the address that this person has proved to be theirs. */
const answeredTo = (personId: string) => sql`answer_to in (
  select value from people.contact where person_id = ${personId}::uuid and kind = 'email')`

/** Feedback belongs to nobody: an address is there only while somebody waits for an answer. */
export const feedbackPrivacy: PrivacyPart = {
  classes: [
    {
      key: 'feedback',
      name: {
        nb: 'Tilbakemeldinger om nettstedet',
        nn: 'Tilbakemeldingar om nettstaden',
        en: 'Feedback about the site',
      },
      what: {
        nb: 'Det du skrev, siden du kom fra, og e-postadressen hvis du ba om svar.',
        nn: 'Det du skreiv, sida du kom frå, og e-postadressa om du bad om svar.',
        en: 'What you wrote, the page you came from, and your e-mail address if you asked for an answer.',
      },
      purpose: {
        nb: 'Rette feil og gjøre nettstedet bedre.',
        nn: 'Rette feil og gjere nettstaden betre.',
        en: 'Mending faults and making the site better.',
      },
      basis: {
        nb: 'Oppgave i allmennhetens interesse (personvernforordningen artikkel 6 nr. 1 bokstav e).',
        nn: 'Oppgåve i ålmenta si interesse (personvernforordninga artikkel 6 nr. 1 bokstav e).',
        en: 'A task in the public interest (GDPR article 6 (1) e).',
      },
      kept: {
        nb: 'Adressen slettes når vi har svart, resten etter ett år.',
        nn: 'Adressa blir sletta når vi har svart, resten etter eitt år.',
        en: 'The address is deleted when we have answered, the rest after a year.',
      },
    },
  ],
  exportOf: async (db, personId, lang) => {
    const { rows } = await sql<{ sent: string; message: string }>`
      select sent_at as sent, message from portal.feedback where ${answeredTo(personId)} order by sent_at`.execute(
      db,
    )
    if (rows.length === 0) return []
    const { title, ...columns } = {
      nb: { title: 'Tilbakemeldinger som venter på svar', sent: 'Sendt', message: 'Tekst' },
      nn: { title: 'Tilbakemeldingar som ventar på svar', sent: 'Sendt', message: 'Tekst' },
      en: { title: 'Feedback that waits for an answer', sent: 'Sent', message: 'Text' },
    }[lang]
    return [{ key: 'feedback', title, columns, rows }]
  },
  erase: async (tx, personId) => {
    await sql`delete from portal.feedback where ${answeredTo(personId)}`.execute(tx)
    return []
  },
  cleanUp: async (tx, now) => {
    await sql`delete from portal.feedback where sent_at < ${now.toString()}::timestamptz - interval '1 year'`.execute(
      tx,
    )
  },
}
