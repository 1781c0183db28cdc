import { z } from 'zod'
import { field, languages, page, say, type Visit } from '#kernel'
import {
  Alert,
  Button,
  CheckboxGroup,
  ErrorSummary,
  Form,
  Hidden,
  Page,
  RadioGroup,
  Select,
  TextField,
} from '#ui'
import { birthBands } from '../ages.ts'
import { askForContact, confirmContact, limitContactCodes, removeContact } from '../contact.ts'
import type { ContactKind } from '../contact-rules.ts'
import { changeProfile, messageKinds, showProfile } from '../profile.ts'
import { sendsTextMessages } from '../text-message.ts'
import { texts } from '../texts/index.ts'
import { formNamed } from './form-named.ts'

const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/)

export const profilePage = page({
  needs: 'sign-in',
  form: z.discriminatedUnion('do', [
    z.object({
      do: z.literal('details'),
      name: field.text(100),
      language: z.enum(languages),
      birthBand: z.enum(birthBands).nullish(),
      messages: field.many(z.enum(messageKinds)),
    }),
    z.object({ do: z.literal('email'), email: field.email() }),
    z.object({ do: z.literal('phone'), phone: field.text(30) }),
    z.object({ do: z.literal('confirm-email'), emailCode: code }),
    z.object({ do: z.literal('confirm-phone'), phoneCode: code }),
    z.object({ do: z.literal('remove'), kind: z.enum(['email', 'phone']) }),
  ]),
  read: (c) => showProfile(c.db, c.actor),
  act: async (c, wish) => {
    switch (wish.do) {
      case 'details': {
        await c.transaction((tx) =>
          changeProfile(tx, c.actor, { ...wish, birthBand: wish.birthBand ?? null }),
        )
        const then = c.query.get('then')
        return c.redirect(then ?? '/me/profile?done=saved')
      }
      case 'email':
        await limitContactCodes(c.actor, wish.email)
        await c.transaction((tx) => askForContact(tx, c.actor, 'email', wish.email, c.lang))
        return c.redirect('/me/profile?done=code-sent#contact')
      case 'phone':
        await limitContactCodes(c.actor, wish.phone)
        await c.transaction((tx) => askForContact(tx, c.actor, 'phone', wish.phone, c.lang))
        return c.redirect('/me/profile?done=code-sent#contact')
      case 'confirm-email':
        await confirmContact(c.actor, 'email', wish.emailCode)
        return c.redirect('/me/profile?done=confirmed#contact')
      case 'confirm-phone':
        await confirmContact(c.actor, 'phone', wish.phoneCode)
        return c.redirect('/me/profile?done=confirmed#contact')
      case 'remove':
        await c.transaction((tx) => removeContact(tx, c.actor, wish.kind))
        return c.redirect('/me/profile?done=removed#contact')
    }
  },
  show: (profile, c) => {
    const t = texts[c.lang].profile
    const details = formNamed(c, 'details')
    const done = { saved: t.saved, confirmed: t.confirmed, removed: t.removed }[c.done ?? '']
    return (
      <Page c={c} title={t.title} breadcrumbs={[{ href: c.url('/me'), text: texts[c.lang].myPage }]}>
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        {!profile.name && (
          <Alert kind="info" title={t.welcome}>
            <p>{t.welcomeLead}</p>
          </Alert>
        )}
        <section aria-labelledby="details">
          <h2 id="details">{t.details}</h2>
          <Form c={details}>
            <Hidden name="do" value="details" />
            <TextField
              c={details}
              name="name"
              label={t.name}
              hint={t.nameHint}
              value={profile.name}
              autocomplete="name"
              required
            />
            <RadioGroup
              c={details}
              name="language"
              label={t.language}
              value={profile.name ? profile.language : c.lang}
              options={languages.map((lang) => ({ value: lang, text: t.languages[lang] }))}
            />
            <Select
              c={details}
              name="birthBand"
              label={t.birthBand}
              hint={t.birthBandHint}
              value={profile.birthBand}
              empty={t.notSaid}
              options={birthBands.map((band) => ({ value: band, text: t.birthBands[band] }))}
              optional
            />
            <CheckboxGroup
              c={details}
              name="messages"
              label={t.messages}
              hint={t.messagesHint}
              value={profile.messages}
              options={messageKinds.map((kind) => ({ value: kind, text: t[kind] }))}
            />
            <Button>{t.save}</Button>
          </Form>
        </section>
        <section aria-labelledby="contact">
          <h2 id="contact">{t.contact}</h2>
          <p>{t.contactLead}</p>
          <Contact c={c} kind="email" value={profile.email?.value} pending={waiting(profile.email, c)} />
          {sendsTextMessages() ? (
            <Contact c={c} kind="phone" value={profile.phone?.value} pending={waiting(profile.phone, c)} />
          ) : (
            <p>{t.noTextMessages}</p>
          )}
        </section>
        <section aria-labelledby="more">
          <h2 id="more">{t.more}</h2>
          <ul class="ds-list">
            <li>
              <a href={c.url('/me/children')}>{t.moreChildren}</a>
            </li>
            <li>
              <a href={c.url('/me/sessions')}>{t.moreSessions}</a>
            </li>
            <li>
              <a href={c.url('/me/data')}>{t.moreData}</a>
            </li>
            <li>
              <a href={c.url('/sign-out')}>{texts[c.lang].signIn.out}</a>
            </li>
          </ul>
        </section>
      </Page>
    )
  },
})

type Stored = { pending_value: string | null; pending_until: string | null } | undefined

const waiting = (contact: Stored, c: Visit) =>
  contact?.pending_value &&
  Temporal.Instant.compare(Temporal.Instant.from(contact.pending_until as string), c.now) > 0
    ? contact.pending_value
    : null

/** One address or number: what we use now, a field for a new one, and the code while one waits. */
function Contact({
  c,
  kind,
  value,
  pending,
}: {
  c: Visit
  kind: ContactKind
  value?: string | null
  pending: string | null
}) {
  const t = texts[c.lang].profile
  const asking = formNamed(c, kind)
  const confirming = formNamed(c, `confirm-${kind}`)
  const shown = (text: string) => (kind === 'phone' ? say[c.lang].phone(text) : text)
  return (
    <section class="panel stack" aria-labelledby={`${kind}-contact`}>
      <h3 id={`${kind}-contact`}>{t[kind]}</h3>
      <p>{value ? t.confirmedAt(shown(value)) : t.none}</p>
      {pending && (
        <Form c={confirming}>
          <p>{t.codeSent(shown(pending))}</p>
          <Hidden name="do" value={`confirm-${kind}`} />
          <TextField
            c={confirming}
            name={`${kind}Code`}
            label={t.code}
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={6}
          />
          <Button>{t.confirm}</Button>
        </Form>
      )}
      <Form c={asking}>
        <Hidden name="do" value={kind} />
        <TextField
          c={asking}
          name={kind}
          type={kind === 'email' ? 'email' : 'tel'}
          label={kind === 'email' ? t.newEmail : t.newPhone}
          autocomplete={kind === 'email' ? 'email' : 'tel-national'}
        />
        <Button variant="secondary">{t.sendCode}</Button>
      </Form>
      {value && (
        <Form c={c}>
          <Hidden name="do" value="remove" />
          <Hidden name="kind" value={kind} />
          <Button variant="tertiary" color="danger">
            {t.remove(t[kind])}
          </Button>
        </Form>
      )}
    </section>
  )
}
