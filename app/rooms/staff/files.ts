import type { Handler } from 'hono'
import { type Env, found, inZone, pick, startOfDay, type Visit, visitOf } from '#kernel'
import { audit, needPerson } from '#people'
import { bookingsOfHub } from '../reads.ts'
import { staffTexts } from '../texts/staff.ts'
import { type Cell, csv } from './csv.ts'
import { noteLook } from './look.ts'
import { figuresRows, periodOf, readFigures } from './pages/figures.tsx'
import { hubsToRun, needRunner } from './who-may.ts'

const file = (c: Visit, name: string, rows: readonly (readonly Cell[])[]) =>
  c.hono.body(csv(rows), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
    'cache-control': 'private, no-store',
  })

/** A decimal comma, as Norwegian spreadsheets read numbers. */
const comma = (cell: Cell, c: Visit): Cell =>
  typeof cell === 'number' && c.lang !== 'en' ? String(cell).replace('.', ',') : cell

export const figuresFile: Handler<Env> = async (hono) => {
  const c = visitOf(hono)
  needPerson(c.actor)
  const { hub, period, figures } = await readFigures(c)
  const rows = figuresRows(figures, c).map((row) => row.map((cell) => comma(cell, c)))
  return file(c, `${hub.id}-${period.from}-${period.to}`, rows)
}

/** Who has which room when, for the hub's own hosts. Both the file and the people in it are in the log. */
export const bookingsFile: Handler<Env> = async (hono) => {
  const c = visitOf(hono)
  needPerson(c.actor)
  // Only a hub we know: its id is part of the file's name.
  const { asked } = await hubsToRun(c)
  if (!asked) needRunner(c.actor, c.query.get('hub'))
  const hub = found(asked).id
  const { from, to } = periodOf(c)
  const t = staffTexts[c.lang]
  const span = { from: startOfDay(from), to: startOfDay(to.add({ days: 1 })) }
  const bookings = (await bookingsOfHub(c.db, hub, span)).filter((booking) => booking.state !== 'held')
  await noteLook(c.db, c.actor, 'rooms.export-bookings', bookings)
  await c.transaction((tx) =>
    audit(
      tx,
      c.actor,
      'rooms.export-bookings',
      { kind: 'hub', id: hub, hubId: hub },
      {
        from: from.toString(),
        to: to.toString(),
        rows: bookings.length,
      },
    ),
  )
  const rows = bookings.map((booking) => {
    const [starts, ends] = [inZone(booking.startsAt), inZone(booking.endsAt)]
    const clock = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString().slice(0, 5)
    return [
      pick(booking.roomName, c.lang).text,
      starts.toPlainDate().toString(),
      clock(starts),
      clock(ends),
      t.states[booking.state],
      t.kinds[booking.kind],
      booking.kind === 'booking' ? (booking.personName ?? booking.forName) : pick(booking.title, c.lang).text,
      booking.associationName,
      booking.purpose,
      booking.headCount,
      booking.checkedInAt || booking.usedAt ? t.bookings.yes : '',
    ]
  })
  return file(c, `${hub}-${from}-${to}`, [t.bookings.csvHead, ...rows])
}
