import { z } from 'zod'
import { field, found, page, say, startOfDay, type Visit } from '#kernel'
import {
  Button,
  ButtonLink,
  DateField,
  Details,
  EmptyState,
  Form,
  Hidden,
  Local,
  Status,
  Table,
  TextArea,
  When,
} from '#ui'
import { approveBooking, askForCorrection, declineBooking } from '../../answer-request.ts'
import { appealsWaiting, bookingById, bookingsOfHub, bookingsToDecide, bookingsWaiting } from '../../reads.ts'
import { approveSeries, declineSeries } from '../../series/decide-series.ts'
import type { BookingView } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { bookerName } from '../booker-name.ts'
import { HubChoice, RoomsFrame } from '../frame.tsx'
import { noteLook } from '../look.ts'
import { staffRoomPaths } from '../paths.ts'
import { isOverdue, type Request, requestsIn } from '../requests.ts'
import { hubsToRun } from '../who-may.ts'

const id = z.uuid()
const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('approve'), id }),
  z.object({ do: z.literal('ask'), id, question: field.text(1000), by: field.date() }),
  z.object({ do: z.literal('decline'), id, reason: field.text(1000) }),
])

const daysAhead = 14

export const staffBookingsPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const { hubs, asked } = await hubsToRun(c)
    const shown = asked ? [asked] : hubs
    const mine = new Set(shown.map((hub) => hub.id))
    const ofMine = (bookings: BookingView[]) => bookings.filter((booking) => mine.has(booking.hubId))
    const span = { from: c.now, to: startOfDay(c.today.add({ days: daysAhead })) }
    const [waiting, appeals, undecided, ...coming] = await Promise.all([
      bookingsWaiting(c.db, asked?.id).then(ofMine),
      appealsWaiting(c.db, asked?.id).then(ofMine),
      bookingsToDecide(c.db, c.now).then(ofMine),
      ...shown.map((hub) => bookingsOfHub(c.db, hub.id, span)),
    ])
    const ahead = coming
      .flat()
      .filter((booking) => booking.kind === 'booking' && booking.state === 'booked')
      .sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
    await noteLook(c.db, c.actor, 'rooms.view-bookings', [...waiting, ...appeals, ...undecided, ...ahead])
    return {
      hubs,
      asked,
      requests: requestsIn(waiting.filter((booking) => booking.state === 'requested')),
      theirs: requestsIn(waiting.filter((booking) => booking.state === 'correction')),
      appeals,
      undecided,
      ahead,
    }
  },
  act: async (c, wish, { asked }) => {
    const booking = found(await bookingById(c.db, wish.id))
    const done = await c.transaction(async (tx) => {
      switch (wish.do) {
        case 'approve':
          if (booking.seriesId !== null) await approveSeries(tx, c.actor, booking.seriesId, {}, c.now)
          else await approveBooking(tx, c.actor, booking.id, {}, c.now)
          return 'approved'
        case 'ask':
          await askForCorrection(
            tx,
            c.actor,
            booking.id,
            { question: wish.question, by: Temporal.PlainDate.from(wish.by) },
            c.now,
          )
          return 'correction-asked'
        case 'decline':
          if (booking.seriesId !== null) await declineSeries(tx, c.actor, booking.seriesId, wish, c.now)
          else await declineBooking(tx, c.actor, booking.id, wish, c.now)
          return 'declined'
      }
    })
    const here = staffRoomPaths.bookings(asked?.id)
    return c.redirect(`${here}${here.includes('?') ? '&' : '?'}done=${done}`)
  },
  show: ({ hubs, asked, requests, theirs, appeals, undecided, ahead }, c) => {
    const t = staffTexts[c.lang].bookings
    const hub = asked ?? (hubs.length === 1 ? (hubs[0] ?? null) : null)
    const many = hub === null
    return (
      <RoomsFrame c={c} hub={hub} place="bookings" title={hub ? t.titleAt(hub.name) : t.title}>
        <p class="lead">{t.intro}</p>
        <HubChoice c={c} hubs={hubs} asked={asked} all />
        <p class="actions">
          <ButtonLink href={c.url(staffRoomPaths.newBooking({ hub: hub?.id }))} variant="secondary">
            {t.new}
          </ButtonLink>
          <ButtonLink href={c.url(staffRoomPaths.newBlock({ hub: hub?.id }))} variant="secondary">
            {t.block}
          </ButtonLink>
        </p>
        <section aria-labelledby="waiting">
          <h2 class="ds-heading" id="waiting">
            {t.waiting}
          </h2>
          {requests.length === 0 ? (
            <EmptyState title={t.nothingWaits} level={3} />
          ) : (
            <ul class="request-list">
              {requests.map((request) => (
                <RequestCard request={request} many={many} c={c} />
              ))}
            </ul>
          )}
        </section>
        <Lines id="appeals" title={t.appeals} bookings={appeals} many={many} c={c} />
        <Lines id="attention" title={t.attention} bookings={undecided} many={many} c={c} />
        <Lines id="theirs" title={t.theirs} bookings={theirs.map(({ first }) => first)} many={many} c={c} />
        <section aria-labelledby="coming">
          <h2 class="ds-heading" id="coming">
            {t.coming}
          </h2>
          {ahead.length === 0 ? (
            <p>{t.nothingComing}</p>
          ) : (
            <Table
              caption={t.table}
              rowHead
              head={[t.tableWhen, t.tableRoom, t.tableWho, t.tableState]}
              rows={ahead.map((booking) => [
                <a href={c.url(staffRoomPaths.booking(booking.id))}>
                  <When from={booking.startsAt} to={booking.endsAt} c={c} />
                </a>,
                <RoomName booking={booking} many={many} c={c} />,
                bookerName(booking, c.lang),
                <StateStatus booking={booking} c={c} />,
              ])}
            />
          )}
          {hub && (
            <p class="actions">
              <a
                href={c.url(
                  staffRoomPaths.bookingsFile({
                    hub: hub.id,
                    from: c.today.toString(),
                    to: c.today.add({ days: daysAhead }).toString(),
                  }),
                )}
                download
              >
                {t.csv}
              </a>
              <span class="quiet small">{t.csvNote}</span>
            </p>
          )}
        </section>
      </RoomsFrame>
    )
  },
})

