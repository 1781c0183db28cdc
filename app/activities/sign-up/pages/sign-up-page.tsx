import { found, page, pick, type Visit } from '#kernel'
import { childrenOf } from '#people'
import {
  Alert,
  Button,
  ButtonLink,
  Checkbox,
  CheckboxGroup,
  ErrorSummary,
  Form,
  NumberField,
  Page,
  TextField,
} from '#ui'
import { signUpTexts } from '../../texts/sign-up.ts'
import { signUpPath } from '../paths.ts'
import { type Place, placeOf } from '../pool-of.ts'
import { signUpRefusal } from '../refusals.ts'
import { limitSignUps, signUp, signUpByEmail } from '../sign-up.ts'
import { accountForm, emailForm } from '../sign-up-form.ts'
import { isFull, whySignUpClosed } from '../sign-up-rules.ts'
import { NoAddress } from './no-address.tsx'
import { PlaceFacts } from './place-facts.tsx'
import { Questions } from './questions.tsx'

const number = (text: string | null) => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null)

async function read(c: Visit) {
  const seriesId = number(c.param('seriesId'))
  const named = c.query.get('occurrence')
  const occurrenceId = number(named)
  const known = seriesId !== null && (named === null || occurrenceId !== null)
  const place = found(known ? await placeOf(c.db, seriesId, occurrenceId, c.now) : undefined)
  if (place.seriesState === 'draft') throw signUpRefusal('activities.not-published')
  const closed = whySignUpClosed(place, c.now)
  return {
    place,
    closed: closed && signUpRefusal(closed, { opensAt: place.opensAt }),
  }
}

export const signUpPage = page({
  read,
  form: (c) => (c.actor.personId ? accountForm : emailForm),
  act: async (c, wish, { place }) => {
    await limitSignUps(c, wish.email)
    if (c.actor.personId) {
      const placed = await c.transaction((tx) => signUp(tx, c.actor, place, wish, c.lang, c.now))
      return c.redirect(
        `/me/sign-ups/${placed.id}?done=${placed.state === 'attending' ? 'signed-up' : 'waiting'}`,
      )
    }
    await c.transaction((tx) => signUpByEmail(tx, c.actor, place, wish, c.lang, c.now))
    const path = signUpPath(place.seriesId, place.occurrenceId)
    return c.redirect(`${path}${path.includes('?') ? '&' : '?'}done=pending`)
  },
  show: (data, c) => {
    const { place } = data
    const t = signUpTexts[c.lang].signUp
    const title = pick(place.title, c.lang)
    const toActivity = c.url(`/activities/${place.seriesId}`)
    return (
      <Page
        c={c}
        title={t.titleFor(title.text)}
        hub={place.hubId ? { id: place.hubId } : undefined}
        breadcrumbs={[{ href: toActivity, text: title.text }]}
        noindex
      >
        <ErrorSummary c={c} />
        <h1 class="ds-heading">{t.titleFor(title.text)}</h1>
        {c.done === 'pending' ? (
          <Alert kind="success" title={t.pendingTitle}>
            <p>{t.pending}</p>
            <p>{t.pendingHint}</p>
          </Alert>
        ) : (
          <>
            <PlaceFacts place={place} c={c} />
            {data.closed ? <Closed said={data.closed.say(c.lang)} c={c} /> : <SignUpForm {...data} c={c} />}
          </>
        )}
        <p>
          <a class="ds-link" href={toActivity}>
            {t.toActivity}
          </a>
        </p>
      </Page>
    )
  },
})

function Closed({ said, c }: { said: { why: string; next: string }; c: Visit }) {
  return (
    <Alert kind="info" title={signUpTexts[c.lang].signUp.closedTitle}>
      <p>{said.why}</p>
      <p>{said.next}</p>
    </Alert>
  )
}

type FormData = { place: Place; c: Visit }

function SignUpForm({ place, c }: FormData) {
  const t = signUpTexts[c.lang].signUp
  const signedIn = c.actor.personId !== null
  const then = encodeURIComponent(signUpPath(place.seriesId, place.occurrenceId))
  return (
    <>
      {!signedIn && (
        <section class="sign-in-first" aria-labelledby="sign-in-first">
          <h2 class="ds-heading" id="sign-in-first">
            {t.signInTitle}
          </h2>
          <p>{t.signInWhy}</p>
          <ButtonLink href={`${c.url('/sign-in')}?then=${then}`} variant="secondary" rel="nofollow">
            {t.signIn}
          </ButtonLink>
        </section>
      )}
      {!signedIn && <h2 class="ds-heading">{t.withoutAccount}</h2>}
      <Form c={c}>
        {signedIn ? (
          <>
            <NoAddress c={c} />
            <WhoComes place={place} c={c} />
          </>
        ) : (
          <>
            <TextField c={c} name="name" label={t.name} autocomplete="name" required maxlength={100} />
            <TextField
              c={c}
              name="email"
              type="email"
              label={t.email}
              hint={t.emailHint}
              autocomplete="email"
              inputmode="email"
              required
            />
          </>
        )}
        {!signedIn && <Others place={place} hint={t.othersHintAlone} c={c} />}
        <Questions place={place} c={c} />
        <Checkbox c={c} name="remind" label={t.remind} checked />
        <p class="hint">{t.keptFor}</p>
        <Button>{isFull(place) || place.dateOfCourse ? t.submitLine : t.submit}</Button>
      </Form>
    </>
  )
}

/** Asks for the children itself: most who press the button never see the form again, and need not wait for it. */
async function WhoComes({ place, c }: FormData) {
  const t = signUpTexts[c.lang].signUp
  const children = await childrenOf(c.db, c.actor.personId as string)
  const options = [
    { value: 'self', text: t.self },
    ...children.map((child) => ({ value: child.id, text: child.name })),
  ]
  return (
    <>
      <CheckboxGroup c={c} name="who" label={t.who} options={options} value={['self']} />
      {children.length === 0 && (
        <p class="hint">
          {t.noChildren}{' '}
          <a class="ds-link" href={c.url('/me/children')}>
            {t.addChildren}
          </a>
        </p>
      )}
      <Others place={place} hint={children.length > 0 ? t.othersHint : t.othersHintAlone} c={c} />
    </>
  )
}

function Others({ place, hint, c }: FormData & { hint: (max: number) => string }) {
  if (place.maxParty <= 1) return null
  return (
    <NumberField
      c={c}
      name="others"
      label={signUpTexts[c.lang].signUp.others}
      hint={hint(place.maxParty)}
      value={0}
      max={place.maxParty - 1}
    />
  )
}
