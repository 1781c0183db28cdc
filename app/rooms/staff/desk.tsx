import type { PropsWithChildren } from 'hono/jsx'
import { type Actor, type Db, say, type Visit } from '#kernel'
import { ButtonLink, Local, Status, When } from '#ui'
import { appealsWaiting, bookingsToDecide, bookingsWaiting } from '../reads.ts'
import type { BookingView } from '../shapes.ts'
import { hoursTexts } from '../texts/hours.ts'
import { staffTexts } from '../texts/staff.ts'
import { staffRoomPaths } from './paths.ts'
import { isOverdue, type Request, requestsIn } from './requests.ts'
import { mayRun } from './who-may.ts'

export type AtTheDesk = { requests: Request[]; appeals: BookingView[]; undecided: BookingView[] }

/** What the actor owes an answer, the oldest promise first. */
export async function roomsAtTheDesk(db: Db, actor: Actor, now: Temporal.Instant): Promise<AtTheDesk> {
  const ofMine = (bookings: BookingView[]) => bookings.filter((booking) => mayRun(actor, booking.hubId))
  const [waiting, appeals, undecided] = await Promise.all([
    bookingsWaiting(db),
    appealsWaiting(db),
    bookingsToDecide(db, now),
  ])
  return {
    requests: requestsIn(ofMine(waiting).filter((booking) => booking.state === 'requested')),
    appeals: ofMine(appeals),
    undecided: ofMine(undecided),
  }
}

const most = 10

/** As lines of the desk's list. Who asks is on the booking's own page, where looking is written down. */
export function RoomsAtTheDesk({ at: { requests, appeals, undecided }, c }: { at: AtTheDesk; c: Visit }) {
  const t = staffTexts[c.lang]
  return (
    <>
      {requests.slice(0, most).map(({ first, dates }) => (
        <Line
          booking={first}
          c={c}
          about={[
            first.answerBy && t.bookings.answerBy(say[c.lang].dateTime(first.answerBy, c.today)),
            dates.length > 1 && t.bookings.series(say[c.lang].plural(dates.length, t.bookings.dates)),
          ]}
        >
          {isOverdue(first, c.now) ? (
            <Status kind="cancelled">{t.bookings.overdue}</Status>
          ) : (
            <Status kind="full">{t.states.requested}</Status>
          )}
        </Line>
      ))}
      {requests.length > most && (
        <li>
          <strong>{say[c.lang].plural(requests.length, t.desk.requests)}</strong>
          <ButtonLink size="sm" variant="secondary" href={c.url(staffRoomPaths.bookings())}>
            {t.desk.bookings}
          </ButtonLink>
        </li>
      )}
      {undecided.map((booking) => (
        <Line booking={booking} c={c} about={[]} action={hoursTexts[c.lang].decide}>
          <Status kind="full">{t.booking.attention[booking.attention ?? 'closed']}</Status>
        </Line>
      ))}
      {appeals.map((booking) => (
        <Line booking={booking} c={c} about={[]}>
          <Status kind="full">{t.booking.appeal}</Status>
        </Line>
      ))}
    </>
  )
}

function Line({
  booking,
  about,
  action,
  c,
  children,
}: PropsWithChildren<{
  booking: BookingView
  about: (string | false | null)[]
  action?: string
  c: Visit
}>) {
  const said = about.filter(Boolean)
  return (
    <li data-hub={booking.hubId}>
      <div>
        <strong>
          <Local text={booking.roomName} c={c} />
        </strong>
        <p>
          <When from={booking.startsAt} to={booking.endsAt} c={c} /> · {booking.hubName}
        </p>
        <p class="actions">
          {children}
          {said.length > 0 && <span class="small">{said.join(' · ')}</span>}
        </p>
      </div>
      <ButtonLink size="sm" href={c.url(staffRoomPaths.booking(booking.id))}>
        {action ?? staffTexts[c.lang].desk.answer}
      </ButtonLink>
    </li>
  )
}

/** Where a host of the hub goes on from the desk. */
export function RoomLinks({ hubId, c }: { hubId: string; c: Visit }) {
  const t = staffTexts[c.lang].desk
  if (!mayRun(c.actor, hubId)) return null
  return (
    <>
      <li>
        <a href={c.url(staffRoomPaths.bookings(hubId))}>{t.bookings}</a>
      </li>
      <li>
        <a href={c.url(staffRoomPaths.calendar(hubId))}>{t.calendar}</a>
      </li>
      <li>
        <a href={c.url(staffRoomPaths.rooms(hubId))}>{t.rooms}</a>
      </li>
    </>
  )
}
