import { z } from 'zod'
import { field, found, inZone, type LocalText, page, pick, say, type Visit } from '#kernel'
import { addressOf } from '#people'
import {
  Alert,
  Button,
  Details,
  Facts,
  Form,
  Hidden,
  Local,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  When,
} from '#ui'
import { approveBooking, askForCorrection, declineBooking } from '../../answer-request.ts'
import { decideAppeal } from '../../appeal.ts'
import { checkInBooking } from '../../be-there.ts'
import { unblockRoom } from '../../block-room.ts'
import { cancelBooking } from '../../cancel-booking.ts'
import { keepBooking } from '../../hours-hits.ts'
import { moveBooking } from '../../move-booking.ts'
import { checkInFrom } from '../../promises.ts'
import { bookingById, everyRoomOf, stepsOf } from '../../reads.ts'
import { seriesById } from '../../series/series.ts'
import type { BookingView, RoomView, Step } from '../../shapes.ts'
import { hoursTexts } from '../../texts/hours.ts'
import { staffTexts } from '../../texts/staff.ts'
import { roomWords } from '../../texts/words.ts'
import { bookerName } from '../booker-name.ts'
import { RoomsFrame } from '../frame.tsx'
import { noteLook } from '../look.ts'
import { staffRoomPaths } from '../paths.ts'
import { isOverdue } from '../requests.ts'
import { spanTyped, whenFields } from '../when-typed.ts'
import { needRunner } from '../who-may.ts'
import { AskForm, DeclineForm, StateStatus } from './bookings.tsx'
import { WhenFields } from './when-fields.tsx'

const reason = field.text(1000)
const overrideReason = field.text(500).optional()
const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('approve') }),
  z.object({ do: z.literal('ask'), question: reason, by: field.date() }),
  z.object({ do: z.literal('decline'), reason }),
  z.object({ do: z.literal('appeal'), answer: z.enum(['uphold', 'grant']), appealReason: reason }),
  z.object({
    do: z.literal('move'),
    roomId: z.string().max(60),
    ...whenFields,
    overrideReason,
    back: z.string().max(300).optional(),
  }),
  z.object({ do: z.literal('cancel'), message: reason }),
  z.object({ do: z.literal('keep') }),
  z.object({ do: z.literal('unblock') }),
  z.object({ do: z.literal('check-in') }),
])

export const staffBookingPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const booking = found(await bookingById(c.db, c.param('bookingId')))
    needRunner(c.actor, booking.hubId)
    await noteLook(c.db, c.actor, 'rooms.view-booking', [booking])
    const [history, rooms, address, series] = await Promise.all([
      stepsOf(c.db, booking.id),
      everyRoomOf(c.db, booking.hubId),
      booking.personId ? addressOf(c.db, booking.personId) : null,
      booking.seriesId === null ? undefined : seriesById(c.db, booking.seriesId),
    ])
    const email = booking.forEmail ?? address?.to ?? null
    return { booking, history, rooms: rooms.filter((room) => room.state !== 'draft'), email, series }
  },
  act: async (c, wish, { booking }) => {
    const done = await c.transaction(async (tx) => {
      switch (wish.do) {
        case 'approve':
          await approveBooking(tx, c.actor, booking.id, {}, c.now)
          return 'approved'
        case 'ask': {
          const by = Temporal.PlainDate.from(wish.by)
          await askForCorrection(tx, c.actor, booking.id, { question: wish.question, by }, c.now)
          return 'correction-asked'
        }
        case 'decline':
          await declineBooking(tx, c.actor, booking.id, wish, c.now)
          return 'declined'
        case 'appeal': {
          const answer = { uphold: wish.answer === 'uphold', reason: wish.appealReason }
          await decideAppeal(tx, c.actor, booking.id, answer, c.now)
          return 'appeal-decided'
        }
        case 'move': {
          const { roomId, overrideReason } = wish
          await moveBooking(tx, c.actor, booking.id, { ...spanTyped(wish), roomId, overrideReason }, c.now)
          return 'moved'
        }
        case 'cancel': {
          const message: LocalText = { [c.lang]: wish.message }
          await cancelBooking(tx, c.actor, booking.id, { message }, c.now)
          return 'cancelled'
        }
        case 'keep':
          await keepBooking(tx, c.actor, booking.id, c.now)
          return 'kept'
        case 'unblock':
          await unblockRoom(tx, c.actor, booking.id, c.now)
          return 'unblocked'
        case 'check-in':
          await checkInBooking(tx, c.actor, booking.id, c.now)
          return 'checked-in'
      }
    })
    // A host who dragged it in the calendar is led back there.
    const back = wish.do === 'move' && wish.back ? wish.back : staffRoomPaths.booking(booking.id)
    return c.redirect(`${back}${back.includes('?') ? '&' : '?'}done=${done}`)
  },
  show: ({ booking, history, rooms, email, series }, c) => {
    const t = staffTexts[c.lang].booking
    const hub = { id: booking.hubId, name: booking.hubName }
    const others = (series?.dates ?? []).filter((date) => date.id !== booking.id)
    return (
      <RoomsFrame
        c={c}
        hub={hub}
        place="bookings"
        inside
        title={`${pick(booking.roomName, c.lang).text}: ${bookerName(booking, c.lang)}`}
        crumb={{ href: staffRoomPaths.bookings(hub.id), text: staffTexts[c.lang].bookings.titleAt(hub.name) }}
      >
        <p class="actions">
          <StateStatus booking={booking} c={c} />
          {booking.state === 'requested' && booking.answerBy && (
            <span>
              {isOverdue(booking, c.now) && `${staffTexts[c.lang].bookings.overdue}. `}
              {staffTexts[c.lang].bookings.answerBy(say[c.lang].dateTime(booking.answerBy, c.today))}
            </span>
          )}
        </p>
        {booking.attention && booking.state === 'booked' && (
          <Alert kind="warning" title={t.attention[booking.attention]}>
            <p>{t.attentionNext}</p>
            <Form c={c} class="one-press">
              <Button name="do" value="keep" variant="secondary">
                {hoursTexts[c.lang].keep}
              </Button>
            </Form>
          </Alert>
        )}
        <div class="columns">
          <div class="stack loose">
            <BookingFacts booking={booking} email={email} c={c} />
            <Answers booking={booking} history={history} c={c} />
            <Changes booking={booking} rooms={rooms} c={c} />
          </div>
          <aside class="stack">
            <section aria-labelledby="history">
              <h2 class="ds-heading" id="history">
                {t.history}
              </h2>
              <History steps={history} c={c} />
            </section>
            {others.length > 0 && (
              <Details summary={t.otherDates}>
                <ul class="plain-list">
                  {others.map((date) => (
                    <li>
                      <a href={c.url(staffRoomPaths.booking(date.id))}>
                        <When from={date.startsAt} to={date.endsAt} c={c} />
                      </a>{' '}
                      {staffTexts[c.lang].states[date.state]}
                    </li>
                  ))}
                </ul>
              </Details>
            )}
          </aside>
        </div>
      </RoomsFrame>
    )
  },
})

