import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now } from '#kernel'
import { addPerson, everybodyListens, mailTo, runJobs } from '#testing'
import { bookRoom } from '../book-room.ts'
import { aRoom, at, aWish } from '../room-for-test.ts'
import { usualRules } from '../rule-set.ts'
import { bookSeries } from './book-series.ts'
import { cancelSeries } from './cancel-series.ts'
import { approveSeries, declineSeries } from './decide-series.ts'
import { moveSeries } from './move-series.ts'
import { ruleToEdit } from './series.ts'
import { datesWish, everyWeek } from './series-for-test.ts'

beforeAll(everybodyListens)

let count = 0
const someone = () => addPerson({ email: `serie${++count}@eksempel.no` })
const letters = async () => {
  await runJobs()
  return (await mailTo(`serie${count}@eksempel.no`)).map((mail) => ({
    subject: mail.subject,
    text: mail.body_text,
    calendar: JSON.stringify(mail.calendar ?? ''),
  }))
}
const approval = Object.fromEntries(
  Object.keys(usualRules.way).map((state) => [state, 'approval']),
) as typeof usualRules.way

describe('a series is told of in one letter', () => {
  test('when it is booked: every date, what was left out, and all of them in the calendar file', async () => {
    const room = await aRoom()
    const other = await addPerson()
    await inTransaction((tx) => bookRoom(tx, other.actor, aWish(room.id, at(10, 18), at(10, 20))))
    const { actor } = await someone()
    const rule = everyWeek(3, 3)
    const left = at(10, 18).toZonedDateTimeISO('Europe/Oslo').toPlainDate().toString()
    await inTransaction((tx) =>
      bookSeries(tx, actor, {
        wish: datesWish(room.id),
        rule,
        choices: [{ date: left, choice: 'skip' }],
      }),
    )
    const [letter, ...more] = await letters()
    expect(more).toEqual([])
    expect(letter?.subject).toContain('Booket 2 ganger')
    expect(letter?.text).toContain('Ikke booket')
    expect(letter?.calendar.match(/BEGIN:VEVENT/g)).toHaveLength(2)
  })

  test('when it is asked for, approved, moved and cancelled', async () => {
    const { actor } = await someone()
    const host = await addPerson({ roles: ['host at prove'] })
    const room = await aRoom({ rules: { way: approval } })
    const { seriesId, booked } = await inTransaction((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule: everyWeek(3, 4) }),
    )
    const bookingId = booked[0]?.id as string
    await letters()
    await inTransaction((tx) => approveSeries(tx, host.actor, seriesId))
    await letters()
    const rule = { ...(await ruleToEdit(db, bookingId, 'all', now())), time: '17:00' }
    await inTransaction((tx) => moveSeries(tx, host.actor, { bookingId, scope: 'all', rule }))
    await letters()
    const overrideReason = 'Vannlekkasje.'
    await inTransaction((tx) =>
      cancelSeries(tx, host.actor, { bookingId, scope: 'all', message: { nb: overrideReason } }),
    )
    const all = await letters()
    expect(all.map(({ subject }) => subject.split(':')[0])).toEqual([
      'Forespørsel mottatt',
      'Godkjent',
      'Flyttet',
      'Avlyst',
    ])
    expect(all[0]?.text).toMatch(/svarer senest/)
    expect(all[3]?.text).toContain(overrideReason)
    expect(all[3]?.calendar.match(/STATUS:CANCELLED/g)).toHaveLength(4)
  })

  test('when it is declined: with the reason and how to appeal', async () => {
    const { actor } = await someone()
    const host = await addPerson({ roles: ['host at prove'] })
    const room = await aRoom({ rules: { way: approval } })
    const { seriesId } = await inTransaction((tx) =>
      bookSeries(tx, actor, { wish: datesWish(room.id), rule: everyWeek(3, 2) }),
    )
    await letters()
    await inTransaction((tx) => declineSeries(tx, host.actor, seriesId, { reason: 'Salen males.' }))
    const [, declined, ...more] = await letters()
    expect(more).toEqual([])
    expect(declined?.text).toContain('Salen males.')
    expect(declined?.text).toMatch(/klage/)
  })
})
