import { factsOf } from '#hubs'
import { type Db, found, preparedOn, type Tx } from '#kernel'
import { associationById } from '#people'
import { type Answer, ageOfBand, answerTo, bookerOfKind } from './ask-rules.ts'
import { factsFor, weekOf } from './booking-rules.ts'
import type { BookingWish, RoomView, Span } from './shapes.ts'

const readBand = preparedOn<{ band: string | null }>(
  'rooms.band-of',
  'select birth_band as band from people.person where id = $1::uuid',
)
const countWeek = preparedOn<{ counted: number }>(
  'rooms.count-week',
  `select rooms.bookings_in_week($1, $2::uuid, $3::uuid, $4::uuid, $5::timestamptz, $6::timestamptz, $7::timestamptz) as counted`,
)
const nobody = '00000000-0000-0000-0000-000000000000'

/** How many bookings count against the weekly limit of the room, one of them left out. Under the parts' locks it is certain. */
export async function bookedInWeek(
  on: Db | Tx,
  of: { roomId: string; personId: string | null; associationId: string | null; except?: string },
  start: Temporal.Instant,
  now: Temporal.Instant,
): Promise<number> {
  const { from, to } = weekOf(start)
  const [row] = await countWeek(
    on,
    of.roomId,
    of.personId,
    of.associationId,
    of.except ?? nobody,
    from.toString(),
    to.toString(),
    now.toString(),
  )
  return row?.counted ?? 0
}

type Judged = {
  room: RoomView
  wish: Span & Partial<Pick<BookingWish, 'headCount' | 'audience' | 'alcohol' | 'party' | 'responsibleName'>>
  personId: string | null
  associationId: string | null
  byHost?: boolean
}

/** What the rules would say to a wish of somebody who is not asking right now. Nothing is written. */
export async function judge(
  on: Db | Tx,
  { room, wish, personId, associationId, byHost = false }: Judged,
  now: Temporal.Instant,
  series?: { inSeries: true },
): Promise<Answer & { params: unknown }> {
  const hours = found(await factsOf(on, room.hubId))
  const association = associationId ? found(await associationById(on, associationId)) : undefined
  const [person] = personId ? await readBand(on, personId) : []
  const counted =
    personId || associationId
      ? await bookedInWeek(on, { roomId: room.id, personId, associationId }, wish.from, now)
      : 0
  const answer = answerTo(
    {
      room,
      hours,
      age: ageOfBand(person?.band ?? null),
      booker: association ? bookerOfKind[association.kind] : 'resident',
    },
    { ...wish, ...series },
    now,
    { byHost, bookedThisWeek: { person: counted, association: counted } },
  )
  return { ...answer, params: factsFor(room, answer.state, series?.inSeries) }
}
