import { type App, db, found, instantOf, say, visitOf } from '#kernel'
import { Page } from '#ui'

/** The demonstration's outbox: shows every mail that would have been sent. */
export function developmentOutbox(app: App) {
  app.get('/development/outbox', async (hono) => {
    const c = visitOf(hono)
    const to = c.query.get('to')
    const mails = await db
      .selectFrom('kernel.mail')
      .select(['id', 'recipient', 'subject', 'written_at'])
      .$if(to !== null, (query) => query.where('recipient', '=', to))
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
    return hono.html(
      <Page c={c} title="Utboks" noindex>
        <h1 class="ds-heading" data-size="lg">
          Utboks
        </h1>
        <p class="ds-paragraph">E-post som demonstrasjonen ville ha sendt. Ingenting forlater maskinen.</p>
        {mails.length === 0 && <p class="ds-paragraph">Ingen e-post ennå.</p>}
        <ul class="ds-list">
          {mails.map((mail) => (
            <li>
              <a class="ds-link" href={`/development/outbox/${mail.id}`}>
                {mail.subject}
              </a>{' '}
              til {mail.recipient}, {say[c.lang].dateTime(instantOf(mail.written_at), c.today)}
            </li>
          ))}
        </ul>
      </Page>,
    )
  })

  app.get('/development/outbox/:id{[0-9]+}', async (hono) => {
    const c = visitOf(hono)
    const mail = found(
      await db
        .selectFrom('kernel.mail')
        .selectAll()
        .where('id', '=', Number(c.param('id')))
        .executeTakeFirst(),
    )
    const calendar = mail.calendar as { method: string; content: string } | null
    return hono.html(
      <Page
        c={c}
        title={mail.subject}
        noindex
        breadcrumbs={[{ href: '/development/outbox', text: 'Utboks' }]}
      >
        <h1 class="ds-heading" data-size="md" lang={mail.lang}>
          {mail.subject}
        </h1>
        <p class="ds-paragraph">Til {mail.recipient}</p>
        <pre class="mail" lang={mail.lang} tabindex={0}>
          {linked(mail.body_text)}
        </pre>
        {calendar && (
          <>
            <h2 class="ds-heading" data-size="sm">
              Kalenderfil ({calendar.method})
            </h2>
            <pre class="mail" tabindex={0}>
              {calendar.content}
            </pre>
          </>
        )}
      </Page>,
    )
  })
}

const linked = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part) => (/^https?:/.test(part) ? <a href={part}>{part}</a> : part))