const RoomName = ({ booking, many, c }: { booking: BookingView; many: boolean; c: Visit }) => (
  <>
    <Local text={booking.roomName} c={c} />
    {many && `, ${booking.hubName}`}
  </>
)

export const StateStatus = ({ booking, c }: { booking: BookingView; c: Visit }) => {
  const looks = { requested: 'full', correction: 'soon', booked: 'open', held: 'soon' } as const
  const kind = looks[booking.state as keyof typeof looks] ?? 'cancelled'
  return <Status kind={kind}>{staffTexts[c.lang].states[booking.state]}</Status>
}

/** One request with the answers a host can give, each one or two presses away. */
function RequestCard({ request: { first, dates }, many, c }: { request: Request; many: boolean; c: Visit }) {
  const t = staffTexts[c.lang].bookings
  const s = say[c.lang]
  const overdue = isOverdue(first, c.now)
  const series = dates.length > 1
  const about = [bookerName(first, c.lang), s.plural(first.headCount, t.people), first.purpose]
  // Only the form that was sent shows what was typed and what is wrong.
  const visit = c.form.value('id') === first.id ? c : untouched(c)
  const failed = visit === c && c.form.failed
  const name = `${bookerName(first, c.lang)}, ${s.range(first.startsAt, first.endsAt, c.today)}`
  return (
    <li class="panel request" data-overdue={overdue ? 'true' : undefined}>
      <p class="actions">
        {overdue && <Status kind="cancelled">{t.overdue}</Status>}
        {first.answerBy && (
          <span class={overdue ? undefined : 'quiet'}>{t.answerBy(s.dateTime(first.answerBy, c.today))}</span>
        )}
      </p>
      <h3 class="ds-heading card-title">
        <a href={c.url(staffRoomPaths.booking(first.id))}>
          <When from={first.startsAt} to={first.endsAt} c={c} />
          {' · '}
          <RoomName booking={first} many={many} c={c} />
        </a>
      </h3>
      <p>{about.filter(Boolean).join(' · ')}</p>
      {series && (
        <Details summary={t.series(s.plural(dates.length, t.dates))}>
          <ul class="plain-list">
            {dates.map((date) => (
              <li>
                <a href={c.url(staffRoomPaths.booking(date.id))}>
                  <When from={date.startsAt} to={date.endsAt} c={c} />
                </a>
              </li>
            ))}
          </ul>
        </Details>
      )}
      <Form c={c}>
        <Hidden name="id" value={first.id} />
        <Button name="do" value="approve" label={`${series ? t.approveAll : t.approve}: ${name}`}>
          {series ? t.approveAll : t.approve}
        </Button>
      </Form>
      {!series && (
        <Details summary={t.ask} open={failed && c.form.value('do') === 'ask'}>
          <AskForm booking={first} c={visit} />
        </Details>
      )}
      <Details summary={t.decline} open={failed && c.form.value('do') === 'decline'}>
        <DeclineForm booking={first} c={visit} />
      </Details>
    </li>
  )
}

