import { z } from 'zod'
import { page, pick, say, type Visit } from '#kernel'
import { type HeldMandate, mandatesOf } from '#people'
import {
  Alert,
  Button,
  ButtonLink,
  Card,
  EmptyState,
  Form,
  Hidden,
  Page,
  Status,
  type StatusKind,
  When,
} from '#ui'
import { bookingsOfPerson } from '../reads.ts'
import type { BookingState, BookingView } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import { declineOffer, leaveWait } from '../waiting-list/answer-offer.ts'
import { type WaitView, waitsOfPerson } from '../waiting-list/waits.ts'
import { named, saySpan } from './room-words.tsx'

export type MyBookings = { bookings: BookingView[]; waits: WaitView[] }

/** Their own and those of associations they act for; what is over only when asked for. */
export async function readMyBookings(
  c: Visit,
  from: Temporal.Instant | undefined = c.now,
): Promise<MyBookings> {
  const personId = c.actor.personId as string
  const mandates: HeldMandate[] = await mandatesOf(c.db, personId, c.today)
  const associationIds = mandates.map(({ associationId }) => associationId)
  const [bookings, waits] = await Promise.all([
    bookingsOfPerson(c.db, personId, { from, associationIds }),
    waitsOfPerson(c.db, personId, c.now),
  ])
  return { bookings, waits }
}

const waitForm = z.object({ do: z.enum(['leave', 'decline']), wait: z.uuid() })

async function answerWait(c: Visit, wish: z.output<typeof waitForm>) {
  const answer = wish.do === 'leave' ? leaveWait : declineOffer
  await c.transaction((tx) => answer(tx, c.actor, wish.wait, c.now))
  return c.redirect(`/me/bookings?done=${wish.do === 'leave' ? 'left' : 'declined'}`)
}

export const myBookingsPage = page({
  needs: 'sign-in',
  form: waitForm,
  read: (c) => readMyBookings(c, c.query.has('past') ? Temporal.Instant.fromEpochMilliseconds(0) : c.now),
  act: answerWait,
  show: ({ bookings, waits }, c) => {
    const t = pageTexts[c.lang]
    const isOver = ({ endsAt }: BookingView) => Temporal.Instant.compare(endsAt, c.now) <= 0
    const coming = bookings.filter((booking) => !isOver(booking))
    const past = bookings.filter(isOver).reverse()
    return (
      <Page c={c} title={t.mine.title} breadcrumbs={[]}>
        {c.form.refusal && <Alert kind="warning">{c.form.refusal.say(c.lang).why}</Alert>}
        {c.done && t.booking.done[c.done] && <Alert kind="success">{t.booking.done[c.done]}</Alert>}
        <h1 class="ds-heading">{t.mine.title}</h1>
        <Waits waits={waits} level={2} c={c} />
        {waits.length > 0 && coming.length > 0 && <h2 class="ds-heading">{t.mine.coming}</h2>}
        <BookingList bookings={coming} level={waits.length > 0 ? 3 : 2} c={c} />
        {past.length > 0 && (
          <>
            <h2 class="ds-heading">{t.mine.past}</h2>
            <BookingList bookings={past} level={3} c={c} />
          </>
        )}
        <ul class="plain-list links">
          {coming.length > 0 && (
            <li>
              <a href={c.url('/rooms')}>{t.mine.find}</a>
            </li>
          )}
          {!c.query.has('past') && (
            <li>
              <a href={c.url('/me/bookings?past=1')}>{t.mine.showPast}</a>
            </li>
          )}
          <li>
            <a href={c.url('/me/associations')}>{t.mine.associations}</a>
          </li>
          <li>
            <a href={c.url('/me/calendar')}>{t.mine.calendar}</a>
          </li>
        </ul>
      </Page>
    )
  },
})

const looks: Record<BookingState, StatusKind> = {
  held: 'soon',
  requested: 'soon',
  correction: 'full',
  booked: 'open',
  declined: 'cancelled',
  cancelled: 'cancelled',
  released: 'closed',
  lapsed: 'closed',
}

