import { inTransaction, type Job, log, sql } from '#kernel'
import { endOffer, holdWaitRow } from './answer-offer.ts'
import { changeWait } from './changed.ts'
import { offerFreed } from './freed.ts'
import { waitingThatFit } from './offer-to-waiting.ts'

/**
 * Every minute: ends offers whose time is over and passes the time on, and looks once more for free times that somebody
 * waits for, so that an offer can be late but never forgotten. Whether an offer stands is never this timer's to say.
 */
export async function sweepWaits({ db, now }: Job): Promise<void> {
  const at = now.toString()
  const { rows } = await sql<{ id: string }>`
    select w.id from rooms.wait w join rooms.booking b on b.id = w.booking_id
    where w.state = 'offered' and (w.offered_until <= ${at}::timestamptz or b.state <> 'held')
    union all
    select w.id from rooms.wait w where w.state = 'waiting' and w.starts_at <= ${at}::timestamptz`.execute(db)
  for (const { id } of rows) await each(id, () => endWait(id, now))
  for (const one of await waitingThatFit(db, now))
    await each(one.id, () => inTransaction((tx) => offerFreed(tx, one, now)))
}

/** One that fails must not keep the others waiting. */
async function each(waitId: string, sweep: () => Promise<unknown>): Promise<void> {
  try {
    await sweep()
  } catch (error) {
    log.error({ err: error, waitId }, 'sweeping a waiting list failed')
  }
}

/** As it is now, with nobody else at it: it may have been answered since we looked. */
const endWait = (id: string, now: Temporal.Instant) =>
  inTransaction(async (tx) => {
    const wait = await holdWaitRow(tx, id)
    if (wait.state === 'waiting' && Temporal.Instant.compare(wait.startsAt, now) <= 0)
      await changeWait(tx, id, 'waiting', 'lapsed')
    if (wait.state !== 'offered' || !wait.bookingId) return
    const { rows } = await sql<{ state: string }>`
      select state from rooms.booking where id = ${wait.bookingId}::uuid`.execute(tx)
    // The offer became a booking on another page than the offer's own.
    const taken = ['requested', 'correction', 'booked'].includes(rows[0]?.state ?? '')
    const over = wait.offeredUntil && Temporal.Instant.compare(wait.offeredUntil, now) <= 0
    if (taken) await changeWait(tx, id, 'offered', 'taken')
    else if (over || rows[0]?.state !== 'held') await endOffer(tx, wait, 'lapsed', now)
  })
