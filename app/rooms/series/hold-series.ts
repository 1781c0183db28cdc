import { type Actor, found, sql, type Tx } from '#kernel'
import { needBooking, type Right } from '../who-may.ts'
import { holdRooms } from './hold-rooms.ts'
import { type SeriesView, seriesById, seriesOf } from './series.ts'

/** The series as it is once nobody else can change it: its rooms' parts first, then its row, as everybody does. */
export async function holdSeries(
  tx: Tx,
  seriesId: number,
  moreRooms: readonly string[] = [],
): Promise<SeriesView> {
  const known = found(await seriesById(tx, seriesId))
  await holdRooms(tx, [known.roomId, ...known.dates.map(({ roomId }) => roomId), ...moreRooms])
  await sql`select from rooms.series where id = ${seriesId} for update`.execute(tx)
  return found(await seriesById(tx, seriesId))
}

/** The same through one of its dates, with what the actor may do. */
export async function holdSeriesOf(
  tx: Tx,
  actor: Actor,
  bookingId: string,
  now: Temporal.Instant,
  moreRooms: readonly string[] = [],
): Promise<{ series: SeriesView; right: Right }> {
  const { right } = await needBooking(tx, actor, bookingId, now)
  const { id } = await seriesOf(tx, bookingId)
  return { series: await holdSeries(tx, id, moreRooms), right }
}
