import type { Child } from 'hono/jsx'
import { found, page, pick, say, type Visit } from '#kernel'
import { addressOf } from '#people'
import { ruleSentence } from '#recurrence'
import { Alert, ButtonLink, ErrorSummary, Facts, Local, Page, When } from '#ui'
import { alternativesTo } from '../find/find-rooms.ts'
import { anyWish } from '../find/find-wish.ts'
import { checkInFrom } from '../promises.ts'
import { bookingById, roomById, roomsOf, stepsOf } from '../reads.ts'
import { type SeriesView, seriesById } from '../series/series.ts'
import type { Place } from '../series/series-plan.ts'
import type { BookingView, RoomView, Step } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import { rightTo } from '../who-may.ts'
import { actOnBooking, ownBookingForm } from './change-booking.ts'
import { AnswerHost, Appeal, CancelForm, CheckIn, MoveForm } from './change-forms.tsx'
import { BookingStatus } from './my-bookings.tsx'
import { named, sayPrice } from './room-words.tsx'
import { spanOf, timeIn } from './when-form.ts'

export type Own = {
  booking: BookingView
  room: RoomView
  /** Where it may move to: it has room for everybody, and no terms that were not accepted. */
  rooms: RoomView[]
  series: SeriesView | null
  steps: Step[]
  /** Nearest to the time that a move was refused for. */
  nearest: Place | null
}

/** What a booking's page shows besides: its key, where there is one. */
export type BookingPiece = (booking: BookingView, c: Visit) => Child | Promise<Child>

/** Staff have a page of their own for it; here it is its owners'. */
async function readOwn(c: Visit): Promise<Own> {
  const booking = found(await bookingById(c.db, c.param('bookingId')))
  const { own } = await rightTo(c.db, c.actor, booking, c.now)
  found(own && booking.kind === 'booking' ? booking : undefined)
  const [room, hubRooms, series, steps] = await Promise.all([
    roomById(c.db, booking.roomId),
    roomsOf(c.db, booking.hubId),
    booking.seriesId === null ? null : seriesById(c.db, booking.seriesId),
    stepsOf(c.db, booking.id),
  ])
  const rooms = hubRooms.filter((one) => one.id === booking.roomId || mayMoveTo(one, booking))
  return {
    booking,
    room: found(room),
    rooms,
    series: series ?? null,
    steps,
    nearest: await nearestTo(booking, rooms, c),
  }
}

const mayMoveTo = ({ capacity, terms }: RoomView, { headCount, termsId }: BookingView) =>
  headCount <= capacity && (terms === null || terms.id === termsId)

async function nearestTo(booking: BookingView, rooms: readonly RoomView[], c: Visit): Promise<Place | null> {
  if (c.form.refusal?.code !== 'rooms.taken' || c.form.value('do') !== 'move') return null
  const typed = new URLSearchParams(
    ['date', 'from', 'to'].map((name) => [name, c.form.value(name) ?? ''] as [string, string]),
  )
  const time = timeIn(typed)
  if (!time) return null
  const { headCount, audience, alcohol, party, personId, associationId } = booking
  const roomId = c.form.value('room') || booking.roomId
  const wish = { ...anyWish, headCount, audience, alcohol, party, personId, associationId }
  const [nearest] = await alternativesTo(c.db, wish, roomId, [spanOf(time)], c.now)
  return nearest && rooms.some(({ id }) => id === nearest.roomId) ? nearest : null
}

export const ownBookingPage = (piece?: BookingPiece) =>
  page({
    needs: 'sign-in',
    form: ownBookingForm,
    read: readOwn,
    act: actOnBooking,
    show: (own, c) => <OwnBooking own={own} piece={piece} c={c} />,
  })

const isOver = ({ endsAt }: BookingView, c: Visit) => Temporal.Instant.compare(endsAt, c.now) <= 0
const isOn = ({ state }: BookingView) => state === 'booked' || state === 'requested' || state === 'correction'

