import { type Actor, attempt, now as clock, Refusal, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { approveBooking, declineBooking } from '../answer-request.ts'
import { refusal } from '../refusals.ts'
import { freed } from '../waiting-list/freed.ts'
import { holdSeries } from './hold-series.ts'
import { seriesRefusal } from './refusals.ts'
import { type RefusedDate, refusedDate } from './refused-dates.ts'
import { sayDatesChanged } from './say-dates-changed.ts'
import { isAhead, type SeriesDate } from './series.ts'
import { together } from './together.ts'

/** One yes to all dates that wait for one. */
export const approveSeries = (
  tx: Tx,
  actor: Actor,
  seriesId: number,
  { reason }: { reason?: string } = {},
  now: Temporal.Instant = clock(),
) =>
  decide(
    tx,
    actor,
    seriesId,
    'approved',
    (id) => approveBooking(tx, actor, id, { reason }, now, { inSeries: true }),
    now,
  )

/** One no, with one reason; each date can be appealed. */
export const declineSeries = (
  tx: Tx,
  actor: Actor,
  seriesId: number,
  { reason }: { reason: string },
  now: Temporal.Instant = clock(),
) =>
  decide(
    tx,
    actor,
    seriesId,
    'declined',
    (id) => declineBooking(tx, actor, id, { reason }, now, { inSeries: true }),
    now,
  )

const waits = (date: SeriesDate, now: Temporal.Instant) =>
  (date.state === 'requested' || date.state === 'correction') && isAhead(date, now)

async function decide(
  tx: Tx,
  actor: Actor,
  seriesId: number,
  what: 'approved' | 'declined',
  answer: (bookingId: string) => Promise<void>,
  now: Temporal.Instant,
): Promise<{ decided: string[] }> {
  const series = await holdSeries(tx, seriesId)
  needStaff(actor, series.hubId, 'host', 'hub-leader')
  const dates = series.dates.filter((date) => waits(date, now))
  if (dates.length === 0) throw seriesRefusal('rooms.nothing-to-decide')
  const refused: RefusedDate[] = []
  const answerAll = async () => {
    for (const one of dates) {
      const done = await attempt(tx, () => answer(one.id))
      if (done instanceof Refusal)
        refused.push(refusedDate(one.date, { ...one, from: one.startsAt, to: one.endsAt }, done))
    }
  }
  await together(tx, answerAll, (time) => freed(tx, time, now))
  const [first] = refused
  // A missing reason, or a host of another hub: it is the same no to every date.
  if (first && refused.length === dates.length) throw first.no
  if (first) throw refusal('rooms.dates-refused', { refused })
  const decided = dates.map(({ id }) => id)
  await audit(
    tx,
    actor,
    what === 'approved' ? 'rooms.approve-series' : 'rooms.decline-series',
    { kind: 'room-series', id: String(series.id), hubId: series.hubId, personId: series.personId },
    { dates: decided.length },
  )
  await sayDatesChanged(tx, { seriesId, what, bookingIds: decided })
  return { decided }
}
