import { describe, expect, test } from 'vitest'
import { db, instantOf, inTransaction, inZone, sql, today } from '#kernel'
import { addPerson } from '#testing'
import { bookRoom } from '../book-room.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { moveBooking } from '../move-booking.ts'
import { bookingById, stepsOf } from '../reads.ts'
import { aHall, aRoom, aWish, occupiedBy } from '../room-for-test.ts'
import { usualRules } from '../rule-set.ts'
import { bookSeries } from './book-series.ts'
import { cancelSeries } from './cancel-series.ts'
import { approveSeries, declineSeries } from './decide-series.ts'
import { moveSeries } from './move-series.ts'
import { ruleToEdit, seriesById } from './series.ts'
import { datesOfSeries, datesWish, everyWeek, refusedBy } from './series-for-test.ts'
import type { DateChoice } from './series-plan.ts'

const date = (days: number) => today().add({ days }).toString()
const wall = (days: number, time: string) =>
  today()
    .add({ days })
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime('Europe/Oslo')
    .toInstant()

const occupied = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from rooms.occupancy`.execute(db)
  return rows[0]?.n as number
}

describe('a room on many dates', () => {
  test('every date is a booking of mine, and they are one series', async () => {
    const { actor, id: personId } = await addPerson()
    const room = await aRoom()
    const { seriesId, booked } = await inTransaction((tx) =>
      bookSeries(tx, actor, {
        wish: datesWish(room.id, { purpose: 'Korøvelse' }),
        rule: everyWeek(3, 4),
      }),
    )
    expect(booked.map((one) => [one.date, one.state])).toEqual(
      [3, 10, 17, 24].map((days) => [date(days), 'booked']),
    )
    const first = await bookingById(db, booked[0]?.id as string)
    expect(first).toMatchObject({ seriesId, personId, purpose: 'Korøvelse', originalDate: date(3) })
    expect(first?.startsAt.equals(wall(3, '18:00'))).toBe(true)
  })

  test('refused dates come back all at once, each with its reason and what comes nearest, and nothing is saved', async () => {
    const { actor } = await addPerson()
    const other = await addPerson()
    const hall = await aHall()
    for (const [days, room] of [
      [10, hall.left],
      [24, hall.whole],
    ] as const)
      await inTransaction((tx) =>
        bookRoom(tx, other.actor, aWish(room.id, wall(days, '19:00'), wall(days, '21:00'))),
      )
    const before = await occupied()
    const series = { wish: datesWish(hall.left.id), rule: everyWeek(3, 4) }
    const refused = await refusedBy((tx) => bookSeries(tx, actor, series))
    expect(refused.map((one) => [one.date, one.code])).toEqual([
      [date(10), 'rooms.taken'],
      [date(24), 'rooms.taken'],
    ])
    // The other half at the same time; where the whole hall is taken, another hour.
    expect(refused[0]?.alternative).toMatchObject({ roomId: hall.right.id })
    expect(refused[0]?.alternative?.from.equals(wall(10, '18:00'))).toBe(true)
    expect(refused[1]?.alternative).toMatchObject({ roomId: hall.left.id })
    expect(refused[1]?.alternative?.to.equals(wall(24, '19:00'))).toBe(true)
    expect(refused[0]?.no.say('nb').why).toContain('opptatt')
    expect(await occupied()).toBe(before)
    const { rows } = await sql`select from rooms.series where room_id = ${hall.left.id}`.execute(db)
    expect(rows).toEqual([])
  })

  test('with a choice for each refused date the rest is booked: skipped, moved, and stopped before', async () => {
    const { actor } = await addPerson()
    const other = await addPerson()
    const hall = await aHall()
    for (const days of [10, 17, 31])
      await inTransaction((tx) =>
        bookRoom(tx, other.actor, aWish(hall.left.id, wall(days, '18:00'), wall(days, '20:00'))),
      )
    const to = { roomId: hall.right.id, from: wall(17, '18:00'), to: wall(17, '20:00') }
    const choices: DateChoice[] = [
      { date: date(10), choice: 'skip' },
      { date: date(17), choice: 'move', to },
    ]
    const series = { wish: datesWish(hall.left.id), rule: everyWeek(3, 6) }
    const left = await refusedBy((tx) => bookSeries(tx, actor, { ...series, choices }))
    expect(left.map((one) => one.date)).toEqual([date(31)])

    const all = [...choices, { date: date(31), choice: 'stop' } as const]
    const { seriesId, booked } = await inTransaction((tx) =>
      bookSeries(tx, actor, { ...series, choices: all }),
    )
    expect(booked.map((one) => one.date)).toEqual([date(3), date(17), date(24)])
    const rows = await datesOfSeries(seriesId)
    expect(rows.map((row) => row.room)).toEqual([hall.left.id, hall.right.id, hall.left.id])
    const { rows: remembered } = await sql`
      select date, code, choice from rooms.refused_date where series_id = ${seriesId} order by date`.execute(
      db,
    )
    expect(remembered).toEqual([
      { date: date(10), code: 'rooms.taken', choice: 'skip' },
      { date: date(17), code: 'rooms.taken', choice: 'move' },
    ])
    expect((await seriesById(db, seriesId))?.leftOut).toEqual([{ date: date(10), code: 'rooms.taken' }])
  })

  test('a date moved to where it cannot be either comes back with the reason for that', async () => {
    const { actor } = await addPerson()
    const other = await addPerson()
    const room = await aRoom()
    await inTransaction((tx) =>
      bookRoom(tx, other.actor, aWish(room.id, wall(10, '16:00'), wall(10, '20:00'))),
    )
    const to = { roomId: room.id, from: wall(10, '16:00'), to: wall(10, '17:00') }
    const refused = await refusedBy((tx) =>
      bookSeries(tx, actor, {
        wish: datesWish(room.id),
        rule: everyWeek(3, 3),
        choices: [{ date: date(10), choice: 'move', to }],
      }),
    )
    expect(refused).toMatchObject([{ date: date(10), code: 'rooms.taken', roomId: room.id }])
    expect(refused[0]?.from.equals(to.from)).toBe(true)
  })

  test('rules and weekly quotas are asked for each date, counting the series’ own earlier ones', async () => {
    const { actor } = await addPerson()
    const room = await aRoom({ rules: { perPersonAWeek: 2 } })
    // Three in one week, Monday to Wednesday of a week that lies ahead.
    const monday = today().add({ days: 8 - today().dayOfWeek + 7 })
    const rule = everyWeek(0, 3, { start: monday.toString(), rrule: 'FREQ=DAILY;COUNT=3' })
    const refused = await refusedBy((tx) => bookSeries(tx, actor, { wish: datesWish(room.id), rule }))
    expect(refused.map((one) => [one.date, one.code])).toEqual([
      [monday.add({ days: 2 }).toString(), 'rooms.person-quota'],
    ])
  })

  test('a series may reach further ahead than a single booking, and no further than the room says', async () => {
    const { actor } = await addPerson()
    const room = await aRoom({ rules: { daysAhead: 14, seriesDaysAhead: 30 } })
    const refused = await refusedBy((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule: everyWeek(3, 6) }),
    )
    expect(refused.map((one) => [one.date, one.code])).toEqual([
      [date(31), 'rooms.too-far-ahead'],
      [date(38), 'rooms.too-far-ahead'],
    ])
  })

  test('without an end, or with nothing left, it is refused as a whole', async () => {
    const { actor } = await addPerson()
    const room = await aRoom()
    const wish = datesWish(room.id)
    const refused = (rule: ReturnType<typeof everyWeek>, choices: DateChoice[] = []) =>
      inTransaction((tx) => bookSeries(tx, actor, { wish, rule, choices })).then(
        () => 'yes',
        (no) => no.code,
      )
    expect(await refused(everyWeek(3, 1, { rrule: 'FREQ=WEEKLY' }))).toBe('rooms.series-needs-end')
    expect(await refused(everyWeek(3, 2, { rrule: 'FREQ=HOURLY' }))).toBe('recurrence.rule-unsupported')
    expect(await refused(everyWeek(3, 2), [{ date: date(3), choice: 'stop' }])).toBe('rooms.no-dates-left')
  })
})

describe('the last evening counts too', () => {
  test('a series that ends at midnight is refused where somebody has the last hour, and not where they begin at midnight', async () => {
    const { actor } = await addPerson()
    const other = await addPerson()
    const room = await aRoom()
    await inTransaction((tx) => bookRoom(tx, other.actor, aWish(room.id, wall(5, '23:00'), wall(6, '00:00'))))
    await inTransaction((tx) => bookRoom(tx, other.actor, aWish(room.id, wall(5, '00:00'), wall(5, '01:00'))))
    const rule = everyWeek(3, 3, { time: '22:00', rrule: 'FREQ=DAILY;COUNT=3' })
    const refused = await refusedBy((tx) => bookSeries(tx, actor, { wish: datesWish(room.id), rule }))
    expect(refused.map((one) => one.date)).toEqual([date(5)])
  })
})

describe('over the nights the clock changes', () => {
  const change = (month: number) => {
    const last = (year: number) => {
      const end = Temporal.PlainDate.from({ year, month: month + 1, day: 1 }).subtract({ days: 1 })
      return end.subtract({ days: end.dayOfWeek % 7 })
    }
    const soon = last(today().year)
    const days = today().until(soon, { largestUnit: 'day' }).days
    return days > 15 ? soon : last(today().year + 1)
  }
  test.each([
    ['spring', 3],
    ['autumn', 10],
  ])(
    'in %s the wall shows the same time before and after, and two hours stay two hours',
    async (_, month) => {
      const { actor } = await addPerson()
      const room = await aRoom({ rules: { seriesDaysAhead: 730 } })
      const sunday = change(month)
      const rule = everyWeek(0, 3, { start: sunday.subtract({ days: 7 }).toString(), time: '01:00' })
      const { seriesId } = await inTransaction((tx) =>
        bookSeries(tx, actor, { wish: datesWish(room.id), rule }),
      )
      const rows = (await datesOfSeries(seriesId)).map(
        ({ from, to }) => [instantOf(from), instantOf(to)] as const,
      )
      expect(rows.map(([from]) => inZone(from).toPlainTime().toString())).toEqual(Array(3).fill('01:00:00'))
      expect(rows.map(([from, to]) => from.until(to).total('hours'))).toEqual([2, 2, 2])
      expect(rows[0]?.[0].until(rows[1]?.[0] as Temporal.Instant).total('hours')).toBe(7 * 24)
      expect(rows[1]?.[0].until(rows[2]?.[0] as Temporal.Instant).total('hours')).toBe(
        month === 3 ? 7 * 24 - 1 : 7 * 24 + 1,
      )
    },
  )
})

describe('at the turn of the year', () => {
  const now = Temporal.Instant.from('2026-12-01T12:00:00Z')
  const walls = async (seriesId: number) =>
    (await datesOfSeries(seriesId)).map(({ from }) =>
      inZone(instantOf(from)).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    )

  test('the weeks 52, 53, 1 and 2 are four weeks: each has its own quota, and each date is moved', async () => {
    const { actor } = await addPerson()
    const room = await aRoom({ rules: { perPersonAWeek: 1 } })
    const rule = everyWeek(0, 4, { start: '2026-12-22', time: '18:00' })
    const wish = datesWish(room.id)
    const { seriesId, booked } = await inTransaction((tx) => bookSeries(tx, actor, { wish, rule }, now))
    expect(await walls(seriesId)).toEqual([
      '2026-12-22T18:00',
      '2026-12-29T18:00',
      '2027-01-05T18:00',
      '2027-01-12T18:00',
    ])
    // The Friday of week 53 is in the new year, and in the week of the 29th.
    const friday = everyWeek(0, 1, { start: '2027-01-01', time: '18:00' })
    await expect(
      inTransaction((tx) => bookSeries(tx, actor, { wish, rule: friday }, now)),
    ).rejects.toMatchObject({ params: { refused: [{ date: '2027-01-01', code: 'rooms.person-quota' }] } })
    const bookingId = booked[1]?.id as string
    const later = {
      bookingId,
      scope: 'following' as const,
      rule: { ...rule, start: '2026-12-29', rrule: 'FREQ=WEEKLY;COUNT=3', time: '19:00' },
    }
    const moved = await inTransaction((tx) => moveSeries(tx, actor, later, now))
    expect(await walls(moved.seriesId)).toEqual(['2026-12-29T19:00', '2027-01-05T19:00', '2027-01-12T19:00'])
  })

  test('on the 31st it is booked in the months that have one, up to midnight', async () => {
    const { actor } = await addPerson()
    const room = await aRoom()
    const rule = {
      ...everyWeek(0, 3, { start: '2026-12-31', time: '22:00' }),
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3',
    }
    const { seriesId } = await inTransaction((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule }, now),
    )
    expect(await walls(seriesId)).toEqual(['2026-12-31T22:00', '2027-01-31T22:00', '2027-03-31T22:00'])
  })
})

describe('a series that needs an answer', () => {
  const asked = async () => {
    const resident = await addPerson()
    const host = await addPerson({ roles: ['host at prove'] })
    const approval = Object.fromEntries(Object.keys(usualRules.way).map((state) => [state, 'approval']))
    const room = await aRoom({ rules: { way: approval as typeof usualRules.way } })
    const { seriesId, booked } = await inTransaction((tx) =>
      bookSeries(tx, resident.actor, { wish: datesWish(room.id), rule: everyWeek(3, 3) }),
    )
    return { resident, host, room, seriesId, booked }
  }
  const states = async (seriesId: number) => (await datesOfSeries(seriesId)).map((row) => row.state)

  test('is requests that block, until one yes answers them all', async () => {
    const { resident, host, seriesId, booked } = await asked()
    expect(await states(seriesId)).toEqual(Array(3).fill('requested'))
    expect(await occupiedBy(booked[0]?.id as string)).toBe(1)
    await expect(inTransaction((tx) => approveSeries(tx, resident.actor, seriesId))).rejects.toMatchObject({
      code: 'people.not-allowed',
    })
    await inTransaction((tx) => approveSeries(tx, host.actor, seriesId))
    expect(await states(seriesId)).toEqual(Array(3).fill('booked'))
    await expect(inTransaction((tx) => approveSeries(tx, host.actor, seriesId))).rejects.toMatchObject({
      code: 'rooms.nothing-to-decide',
    })
  })
  test('one no with its reason declines them all and frees their times', async () => {
    const { host, seriesId, booked } = await asked()
    await expect(
      inTransaction((tx) => declineSeries(tx, host.actor, seriesId, { reason: ' ' })),
    ).rejects.toMatchObject({ code: 'rooms.reason-missing' })
    await inTransaction((tx) => declineSeries(tx, host.actor, seriesId, { reason: 'Rommet males.' }))
    expect(await states(seriesId)).toEqual(Array(3).fill('declined'))
    expect(await occupiedBy(booked[0]?.id as string)).toBe(0)
    expect((await stepsOf(db, booked[2]?.id as string)).at(-1)).toMatchObject({ reason: 'Rommet males.' })
  })
})

const aSeries = async (count = 4) => {
  const { actor } = await addPerson()
  const room = await aRoom()
  const { seriesId, booked } = await inTransaction((tx) =>
    bookSeries(tx, actor, { wish: datesWish(room.id), rule: everyWeek(3, count) }),
  )
  const id = (nth: number) => booked[nth]?.id as string
  return { actor, room, seriesId, id, ids: booked.map((one) => one.id) }
}

describe('cancelling', () => {
  test('this date: the others stay', async () => {
    const { actor, seriesId, id } = await aSeries()
    await inTransaction((tx) => cancelSeries(tx, actor, { bookingId: id(1), scope: 'this' }))
    expect((await datesOfSeries(seriesId)).map((row) => row.state)).toEqual([
      'booked',
      'cancelled',
      'booked',
      'booked',
    ])
  })
  test('this and the following: the rule ends before them', async () => {
    const { actor, seriesId, id } = await aSeries()
    await inTransaction((tx) => cancelSeries(tx, actor, { bookingId: id(2), scope: 'following' }))
    expect((await datesOfSeries(seriesId)).map((row) => row.state)).toEqual([
      'booked',
      'booked',
      'cancelled',
      'cancelled',
    ])
    expect((await seriesById(db, seriesId))?.rule.rrule).toContain('UNTIL')
  })
  test('all that are still to come: what is over stays as it was', async () => {
    const { actor, seriesId, id } = await aSeries()
    const later = wall(8, '12:00')
    await inTransaction((tx) => cancelSeries(tx, actor, { bookingId: id(3), scope: 'all' }, later))
    expect((await datesOfSeries(seriesId)).map((row) => row.state)).toEqual([
      'booked',
      'cancelled',
      'cancelled',
      'cancelled',
    ])
  })
  test('a date that is too near to cancel comes back, and nothing is cancelled until it is kept by choice', async () => {
    const { actor } = await addPerson()
    const room = await aRoom({ rules: { cancelMinutesBefore: 60 * 24 * 5 } })
    const { seriesId, booked } = await inTransaction((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule: everyWeek(3, 3) }),
    )
    const bookingId = booked[0]?.id as string
    const refused = await refusedBy((tx) => cancelSeries(tx, actor, { bookingId, scope: 'all' }))
    expect(refused).toMatchObject([{ date: date(3), code: 'rooms.cancel-too-late' }])
    expect((await datesOfSeries(seriesId)).map((row) => row.state)).toEqual(Array(3).fill('booked'))
    const choices: DateChoice[] = [{ date: date(3), choice: 'skip' }]
    await inTransaction((tx) => cancelSeries(tx, actor, { bookingId, scope: 'all', choices }))
    expect((await datesOfSeries(seriesId)).map((row) => row.state)).toEqual([
      'booked',
      'cancelled',
      'cancelled',
    ])
  })
})

describe('moving', () => {
  const moved = async (
    bookingId: string,
    scope: 'following' | 'all',
    part: object,
    now = wall(0, '00:00'),
  ) => ({
    bookingId,
    scope,
    rule: { ...(await ruleToEdit(db, bookingId, scope, now)), ...part },
  })

  test('all, an hour later: the same bookings, with the same ids and their history', async () => {
    const { actor, seriesId, id, ids } = await aSeries()
    const move = await moved(id(1), 'all', { time: '19:00' })
    const done = await inTransaction((tx) => moveSeries(tx, actor, move))
    expect(done).toMatchObject({ seriesId, added: [], cancelled: [] })
    const rows = await datesOfSeries(seriesId)
    expect(rows.map((row) => row.id)).toEqual(ids)
    expect(rows.map((row) => instantOf(row.from).equals(wall(3, '19:00')))[0]).toBe(true)
    expect((await stepsOf(db, id(3))).map((step) => step.what)).toEqual(['booked', 'moved'])
    expect((await seriesById(db, seriesId))?.rule.time).toBe('19:00')
  })

  test('a week on: every date keeps its booking, and the one that has no place any more is the new last one', async () => {
    const { actor, seriesId, id, ids } = await aSeries()
    const start = date(10)
    const done = await inTransaction(async (tx) =>
      moveSeries(tx, actor, await moved(id(0), 'all', { start })),
    )
    expect(done).toMatchObject({ moved: [id(0)], added: [], cancelled: [] })
    const rows = await datesOfSeries(seriesId)
    expect(rows.map((row) => row.date)).toEqual([date(10), date(17), date(24), date(31)])
    expect(rows.map((row) => row.id)).toEqual([...ids.slice(1), ids[0]])
  })

  test('two hours on, where each date stands in the way of the one before', async () => {
    const { actor } = await addPerson()
    const room = await aRoom()
    const rule = everyWeek(3, 3, { minutes: 24 * 60, rrule: 'FREQ=DAILY;COUNT=3' })
    const { seriesId, booked } = await inTransaction((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule }),
    )
    for (const time of ['20:00', '16:00']) {
      const move = await moved(booked[0]?.id as string, 'all', { time })
      await inTransaction((tx) => moveSeries(tx, actor, move))
      const hours = (await datesOfSeries(seriesId)).map((row) => inZone(instantOf(row.from)).hour)
      expect(hours).toEqual(Array(3).fill(Number(time.slice(0, 2))))
    }
  })

  test('half an hour earlier and longer, into the time it has already', async () => {
    const { actor, seriesId, id } = await aSeries()
    await inTransaction(async (tx) =>
      moveSeries(tx, actor, await moved(id(0), 'all', { minutes: 180, time: '17:30' })),
    )
    const rows = await datesOfSeries(seriesId)
    expect(rows.every((row) => instantOf(row.from).until(instantOf(row.to)).total('minutes') === 180)).toBe(
      true,
    )
  })

  test('this and the following to another weekday: the series is split, and the new one continues it', async () => {
    const { actor, seriesId, id, ids } = await aSeries()
    const move = await moved(id(2), 'following', { start: date(18) })
    const done = await inTransaction((tx) =>
      moveSeries(tx, actor, { ...move, rule: { ...move.rule, rrule: 'FREQ=WEEKLY;COUNT=2' } }),
    )
    expect(done.seriesId).not.toBe(seriesId)
    expect((await datesOfSeries(seriesId)).map((row) => row.id)).toEqual(ids.slice(0, 2))
    expect((await datesOfSeries(done.seriesId)).map((row) => [row.id, row.date])).toEqual([
      [id(2), date(18)],
      [id(3), date(25)],
    ])
    expect(await seriesById(db, done.seriesId)).toMatchObject({ continuesSeriesId: seriesId })
  })

  test('a longer or shorter rule adds dates and gives others back', async () => {
    const { actor, seriesId, id } = await aSeries(3)
    const longer = await moved(id(0), 'all', { rrule: 'FREQ=WEEKLY;COUNT=5' })
    const more = await inTransaction((tx) => moveSeries(tx, actor, longer))
    expect([more.moved.length, more.added.length]).toEqual([0, 2])
    const shorter = await moved(id(0), 'all', { rrule: 'FREQ=WEEKLY;COUNT=2' })
    const less = await inTransaction((tx) => moveSeries(tx, actor, shorter))
    expect(less.cancelled).toHaveLength(3)
    const states = (await datesOfSeries(seriesId)).map((row) => row.state)
    expect(states).toEqual(['booked', 'booked', 'cancelled', 'cancelled', 'cancelled'])
  })

  test('a date that was cancelled alone is not booked again, and one that was moved alone stays where it went', async () => {
    const { actor, seriesId, id } = await aSeries()
    await inTransaction((tx) => cancelBooking(tx, actor, id(1)))
    await inTransaction((tx) =>
      moveBooking(tx, actor, id(2), { from: wall(18, '10:00'), to: wall(18, '12:00') }),
    )
    await inTransaction(async (tx) => moveSeries(tx, actor, await moved(id(0), 'all', { time: '19:00' })))
    const rows = await datesOfSeries(seriesId)
    expect(rows.map((row) => row.state)).toEqual(['booked', 'cancelled', 'booked', 'booked'])
    expect(instantOf(rows[2]?.from as string).equals(wall(18, '10:00'))).toBe(true)
    expect(instantOf(rows[3]?.from as string).equals(wall(24, '19:00'))).toBe(true)
  })

  test('to where one date is taken: it comes back, and stays where it is by choice', async () => {
    const { actor, room, seriesId, id } = await aSeries()
    const other = await addPerson()
    await inTransaction((tx) =>
      bookRoom(tx, other.actor, aWish(room.id, wall(17, '20:00'), wall(17, '22:00'))),
    )
    const move = await moved(id(0), 'all', { time: '19:00' })
    const refused = await refusedBy((tx) => moveSeries(tx, actor, move))
    expect(refused).toMatchObject([{ date: date(17), code: 'rooms.taken' }])
    const untouched = (await datesOfSeries(seriesId)).map((row) => instantOf(row.from))
    expect(untouched[0]?.equals(wall(3, '18:00'))).toBe(true)
    const choices: DateChoice[] = [{ date: date(17), choice: 'skip' }]
    await inTransaction((tx) => moveSeries(tx, actor, { ...move, choices }))
    const hours = (await datesOfSeries(seriesId)).map((row) => inZone(instantOf(row.from)).hour)
    expect(hours).toEqual([19, 19, 18, 19])
  })

  test('somebody else’s series does not exist for me', async () => {
    const { id } = await aSeries()
    const stranger = await addPerson()
    const move = await moved(id(0), 'all', { time: '19:00' })
    await expect(inTransaction((tx) => moveSeries(tx, stranger.actor, move))).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      inTransaction((tx) => cancelSeries(tx, stranger.actor, { bookingId: id(0), scope: 'all' })),
    ).rejects.toMatchObject({ status: 404 })
  })
})

describe('on behalf of others', () => {
  const anAssociation = async () => {
    const { id } = await db
      .insertInto('people.association')
      .values({ name: `Prøve sangkor ${crypto.randomUUID()}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const mandate = async (personId: string) => {
      await db
        .insertInto('people.mandate')
        .values({ association_id: id, person_id: personId, role: 'booker', from_date: date(-1) })
        .execute()
    }
    return { id, mandate }
  }

  test('an association’s series is changed by whoever may act for it, and by nobody else', async () => {
    const [booker, colleague, stranger] = [await addPerson(), await addPerson(), await addPerson()]
    const choir = await anAssociation()
    await choir.mandate(booker.id)
    await choir.mandate(colleague.id)
    const room = await aRoom()
    const wish = datesWish(room.id, { associationId: choir.id })
    const rule = everyWeek(3, 3)
    await expect(inTransaction((tx) => bookSeries(tx, stranger.actor, { wish, rule }))).rejects.toMatchObject(
      { code: 'rooms.no-mandate' },
    )
    const { seriesId, booked } = await inTransaction((tx) => bookSeries(tx, booker.actor, { wish, rule }))
    const bookingId = booked[0]?.id as string
    const longer = { ...(await ruleToEdit(db, bookingId, 'all', wall(0, '00:00'))), time: '19:00' }
    const done = await inTransaction((tx) =>
      moveSeries(tx, colleague.actor, {
        bookingId,
        scope: 'all',
        rule: { ...longer, rrule: 'FREQ=WEEKLY;COUNT=4' },
      }),
    )
    expect([done.moved.length, done.added.length]).toEqual([3, 1])
    const added = await bookingById(db, done.added[0] as string)
    expect(added).toMatchObject({ seriesId, associationId: choir.id, personId: colleague.id })
  })

  test('a host sets a rule aside for all dates with one reason', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const { seriesId, id, room } = await aSeries(3)
    await sql`update rooms.room set rules = rules || '{"longestMinutes": 150, "moveMinutesBefore": null}' where id = ${room.id}`.execute(
      db,
    )
    const rule = { ...(await ruleToEdit(db, id(0), 'all', wall(0, '00:00'))), minutes: 180 }
    const move = { bookingId: id(0), scope: 'all' as const, rule }
    const refused = await refusedBy((tx) => moveSeries(tx, host.actor, move))
    expect(new Set(refused.map((one) => one.code))).toEqual(new Set(['rooms.too-long']))
    await inTransaction((tx) => moveSeries(tx, host.actor, { ...move, overrideReason: 'Juleforestilling.' }))
    const first = await bookingById(db, id(0))
    expect(first).toMatchObject({ seriesId, overrideReason: 'Juleforestilling.' })
  })

  test('dates that a host adds are the owner’s', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const { actor, id } = await aSeries(2)
    const rule = {
      ...(await ruleToEdit(db, id(0), 'all', wall(0, '00:00'))),
      rrule: 'FREQ=WEEKLY;COUNT=3',
    }
    const { added } = await inTransaction((tx) =>
      moveSeries(tx, host.actor, { bookingId: id(0), scope: 'all', rule }),
    )
    expect(await bookingById(db, added[0] as string)).toMatchObject({ personId: actor.personId })
  })

  test('every week for a year is one press of a button', async () => {
    const { actor } = await addPerson()
    const room = await aRoom()
    const start = performance.now()
    const { booked } = await inTransaction((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule: everyWeek(1, 52) }),
    )
    expect(booked).toHaveLength(52)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