function BookingFacts({ booking, email, c }: { booking: BookingView; email: string | null; c: Visit }) {
  const t = staffTexts[c.lang].booking
  const s = say[c.lang]
  const mine = booking.kind === 'booking'
  const phone = booking.responsiblePhone ?? booking.forPhone
  const date = inZone(booking.startsAt).toPlainDate().toString()
  return (
    <section>
      <Facts
        rows={[
          [
            t.when,
            <>
              <When from={booking.startsAt} to={booking.endsAt} c={c} />
              {booking.tidyMinutes > 0 && ` ${t.tidy(s.duration(booking.tidyMinutes))}`}
              <br />
              <a href={c.url(staffRoomPaths.calendar(booking.hubId, { date }))}>{t.toCalendar}</a>
            </>,
          ],
          [t.room, <Local text={booking.roomName} c={c} />],
          mine && [t.who, booking.personName ?? booking.forName],
          booking.associationName && [t.association, booking.associationName],
          mine && [t.contact, booking.responsibleName ?? booking.personName ?? booking.forName],
          phone && [t.phone, <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{s.phone(phone)}</a>],
          email && [t.email, <a href={`mailto:${email}`}>{email}</a>],
          booking.purpose && [t.purpose, booking.purpose],
          mine && [t.people, s.number(booking.headCount)],
          mine && [t.audience, t.audiences[booking.audience]],
          booking.party && [t.party, t.yes],
          booking.alcohol && [t.alcohol, t.yes],
          booking.priceOre > 0 && [t.price, t.kroner(s.number(booking.priceOre / 100))],
          mine && [t.hoursState, roomWords[c.lang].hoursStates[booking.hoursState]],
          booking.seriesId !== null && [t.series, t.seriesPart],
          booking.overrideReason && [t.override, booking.overrideReason],
          booking.checkedInAt && [t.checkedIn, s.dateTime(booking.checkedInAt, c.today)],
        ]}
      />
    </section>
  )
}

