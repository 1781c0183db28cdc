import { raw } from 'hono/html'
import { z } from 'zod'
import { field, found, page, pick, say, type Visit } from '#kernel'
import { addressOf } from '#people'
import {
  Alert,
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  Facts,
  Form,
  Hidden,
  Local,
  NumberField,
  Page,
  Status,
  When,
} from '#ui'
import { signUpTexts } from '../../texts/sign-up.ts'
import { acceptOffer, declineOffer } from '../answer-offer.ts'
import { cancelSignUp } from '../cancel-sign-up.ts'
import { changeParty } from '../change-party.ts'
import { checkInSvg, spacedCode } from '../check-in-picture.ts'
import { confirmSignUp } from '../confirm-sign-up.ts'
import { backTonight, notTonight } from '../not-tonight.ts'
import { signUpPath } from '../paths.ts'
import { comingDates, whereOf } from '../sign-up-calendar.ts'
import { mySignUp, type SignUpDate, type SignUpView, signUpByToken } from '../sign-ups.ts'
import { NoAddress } from './no-address.tsx'

const form = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['confirm', 'accept', 'decline', 'cancel']) }),
  z.object({ do: z.literal('party'), party: field.number(0, 50) }),
  z.object({
    do: z.enum(['not-tonight', 'back-tonight']),
    occurrence: field.number(1, Number.MAX_SAFE_INTEGER),
  }),
])

const says = { confirm: 'confirmed', accept: 'accepted', decline: 'declined', cancel: 'cancelled' } as const

type Found = { signUp: SignUpView; picture: string | null }

const withPicture = async (signUp: SignUpView | undefined, c: Visit): Promise<Found> => {
  const view = found(signUp)
  const shown = view.state === 'attending' && comingDates(view, c.now).length > 0
  return { signUp: view, picture: shown ? await checkInSvg(view.code) : null }
}

const parts = {
  form,
  act: async (c: Visit, wish: z.output<typeof form>, { signUp }: Found) => {
    await c.transaction(async (tx) => {
      if (wish.do === 'confirm') return confirmSignUp(tx, signUp, c.now)
      if (wish.do === 'accept') return acceptOffer(tx, signUp, c.now)
      if (wish.do === 'decline') return declineOffer(tx, signUp, c.now)
      if (wish.do === 'cancel') return cancelSignUp(tx, signUp, 'self', c.now)
      if (wish.do === 'party') return changeParty(tx, signUp, wish.party, c.now)
      if ('occurrence' in wish)
        return (wish.do === 'not-tonight' ? notTonight : backTonight)(tx, signUp, wish.occurrence, c.now)
    })
    return c.redirect(`${c.path}?done=${says[wish.do as keyof typeof says] ?? 'changed'}`)
  },
  show: ({ signUp, picture }: Found, c: Visit) => <OwnSignUp signUp={signUp} picture={picture} c={c} />,
}

/** From the link of a mail: arriving changes nothing, pressing does. */
export const linkedSignUpPage = page({
  ...parts,
  read: async (c) => withPicture(await signUpByToken(c.db, c.param('token')), c),
})

export const mySignUpPage = page({
  ...parts,
  needs: 'sign-in',
  read: async (c) => withPicture(await mySignUp(c.db, c.actor.personId as string, c.param('signUpId')), c),
})