function OwnBooking({ own, piece, c }: { own: Own; piece?: BookingPiece; c: Visit }) {
  const t = pageTexts[c.lang].booking
  const { booking, room, series } = own
  const over = isOver(booking, c) && isOn(booking)
  const live = isOn(booking) && !over
  const heading = over ? t.heading.over : t.heading[booking.state]
  const { title, lang } = named(booking.roomName, c)
  return (
    <Page
      c={c}
      title={`${heading}: ${title}`}
      hub={{ id: booking.hubId }}
      breadcrumbs={[{ href: c.url('/me/bookings'), text: pageTexts[c.lang].mine.title }]}
      noindex
    >
      <ErrorSummary c={c} />
      <Done booking={booking} c={c} />
      <h1 class="ds-heading">{heading}</h1>
      <p class="lead">
        <a class="ds-link" href={c.url(`/rooms/${booking.roomId}`)} lang={lang}>
          {title}
        </a>
        , <When from={booking.startsAt} to={booking.endsAt} c={c} />
      </p>
      {booking.attention && live && <Alert kind="warning">{t.attention}</Alert>}
      <Next own={own} over={over} c={c} />
      {live && <CheckIn booking={booking} from={checkInFrom(booking)} c={c} />}
      {booking.state === 'correction' && live && <AnswerHost own={own} c={c} />}
      {booking.state === 'declined' && <Appeal own={own} c={c} />}
      <BookingFacts own={own} c={c} />
      {live && (
        <p class="actions">
          <ButtonLink href={c.url(`/me/bookings/${booking.id}/calendar.ics`)} variant="secondary" download>
            {t.calendar}
          </ButtonLink>
        </p>
      )}
      {booking.state === 'booked' && live && (
        <section aria-labelledby="enter" class="panel stack">
          <h2 class="ds-heading" id="enter">
            {t.howToEnter}
          </h2>
          {piece && <Beside piece={piece} booking={booking} c={c} />}
          {pick(room.instructions, c.lang).text ? (
            <Local text={room.instructions} as="p" c={c} />
          ) : (
            <p>{t.howToEnterText}</p>
          )}
        </section>
      )}
      {series && series.dates.length > 1 && <Dates series={series} of={booking.id} c={c} />}
      {live && booking.state !== 'correction' && <MoveForm own={own} c={c} />}
      {live && <CancelForm own={own} c={c} />}
      {!live && booking.state !== 'held' && (
        <p>
          <ButtonLink href={c.url(`/rooms/${booking.roomId}#book`)} variant="secondary">
            {t.again}
          </ButtonLink>
        </p>
      )}
    </Page>
  )
}

const Beside = async ({ piece, booking, c }: { piece: BookingPiece; booking: BookingView; c: Visit }) => (
  <>{await piece(booking, c)}</>
)

async function Done({ booking, c }: { booking: BookingView; c: Visit }) {
  const t = pageTexts[c.lang].booking
  const done = c.done && t.done[c.done]
  // What was done before stands no longer beside a no to what was asked now.
  if (!done || c.form.sent) return null
  const isNew = c.done === 'booked' || c.done === 'requested' || c.done === 'booked-series'
  const address = isNew && booking.personId ? await addressOf(c.db, booking.personId) : undefined
  return (
    <Alert kind="success">
      <p>{done}</p>
      {isNew && address && <p>{t.mailed(address.to)}</p>}
      {isNew && !address && (
        <p>
          {t.notMailed} <a href={c.url('/me/profile')}>{t.addMail}</a>
        </p>
      )}
    </Alert>
  )
}

const lastOf = (steps: readonly Step[], what: Step['what']) =>
  steps.filter((step) => step.what === what).at(-1)