export const BookingStatus = ({ state, c }: { state: BookingState; c: Visit }) => (
  <Status kind={looks[state]}>{pageTexts[c.lang].booking.state[state]}</Status>
)

/** One's bookings, the soonest first; also a piece of My page. */
export function BookingList({
  bookings,
  level = 3,
  c,
}: {
  bookings: readonly BookingView[]
  level?: 2 | 3
  c: Visit
}) {
  const t = pageTexts[c.lang].mine
  if (bookings.length === 0)
    return (
      <EmptyState
        title={t.none}
        level={level}
        action={<ButtonLink href={c.url('/rooms')}>{t.find}</ButtonLink>}
      >
        {t.noneHint}
      </EmptyState>
    )
  return (
    <ul class="booking-list">
      {bookings.map((booking) => {
        const { title, lang } = named(booking.roomName, c)
        return (
          <li>
            <Card
              href={c.url(`/me/bookings/${booking.id}`)}
              title={title}
              lang={lang}
              level={level}
              hubId={booking.hubId}
            >
              <p class="room-state">
                <BookingStatus state={booking.state} c={c} />
                {booking.seriesId !== null && <span class="quiet small">{t.series}</span>}
              </p>
              <p>
                <When from={booking.startsAt} to={booking.endsAt} c={c} />
              </p>
              <p class="quiet">
                {[
                  booking.hubName,
                  booking.purpose,
                  booking.associationName && t.forAssociation(booking.associationName),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </Card>
          </li>
        )
      })}
    </ul>
  )
}

/** Offers first: they run out. */
export function Waits({ waits, level, c }: { waits: readonly WaitView[]; level: 2 | 3; c: Visit }) {
  if (waits.length === 0) return null
  const t = pageTexts[c.lang].mine
  const Heading = `h${level}` as 'h2' | 'h3'
  const inOrder = [...waits].sort((a, b) => Number(b.state === 'offered') - Number(a.state === 'offered'))
  return (
    <section aria-labelledby="waits">
      <Heading class="ds-heading" id="waits">
        {t.waits}
      </Heading>
      <ul class="booking-list">
        {inOrder.map((wait) => (
          <li class="ds-card">
            <OneWait wait={wait} c={c} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where an offer is filled in and taken. */
const offerPath = (wait: WaitView) =>
  `/rooms/${wait.roomId}/book?${new URLSearchParams({
    people: String(wait.headCount),
    ...(wait.associationId && { as: wait.associationId }),
    hold: wait.bookingId ?? '',
  })}`

export function OneWait({ wait, c }: { wait: WaitView; c: Visit }) {
  const t = pageTexts[c.lang].mine
  const when = saySpan({ from: wait.startsAt, to: wait.endsAt }, c)
  const what = t.waitFor(pick(wait.roomName, c.lang).text, when)
  const offered = wait.state === 'offered' && wait.offeredUntil
  return (
    <>
      <p>
        <strong>{pick(wait.roomName, c.lang).text}</strong>, {wait.hubName}
        <br />
        {when}
      </p>
      <p>
        {offered ? (
          <Status kind="soon">{t.offered(say[c.lang].dateTime(offered, c.today))}</Status>
        ) : (
          <Status kind="info">{wait.ahead > 0 ? t.inLine(wait.ahead + 1) : t.waiting}</Status>
        )}
      </p>
      <div class="actions">
        {offered && <ButtonLink href={c.url(offerPath(wait))}>{t.take}</ButtonLink>}
        <Form c={c} class="one-press" action={c.url('/me/bookings')}>
          <Hidden name="wait" value={wait.id} />
          <Button
            name="do"
            value={offered ? 'decline' : 'leave'}
            variant="secondary"
            label={offered ? undefined : t.leaveLabel(what)}
          >
            {offered ? t.declineOffer : t.leave}
          </Button>
        </Form>
      </div>
    </>
  )
}