function OwnSignUp({ signUp, picture, c }: Found & { c: Visit }) {
  const t = signUpTexts[c.lang].status
  const title = pick(signUp.title, c.lang)
  const dates = comingDates(signUp, c.now)
  const off =
    signUp.seriesState === 'cancelled' ||
    (signUp.dates.length > 0 && signUp.dates.every((date) => date.state === 'cancelled'))
  const live = ['unconfirmed', 'attending', 'waiting', 'offered'].includes(signUp.state)
  const over = !off && live && dates.length === 0 && signUp.dates.every((date) => !isAhead(date, c))
  const heading = off ? t.activityCancelled : headingOf(signUp, c)
  return (
    <Page
      c={c}
      title={`${heading}: ${title.text}`}
      hub={signUp.hubId ? { id: signUp.hubId } : undefined}
      breadcrumbs={c.path.startsWith('/me/') ? [{ href: c.url('/me/sign-ups'), text: t.mine }] : undefined}
      noindex
    >
      <ErrorSummary c={c} />
      <Done c={c} />
      <h1 class="ds-heading">{heading}</h1>
      <p class="lead">
        <a
          class="ds-link"
          href={c.url(`/activities/${signUp.seriesId}`)}
          lang={title.lang === c.lang ? undefined : title.lang}
        >
          {title.text}
        </a>
      </p>
      {off && <Local text={signUp.cancelledMessage ?? signUp.dates[0]?.message ?? null} c={c} as="p" />}
      {over && <p>{t.over}</p>}
      {live && !off && !over && signUp.personId !== null && signUp.personId === c.actor.personId && (
        <NoAddress c={c} />
      )}
      {!off && !over && <NowWhat signUp={signUp} c={c} />}
      <Facts
        rows={[
          signUp.dates.length <= 1 &&
            dates[0] && [t.when, <When from={dates[0].startsAt} to={dates[0].endsAt} c={c} />],
          [t.where, whereOf(signUp, c.lang)],
          [
            t.who,
            [t.party(signUp.party), signUp.children.length > 0 ? t.with(signUp.children) : null]
              .filter(Boolean)
              .join(' '),
          ],
          live && [t.bring, pick(signUp.bring, c.lang).text],
        ]}
      />
      {picture && (
        <section class="check-in-code" aria-labelledby="code">
          <h2 class="ds-heading" id="code">
            {t.code}
          </h2>
          <div class="qr" role="img" aria-label={signUpTexts[c.lang].mail.qr(spacedCode(signUp.code))}>
            {raw(picture)}
          </div>
          <p class="code">{spacedCode(signUp.code)}</p>
          <p class="hint">{t.codeHint}</p>
        </section>
      )}
      {signUp.state === 'attending' && dates.length > 0 && !off && (
        <p>
          <ButtonLink href={c.url(`${c.path}/calendar.ics`)} variant="secondary" download>
            {t.calendar}
          </ButtonLink>
        </p>
      )}
      {signUp.dates.length > 1 && <Dates signUp={signUp} c={c} />}
      {live && !off && !over && <Changes signUp={signUp} c={c} />}
    </Page>
  )
}

async function Done({ c }: { c: Visit }) {
  const t = signUpTexts[c.lang].status
  const said = c.done === 'signed-up' && c.actor.personId ? await sayMailed(c.actor.personId, c) : undefined
  const done = said ?? (c.done ? t.done[c.done] : undefined)
  return done ? (
    <Alert kind="success">
      <p>{done}</p>
    </Alert>
  ) : null
}

async function sayMailed(personId: string, c: Visit): Promise<string> {
  const t = signUpTexts[c.lang].status
  const address = await addressOf(c.db, personId)
  return address ? t.confirmationSent(address.to) : t.confirmationMissing
}

const isAhead = (date: SignUpDate, c: Visit) =>
  date.state === 'on' && Temporal.Instant.compare(date.startsAt, c.now) > 0

function headingOf(signUp: SignUpView, c: Visit): string {
  const t = signUpTexts[c.lang].status
  if (signUp.state === 'waiting') return t.waiting(signUp.line ?? 1)
  if (signUp.state === 'lapsed') return signUp.lapsedFrom === 'offered' ? t.lapsedOffer : t.lapsedHold
  // The clock decides, whether or not the row has been swept.
  if (signUp.heldUntil && Temporal.Instant.compare(signUp.heldUntil, c.now) <= 0)
    return signUp.state === 'offered' ? t.lapsedOffer : t.lapsedHold
  return { unconfirmed: t.unconfirmed, attending: t.attending, offered: t.offered, cancelled: t.cancelled }[
    signUp.state
  ]
}