const untouched = (c: Visit): Visit =>
  Object.create(c, { form: { value: Object.assign(Object.create(c.form), { sent: false, errors: [] }) } })

/** The form that was sent has the plain names, which the error summary leads to; others on the page their own. */
const own = (c: Visit, name: string, booking: BookingView) =>
  c.form.sent ? undefined : `${name}-${booking.id}`

export function AskForm({ booking, c }: { booking: BookingView; c: Visit }) {
  const t = staffTexts[c.lang].bookings
  return (
    <Form c={c}>
      <Hidden name="id" value={booking.id} />
      <TextArea
        c={c}
        name="question"
        id={own(c, 'question', booking)}
        label={t.question}
        maxlength={1000}
        required
      />
      <DateField
        c={c}
        name="by"
        id={own(c, 'by', booking)}
        label={t.by}
        hint={t.byHint}
        value={c.today.add({ days: 3 }).toString()}
        min={c.today.toString()}
        required
      />
      <Button name="do" value="ask">
        {t.sendQuestion}
      </Button>
    </Form>
  )
}

export function DeclineForm({ booking, c }: { booking: BookingView; c: Visit }) {
  const t = staffTexts[c.lang].bookings
  return (
    <Form c={c}>
      <Hidden name="id" value={booking.id} />
      <TextArea
        c={c}
        name="reason"
        id={own(c, 'reason', booking)}
        label={t.reason}
        hint={`${t.reasonHint} ${t.appealNote}`}
        maxlength={1000}
        required
      />
      <Button name="do" value="decline" color="danger">
        {t.sendDecline}
      </Button>
    </Form>
  )
}

function Lines({
  id,
  title,
  bookings,
  many,
  c,
}: {
  id: string
  title: string
  bookings: readonly BookingView[]
  many: boolean
  c: Visit
}) {
  if (bookings.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 class="ds-heading" id={id}>
        {title}
      </h2>
      <ul class="desk-list">
        {bookings.map((booking) => (
          <Line booking={booking} many={many} c={c} />
        ))}
      </ul>
    </section>
  )
}

function Line({ booking, many, c }: { booking: BookingView; many: boolean; c: Visit }) {
  const t = staffTexts[c.lang].bookings
  return (
    <li data-hub={booking.hubId}>
      <div>
        <strong>
          <When from={booking.startsAt} to={booking.endsAt} c={c} /> ·{' '}
          <RoomName booking={booking} many={many} c={c} />
        </strong>
        <p>
          {bookerName(booking, c.lang)}
          {booking.attention && ` · ${staffTexts[c.lang].booking.attention[booking.attention]}`}
          {booking.correctBy && ` · ${t.correctBy(say[c.lang].dateTime(booking.correctBy, c.today))}`}
        </p>
      </div>
      <ButtonLink size="sm" variant="secondary" href={c.url(staffRoomPaths.booking(booking.id))}>
        {t.more}
      </ButtonLink>
    </li>
  )
}
