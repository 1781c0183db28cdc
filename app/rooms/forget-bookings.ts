import { sql, type Tx } from '#kernel'
import { endBooking } from './free-time.ts'
import { holdBooking } from './place-booking.ts'
import { bookingById } from './reads.ts'
import { blockingStates } from './shapes.ts'

const keptDays = 30

/** Who they were goes; that the room was used, when and by how many, stays. */
async function anonymise(tx: Tx, ids: readonly string[], now: Temporal.Instant): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update rooms.booking set person_id = null, created_by = null, for_name = null, for_email = null, for_phone = null,
      responsible_name = null, responsible_phone = null, purpose = '', override_reason = null, message = null,
      anonymised_at = ${now.toString()}::timestamptz
    where id = any(${[...ids]}::uuid[])`.execute(tx)
  // Rewriting is refused but for this: what people wrote goes, what was done stands.
  await sql`
    update rooms.step set reason = null, details = '{}' where booking_id = any(${[...ids]}::uuid[]) and reason is not null`.execute(
    tx,
  )
  await sql`delete from rooms.reminded where booking_id = any(${[...ids]}::uuid[])`.execute(tx)
}

/** What retention says: nothing that names anybody thirty days after a booking is over. */
export async function cleanUpBookings(tx: Tx, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: 24 * keptDays }).toString()
  const { rows } = await sql<{ id: string }>`
    select id from rooms.booking where anonymised_at is null and kind = 'booking'
      and greatest(ends_at, coalesce(ended_at, ends_at)) < ${before}::timestamptz limit 20000`.execute(tx)
  await anonymise(
    tx,
    rows.map(({ id }) => id),
    now,
  )
  await sql`
    update rooms.series s set person_id = null where s.person_id is not null
      and not exists (select from rooms.booking b where b.series_id = s.id and b.anonymised_at is null)
      and s.created_at < ${before}::timestamptz`.execute(tx)
}

/** One's own, and those a host wrote down under the address that this person has proved to be theirs. */
export const bookingsOf = (
  personId: string,
) => sql`(b.person_id = ${personId}::uuid or b.person_id is null and b.for_email in (
  select value from people.contact where person_id = ${personId}::uuid and kind = 'email'))`

/** Coming bookings of one's own are given back; those of an association are the association's, and stay. */
export async function eraseBookings(tx: Tx, personId: string, now: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{ id: string; association_id: string | null }>`
    select b.id, b.association_id from rooms.booking b where ${bookingsOf(personId)} order by b.id`.execute(
    tx,
  )
  for (const { id, association_id } of rows) {
    if (association_id) continue
    await holdBooking(tx, id)
    const booking = await bookingById(tx, id)
    const stands = booking && blockingStates.includes(booking.state)
    if (stands && Temporal.Instant.compare(booking.endsAt, now) > 0)
      await endBooking(tx, booking, booking.state === 'held' ? 'lapsed' : 'cancelled', now)
  }
  await anonymise(
    tx,
    rows.filter(({ association_id }) => !association_id).map(({ id }) => id),
    now,
  )
  await sql`
    update rooms.booking set person_id = null, responsible_name = null, responsible_phone = null
    where person_id = ${personId}::uuid`.execute(tx)
  await sql`update rooms.series set person_id = null where person_id = ${personId}::uuid`.execute(tx)
}