/** What happens now, and who has to do it. */
function Next({ own: { booking, room, steps }, over, c }: { own: Own; over: boolean; c: Visit }) {
  const t = pageTexts[c.lang].booking
  const moment = (at: Temporal.Instant) => say[c.lang].dateTime(at, c.today)
  const hostSays = pick(booking.message, c.lang).text
  const why = lastOf(steps, 'declined')?.reason
  const { noShowMinutes } = room.rules
  if (over) return null
  return (
    <div class="stack">
      {booking.state === 'held' && (
        <>
          <p>{t.next.held}</p>
          <p>
            <ButtonLink
              href={c.url(`/rooms/${booking.roomId}/book?hold=${booking.id}&people=${booking.headCount}`)}
            >
              {t.finish}
            </ButtonLink>
          </p>
        </>
      )}
      {booking.state === 'requested' && (
        <p>{booking.answerBy ? t.next.requested(moment(booking.answerBy)) : t.next.requestedSoon}</p>
      )}
      {booking.state === 'booked' && (
        <p>
          {t.next.booked} {noShowMinutes !== null && t.next.checkIn(noShowMinutes)}
        </p>
      )}
      {booking.state === 'declined' && why && (
        <p>
          <strong>{t.reason}:</strong> <span dir="auto">{why}</span>
        </p>
      )}
      {booking.state === 'released' && <p>{t.next.released}</p>}
      {booking.state === 'lapsed' && <p>{t.next.lapsed}</p>}
      {hostSays && (
        <p>
          <strong>{t.hostSays}:</strong> <Local text={booking.message} c={c} />
        </p>
      )}
    </div>
  )
}

function BookingFacts({ own: { booking, room, series }, c }: { own: Own; c: Visit }) {
  const t = pageTexts[c.lang]
  const s = say[c.lang]
  const repeats = series && ruleSentence(series.rule, c.lang, c.today)
  return (
    <Facts
      rows={[
        [
          t.booking.when,
          <>
            <When from={booking.startsAt} to={booking.endsAt} c={c} />{' '}
            <BookingStatus state={booking.state} c={c} />
          </>,
        ],
        [t.booking.where, `${pick(booking.roomName, c.lang).text}, ${booking.hubName}`],
        booking.tidyMinutes > 0 && [t.booking.tidy, t.booking.tidy_(s.duration(booking.tidyMinutes))],
        repeats && [t.booking.series, repeats.charAt(0).toLocaleUpperCase(c.lang) + repeats.slice(1)],
        [t.booking.purpose, booking.purpose && <span dir="auto">{booking.purpose}</span>],
        [t.booking.people, t.find.people_(booking.headCount)],
        [t.booking.who, booking.associationName],
        [t.booking.audience, t.book.audiences[booking.audience]],
        booking.alcohol && [t.booking.alcohol, t.booking.alcoholYes],
        [
          t.booking.responsible,
          booking.responsibleName &&
            [booking.responsibleName, booking.responsiblePhone && s.phone(booking.responsiblePhone)]
              .filter(Boolean)
              .join(', '),
        ],
        [t.booking.price, sayPrice(booking.priceOre, c)],
        room.terms !== null &&
          booking.termsId !== null && [
            t.room.terms,
            <a href={c.url(`/rooms/${room.id}#terms`)}>{pick(room.terms.title, c.lang).text}</a>,
          ],
      ]}
    />
  )
}

/** The other dates of a series, each with its own state and page. */
function Dates({ series, of, c }: { series: SeriesView; of: string; c: Visit }) {
  const t = pageTexts[c.lang].booking
  return (
    <section aria-labelledby="dates">
      <h2 class="ds-heading" id="dates">
        {t.seriesDates}
      </h2>
      <ul class="booking-dates">
        {series.dates.map((date) => (
          <li>
            {date.id === of ? (
              <strong>
                <When from={date.startsAt} to={date.endsAt} c={c} />
              </strong>
            ) : (
              <a href={c.url(`/me/bookings/${date.id}`)}>
                <When from={date.startsAt} to={date.endsAt} c={c} />
              </a>
            )}
            {date.state !== 'booked' && <BookingStatus state={date.state} c={c} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