/** What the host owes them: an answer to the request, or to the appeal. */
function Answers({ booking, history, c }: { booking: BookingView; history: Step[]; c: Visit }) {
  const t = staffTexts[c.lang]
  const failed = (what: string) => c.form.failed && c.form.value('do') === what
  const appeal = history.at(-1)?.what === 'appealed' ? history.at(-1) : undefined
  if (booking.state === 'requested' || booking.state === 'correction')
    return (
      <section aria-labelledby="answer">
        <h2 class="ds-heading" id="answer">
          {t.booking.answer}
        </h2>
        <Form c={c}>
          <Button name="do" value="approve">
            {t.bookings.approve}
          </Button>
        </Form>
        <Details summary={t.bookings.ask} open={failed('ask')}>
          <AskForm booking={booking} c={c} />
        </Details>
        <Details summary={t.bookings.decline} open={failed('decline')}>
          <DeclineForm booking={booking} c={c} />
        </Details>
      </section>
    )
  if (!appeal) return null
  const declined = history.findLast((step) => step.what === 'declined')
  if (declined?.personId && declined.personId === c.actor.personId)
    return (
      <Alert kind="info" title={t.booking.appeal}>
        <p>{appeal.reason}</p>
        <p>{t.booking.appealAnother}</p>
      </Alert>
    )
  return (
    <section aria-labelledby="appeal">
      <h2 class="ds-heading" id="appeal">
        {t.booking.appeal}
      </h2>
      <Facts rows={[[t.booking.appealText, appeal.reason]]} />
      <Form c={c}>
        <RadioGroup
          c={c}
          name="answer"
          label={t.booking.answer}
          required
          options={[
            { value: 'uphold', text: t.booking.uphold },
            { value: 'grant', text: t.booking.grant },
          ]}
        />
        <TextArea
          c={c}
          name="appealReason"
          label={t.bookings.reason}
          hint={t.bookings.reasonHint}
          maxlength={1000}
          required
        />
        <Button name="do" value="appeal">
          {t.booking.decideAppeal}
        </Button>
      </Form>
    </section>
  )
}

/** What can still be done with the time. */
function Changes({ booking, rooms, c }: { booking: BookingView; rooms: RoomView[]; c: Visit }) {
  const t = staffTexts[c.lang].booking
  const over = Temporal.Instant.compare(booking.endsAt, c.now) <= 0
  if (over || !['requested', 'correction', 'booked'].includes(booking.state)) return null
  if (booking.kind === 'activity') return <Alert kind="info">{t.fromActivity}</Alert>
  const canCheckIn =
    booking.kind === 'booking' &&
    booking.state === 'booked' &&
    !booking.checkedInAt &&
    Temporal.Instant.compare(checkInFrom(booking), c.now) <= 0
  return (
    <>
      {canCheckIn && (
        <Form c={c}>
          <Button name="do" value="check-in">
            {t.checkIn}
          </Button>
        </Form>
      )}
      <section aria-labelledby="move">
        <h2 class="ds-heading" id="move">
          {t.move}
        </h2>
        <MoveForm booking={booking} rooms={rooms} c={c} />
      </section>
      <section aria-labelledby="cancel">
        <h2 class="ds-heading" id="cancel">
          {booking.kind === 'block' ? t.cancelBlock : t.cancel}
        </h2>
        <Form c={c}>
          {booking.kind === 'block' ? (
            <Button name="do" value="unblock" color="danger" variant="secondary">
              {t.cancelBlock}
            </Button>
          ) : (
            <>
              <TextArea
                c={c}
                name="message"
                label={t.cancelMessage}
                hint={t.cancelHint}
                maxlength={1000}
                required
              />
              <Button name="do" value="cancel" color="danger" variant="secondary">
                {t.cancelButton}
              </Button>
            </>
          )}
        </Form>
      </section>
    </>
  )
}

function MoveForm({ booking, rooms, c }: { booking: BookingView; rooms: RoomView[]; c: Visit }) {
  const t = staffTexts[c.lang].booking
  const back = c.form.value('back')
  return (
    <Form c={c}>
      {back && <Hidden name="back" value={back} />}
      <Select
        c={c}
        name="roomId"
        label={t.moveRoom}
        value={booking.roomId}
        empty={false}
        options={rooms.map((room) => ({ value: room.id, text: pick(room.name, c.lang).text }))}
      />
      <WhenFields c={c} span={{ from: booking.startsAt, to: booking.endsAt }} />
      {booking.kind === 'booking' && (
        <TextField
          c={c}
          name="overrideReason"
          label={t.overrideReason}
          hint={t.overrideHint}
          maxlength={500}
          optional
        />
      )}
      <Button name="do" value="move" variant="secondary">
        {t.moveButton}
      </Button>
    </Form>
  )
}

function History({ steps, c }: { steps: Step[]; c: Visit }) {
  const t = staffTexts[c.lang]
  return (
    <ol class="history">
      {steps.map((step) => (
        <li>
          <strong>{t.steps[step.what]}</strong>{' '}
          <span class="quiet small">
            {say[c.lang].dateTime(step.at, c.today)}{' '}
            {step.personName ? t.booking.by(step.personName) : step.personId === null ? t.booking.system : ''}
          </span>
          {step.reason && <p>{step.reason}</p>}
        </li>
      ))}
    </ol>
  )
}
