import { say, type Visit } from '#kernel'
import {
  Button,
  Checkbox,
  DateField,
  Details,
  Form,
  Hidden,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '#ui'
import { appealUntil } from '../promises.ts'
import { scopes } from '../series/series.ts'
import type { Place } from '../series/series-plan.ts'
import { audiences, type BookingView } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import type { Own } from './own-booking.tsx'
import { RefusedDates } from './refused-dates.tsx'
import { named, saySpan } from './room-words.tsx'
import { wallOf } from './when-form.ts'

type Props = { own: Own; c: Visit }

const passed = (at: Temporal.Instant, c: Visit) => Temporal.Instant.compare(at, c.now) < 0
/** Several forms of one page share names: what was typed belongs to the one that was sent. */
const sent = (what: string, c: Visit) => c.form.value('do') === what

/** Only in the quarter of an hour before and while it lasts. */
export function CheckIn({ booking, from, c }: { booking: BookingView; from: Temporal.Instant; c: Visit }) {
  const t = pageTexts[c.lang].booking
  if (booking.checkedInAt) return <p>{t.checkedIn(say[c.lang].time(booking.checkedInAt))}</p>
  if (booking.state !== 'booked' || !passed(from, c)) return null
  return (
    <Form c={c} class="one-press">
      <Button name="do" value="check-in">
        {t.checkIn}
      </Button>
    </Form>
  )
}

const TimeFields = ({ booking, prefix, c }: { booking: BookingView; prefix: string; c: Visit }) => {
  const t = pageTexts[c.lang].booking
  const time = wallOf({ from: booking.startsAt, to: booking.endsAt })
  return (
    <div class="when-row">
      <DateField
        c={c}
        id={`${prefix}date`}
        name="date"
        label={t.date}
        value={time.date}
        min={c.today.toString()}
      />
      <TimeField c={c} id={`${prefix}from`} name="from" label={t.from} value={time.from} />
      <TimeField c={c} id={`${prefix}to`} name="to" label={t.to} value={time.to} />
    </div>
  )
}

/** Asked only where there is more than one date left. */
function WhichDates({ own: { series }, prefix, c }: Props & { prefix: string }) {
  const t = pageTexts[c.lang].booking
  if (!series || series.dates.length < 2) return null
  return (
    <RadioGroup
      c={c}
      id={`${prefix}scope`}
      name="scope"
      label={t.scope}
      value="this"
      options={scopes.map((value) => ({ value, text: t.scopes[value] }))}
    />
  )
}

/** One press instead of typing another time. */
function Nearest({ place, own: { booking, rooms }, c }: Props & { place: Place }) {
  const t = pageTexts[c.lang].booking
  const time = wallOf(place)
  const wished = c.form.value('room') || booking.roomId
  const other = rooms.find(({ id }) => id === place.roomId && id !== wished)
  return (
    <Form c={c} class="one-press">
      <p>
        {other
          ? t.alternativeIn(named(other.name, c).title, saySpan(place, c))
          : t.alternative(saySpan(place, c))}
      </p>
      <Hidden name="room" value={place.roomId} />
      <Hidden name="date" value={time.date} />
      <Hidden name="from" value={time.from} />
      <Hidden name="to" value={time.to} />
      <Button name="do" value="move" variant="secondary">
        {t.took}
      </Button>
    </Form>
  )
}

export function MoveForm({ own, c }: Props) {
  const t = pageTexts[c.lang].booking
  const { booking, series } = own
  const until = booking.moveUntil
  const open = sent('move', c)
  const begun = passed(booking.startsAt, c)
  // Whoever is in the room already does not change it.
  const rooms = begun ? [] : own.rooms
  const what = rooms.length > 1 ? t.changeRoom : t.change
  return (
    <Details summary={what} open={open}>
      {until === null ? (
        <p>{t.changeNever}</p>
      ) : passed(until, c) ? (
        <p>{t.changeOver}</p>
      ) : (
        <>
          {own.nearest && <Nearest place={own.nearest} own={own} c={c} />}
          <Form c={c} label={what}>
            <p>
              {t.changeHint} {!begun && t.changeUntil(say[c.lang].dateTime(until, c.today))}
            </p>
            {open && (
              <RefusedDates
                to="move"
                of={series?.dates.length ?? 1}
                roomId={c.form.value('room') || booking.roomId}
                c={c}
              />
            )}
            <TimeFields booking={booking} prefix="" c={c} />
            {rooms.length > 1 && (
              <Select
                c={c}
                name="room"
                label={t.whichRoom}
                value={booking.roomId}
                empty={false}
                options={rooms.map(({ id, name }) => ({ value: id, text: named(name, c).title }))}
              />
            )}
            <WhichDates own={own} prefix="" c={c} />
            <Button name="do" value="move">
              {t.save}
            </Button>
          </Form>
        </>
      )}
    </Details>
  )
}

export function CancelForm({ own, c }: Props) {
  const t = pageTexts[c.lang].booking
  const { booking } = own
  const until = booking.cancelUntil
  return (
    <Details summary={t.cancel} open={sent('cancel', c)}>
      {until === null ? (
        <p>{t.cancelNever}</p>
      ) : passed(until, c) ? (
        <p>{t.cancelOver}</p>
      ) : (
        <Form c={c} label={t.cancel}>
          <p>
            {t.cancelWhy} {t.cancelUntil(say[c.lang].dateTime(until, c.today))}
          </p>
          {sent('cancel', c) && (
            <RefusedDates to="cancel" of={own.series?.dates.length ?? 1} roomId={booking.roomId} c={c} />
          )}
          <WhichDates own={own} prefix="cancel-" c={c} />
          <TextField c={c} name="message" label={t.cancelMessage} optional maxlength={1000} />
          <Button name="do" value="cancel" color="danger">
            {t.cancelButton}
          </Button>
        </Form>
      )}
    </Details>
  )
}

/** What the host asks, and the whole wish again to change it in. */
export function AnswerHost({ own: { booking, room, steps }, c }: Props) {
  const t = pageTexts[c.lang]
  const asked = steps.filter(({ what }) => what === 'correction-asked').at(-1)?.reason
  return (
    <section class="panel stack" aria-labelledby="answer-host">
      <h2 class="ds-heading" id="answer-host">
        {t.booking.answer}
      </h2>
      {asked && (
        <p>
          <strong>{t.booking.askedFor}:</strong> <span dir="auto">{asked}</span>
        </p>
      )}
      {booking.correctBy && (
        <p>{t.booking.next.correction(say[c.lang].dateTime(booking.correctBy, c.today))}</p>
      )}
      <p>{t.booking.answerHint}</p>
      <Form c={c} label={t.booking.answer}>
        <TimeFields booking={booking} prefix="" c={c} />
        <TextField
          c={c}
          name="purpose"
          label={t.book.purpose}
          value={booking.purpose}
          required
          maxlength={500}
        />
        <NumberField
          c={c}
          name="headCount"
          label={t.book.headCount}
          hint={t.book.headCountHint(room.capacity)}
          value={booking.headCount}
          size={4}
          required
        />
        <RadioGroup
          c={c}
          name="audience"
          label={t.book.audience}
          value={booking.audience}
          options={[...audiences].reverse().map((value) => ({ value, text: t.book.audiences[value] }))}
        />
        {room.rules.privateParties && (
          <Checkbox c={c} name="party" label={t.book.party} checked={booking.party} />
        )}
        {(room.rules.alcohol !== 'no' || booking.alcohol) && (
          <Checkbox c={c} name="alcohol" label={t.book.alcohol} checked={booking.alcohol} />
        )}
        <TextArea c={c} name="answer" label={t.booking.answerText} optional maxlength={2000} />
        <Button name="do" value="answer">
          {t.booking.sendAnswer}
        </Button>
      </Form>
    </section>
  )
}

/** Within three weeks of a no; somebody else looks at it. */
export function Appeal({ own: { steps }, c }: Props) {
  const t = pageTexts[c.lang].booking
  const last = steps.at(-1)
  if (last?.what === 'appealed') return <p>{t.appealed}</p>
  if (last?.what === 'appeal-upheld')
    return (
      <p>
        {t.appealUpheld} <span dir="auto">{last.reason}</span>
      </p>
    )
  const until = last && appealUntil(last.at)
  if (last?.what !== 'declined' || !until || passed(until, c)) return null
  return (
    <>
      <p>{t.next.declined}</p>
      <Details summary={t.appeal} open={sent('appeal', c)}>
        <Form c={c} label={t.appeal}>
          <p>
            {t.appealHint} {t.appealBy(say[c.lang].dateTime(until, c.today))}
          </p>
          <Hidden name="do" value="appeal" />
          <TextArea c={c} name="reason" label={t.appealReason} required maxlength={4000} />
          <Button>{t.sendAppeal}</Button>
        </Form>
      </Details>
    </>
  )
}