function Press({
  c,
  what,
  children,
  variant,
  color,
}: {
  c: Visit
  what: string
  children: string
  variant?: 'secondary'
  color?: 'danger'
}) {
  return (
    <Form c={c} class="one-press">
      <Button name="do" value={what} variant={variant} color={color}>
        {children}
      </Button>
    </Form>
  )
}

/** The one thing to do now, if there is one. */
function NowWhat({ signUp, c }: { signUp: SignUpView; c: Visit }) {
  const t = signUpTexts[c.lang].status
  const held =
    signUp.heldUntil && Temporal.Instant.compare(signUp.heldUntil, c.now) > 0 ? signUp.heldUntil : null
  if (signUp.state === 'waiting') return <p>{t.waitingWhy}</p>
  if (signUp.state === 'attending') return null
  if (held && signUp.state === 'unconfirmed') {
    const until = say[c.lang].dateTime(held, c.today)
    return (
      <>
        <p>{signUp.holds ? t.unconfirmedHeld(until) : t.unconfirmedLine(until)}</p>
        <Press c={c} what="confirm">
          {t.confirm}
        </Press>
      </>
    )
  }
  if (held && signUp.state === 'offered')
    return (
      <>
        <p>{t.offeredUntil(say[c.lang].dateTime(held, c.today))}</p>
        <div class="actions">
          <Press c={c} what="accept">
            {t.accept}
          </Press>
          <Press c={c} what="decline" variant="secondary">
            {t.decline}
          </Press>
        </div>
      </>
    )
  return (
    <p>
      <ButtonLink href={c.url(signUpPath(signUp.seriesId, signUp.occurrenceId))} variant="secondary">
        {t.again}
      </ButtonLink>
    </p>
  )
}

function Dates({ signUp, c }: { signUp: SignUpView; c: Visit }) {
  const t = signUpTexts[c.lang].status
  return (
    <section aria-labelledby="dates">
      <h2 class="ds-heading" id="dates">
        {t.dates}
      </h2>
      {signUp.state === 'attending' && <p>{t.notTonightHint}</p>}
      <ul class="sign-up-dates">
        {signUp.dates.map((date) => (
          <li>
            <When from={date.startsAt} to={date.endsAt} c={c} />
            {date.state === 'cancelled' && <Status kind="cancelled">{t.dateCancelled}</Status>}
            {date.absent && <Status kind="closed">{t.absent}</Status>}
            {signUp.state === 'attending' && isAhead(date, c) && (
              <Form c={c} class="one-press">
                <Hidden name="occurrence" value={date.id} />
                <Button
                  name="do"
                  value={date.absent ? 'back-tonight' : 'not-tonight'}
                  variant="tertiary"
                  size="sm"
                  label={(date.absent ? t.backTonightLabel : t.notTonightLabel)(
                    say[c.lang].date(date.startsAt),
                  )}
                >
                  {date.absent ? t.backTonight : t.notTonight}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Changes({ signUp, c }: { signUp: SignUpView; c: Visit }) {
  const t = signUpTexts[c.lang].status
  return (
    <>
      {signUp.state !== 'unconfirmed' && signUp.maxParty > 1 && (
        <Details summary={t.change} open={c.form.values('do').includes('party')}>
          <Form c={c}>
            <NumberField c={c} name="party" label={t.partyLabel} value={signUp.party} />
            <Button name="do" value="party" variant="secondary">
              {t.save}
            </Button>
          </Form>
        </Details>
      )}
      <Details summary={t.cancel}>
        <p>{t.cancelWhy}</p>
        <Press c={c} what="cancel" color="danger">
          {t.cancelButton}
        </Press>
      </Details>
    </>
  )
}
