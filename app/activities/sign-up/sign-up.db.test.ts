import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous, db, inTransaction, now, Refusal, sql } from '#kernel'
import { addPerson, everybodyListens, type TestPerson } from '#testing'
import { anActivity, everyone, fill, placeIn, poolNow, type TestActivity, wish } from './activity-for-test.ts'
import { acceptOffer, declineOffer } from './answer-offer.ts'
import { cancelSignUp } from './cancel-sign-up.ts'
import { changeParty } from './change-party.ts'
import { checkIn, checkInByCode, undoCheckIn, walkIn } from './check-in.ts'
import { confirmSignUp } from './confirm-sign-up.ts'
import { cleanUpSignUps, eraseSignUps } from './forget-sign-ups.ts'
import { backTonight, notTonight } from './not-tonight.ts'
import { noteLook, peopleAt, peopleCsv } from './people-at.ts'
import { type SignedUp, signUp, signUpByEmail, signUpForOther } from './sign-up.ts'
import { mySignUps, signUpById } from './sign-ups.ts'
import { sweepPools } from './sweep-pools.ts'

beforeAll(everybodyListens)

const refused = async (doing: Promise<unknown>) => {
  try {
    await doing
    return 'not refused'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const at = now()
const later = (minutes: number) => at.add({ minutes })

const joins = async (
  who: TestPerson,
  activity: TestActivity,
  said = {},
  when = at,
  occurrence = activity.occurrenceIds[0] as number | null,
) => {
  const place = await placeIn(activity, occurrence, when)
  return inTransaction((tx) => signUp(tx, who.actor, place, wish(said), 'nb', when))
}
const joinsByEmail = async (email: string, activity: TestActivity, said = {}, when = at) => {
  const place = await placeIn(activity, activity.occurrenceIds[0], when)
  return inTransaction((tx) =>
    signUpByEmail(tx, anonymous, place, wish({ name: 'Uten Konto', email, ...said }), 'nb', when),
  )
}
const aChildOf = async (guardian: TestPerson, birthYear = 2018) => {
  const id = randomUUID()
  await sql`insert into people.child (id, name, birth_year) values (${id}, 'Lita Prøve', ${birthYear})`.execute(
    db,
  )
  await sql`insert into people.guardianship (person_id, child_id, from_date) values (${guardian.id}, ${id}, '2020-01-01')`.execute(
    db,
  )
  return id
}
const states = async (activity: TestActivity) => (await everyone(activity.poolId)).map((one) => one.state)

describe('signing up with an account', () => {
  test('there is room: I attend', async () => {
    const activity = await anActivity()
    const me = await addPerson()
    expect(await joins(me, activity)).toMatchObject({ state: 'attending', rank: null })
    const [mine] = await mySignUps(db, me.id, at)
    expect(mine).toMatchObject({
      state: 'attending',
      party: 1,
      title: { nb: 'Språkkafé' },
      hubName: 'Prøve innbyggertorg',
    })
  })

  test('it is full: I wait, and see my number among those who wait', async () => {
    const activity = await anActivity({ capacity: 1 })
    const people = await Promise.all([addPerson(), addPerson(), addPerson()])
    const placed: SignedUp[] = []
    for (const person of people) placed.push(await joins(person, activity))
    expect(placed.map((one) => one.rank)).toEqual([null, 1, 2])
    await inTransaction((tx) =>
      cancelSignUp(tx, { id: placed[1]?.id as string, poolId: activity.poolId }, 'self', at),
    )
    expect((await signUpById(db, placed[2]?.id as string))?.line).toBe(1)
  })

  test('a second time is refused, with the reason', async () => {
    const activity = await anActivity()
    const me = await addPerson()
    await joins(me, activity)
    expect(await refused(joins(me, activity))).toBe('activities.already-signed-up')
  })

  test('after cancelling I may sign up again', async () => {
    const activity = await anActivity()
    const me = await addPerson()
    const { id } = await joins(me, activity)
    await inTransaction((tx) => cancelSignUp(tx, { id, poolId: activity.poolId }, 'self', at))
    expect(await joins(me, activity)).toMatchObject({ state: 'attending' })
  })

  test('my children come by name, and only mine', async () => {
    const activity = await anActivity({ capacity: 5 })
    const me = await addPerson()
    const child = await aChildOf(me)
    const { id } = await joins(me, activity, { self: false, children: [child] })
    expect(await signUpById(db, id)).toMatchObject({ party: 1, attends: false, children: ['Lita Prøve'] })
    const stranger = await addPerson()
    expect(await refused(joins(stranger, activity, { children: [child] }))).toBe('activities.not-your-child')
    expect((await everyone(activity.poolId)).length).toBe(1)
  })

  test('the other guardian cannot sign the child up a second time', async () => {
    const activity = await anActivity({ capacity: 5 })
    const [one, other] = [await addPerson(), await addPerson()]
    const child = await aChildOf(one)
    await sql`insert into people.guardianship (person_id, child_id, from_date) values (${other.id}, ${child}, '2020-01-01')`.execute(
      db,
    )
    await joins(one, activity, { self: false, children: [child] })
    expect(await refused(joins(other, activity, { self: false, children: [child] }))).toBe(
      'activities.child-already-signed-up',
    )
  })

  test('a child that is too young for it is refused', async () => {
    const activity = await anActivity({ series: { age_min: 13 } })
    const me = await addPerson()
    const child = await aChildOf(me, 2020)
    expect(await refused(joins(me, activity, { self: false, children: [child] }))).toBe(
      'activities.too-young',
    )
  })

  test('an adult who said so is not signed up for what is for the young', async () => {
    const activity = await anActivity({ series: { age_max: 18 } })
    const [grown, silent] = [await addPerson(), await addPerson()]
    await sql`update people.person set birth_band = '26-66' where id = ${grown.id}`.execute(db)
    expect(await refused(joins(grown, activity))).toBe('activities.too-old')
    expect(await joins(silent, activity)).toMatchObject({ state: 'attending' })
  })

  test('a group gets places for all of it or waits for all of it', async () => {
    const activity = await anActivity({ capacity: 3 })
    const [first, group, single] = [await addPerson(), await addPerson(), await addPerson()]
    await joins(first, activity)
    expect(await joins(group, activity, { others: 2 })).toMatchObject({ state: 'waiting', rank: 1 })
    // Two places are free, but the group was first; whoever comes now joins the line and is offered what the group cannot use.
    const placed = await joins(single, activity)
    expect(placed.state).toBe('waiting')
    expect((await signUpById(db, placed.id))?.state).toBe('offered')
    expect((await signUpById(db, placed.id))?.line).toBeNull()
    expect((await poolNow(activity.poolId)).taken).toBe(2)
  })

  test('questions that must be answered are asked for, and the answers go on their own day', async () => {
    const questions = JSON.stringify([
      { id: 'mat', label: { nb: 'Allergier?' }, kind: 'text', options: [], required: true, expiryDays: 2 },
    ])
    const activity = await anActivity({ series: { questions } })
    const me = await addPerson()
    expect(await refused(joins(me, activity))).toBe('activities.answer-missing')
    await joins(me, activity, { answers: { mat: 'Nøtter', annet: 'blir ikke lagret' } })
    const answers = () =>
      sql<{ answer: string }>`select answer from activities.answer`.execute(db).then(({ rows }) => rows)
    expect(await answers()).toEqual([{ answer: 'Nøtter' }])
    const end = at.add({ hours: 24 * 7 + 2 })
    await inTransaction((tx) => cleanUpSignUps(tx, end.add({ hours: 47 })))
    expect(await answers()).toHaveLength(1)
    await inTransaction((tx) => cleanUpSignUps(tx, end.add({ hours: 49 })))
    expect(await answers()).toHaveLength(0)
  })

  test('a choice is one of the answers, in whichever language it was chosen, until its own day', async () => {
    const questions = JSON.stringify([
      {
        id: 'mat',
        label: { nb: 'Middag?', en: 'Dinner?' },
        kind: 'choice',
        options: [
          { nb: 'Fisk', en: 'Fish' },
          { nb: 'Grønt', en: 'Greens' },
        ],
        required: true,
        expiryDays: 1,
      },
      { id: 'bil', label: { nb: 'Kommer du med bil?' }, kind: 'yes-no', required: false, expiryDays: 3 },
    ])
    const activity = await anActivity({ capacity: 5, series: { questions } })
    const host = await addPerson({ roles: ['host at prove'] })
    expect(await refused(joins(await addPerson(), activity, { answers: { mat: 'Kjøtt' } }))).toBe(
      'activities.answer-unknown',
    )
    expect(
      await refused(joins(await addPerson(), activity, { answers: { mat: 'Fisk', bil: 'kanskje' } })),
    ).toBe('activities.answer-unknown')
    await joins(await addPerson(), activity, { answers: { mat: 'greens', bil: 'yes' } })
    const list = () => peopleAt(db, host.actor, activity.occurrenceIds[0] as number)
    expect((await list()).people[0]?.answers).toEqual({ mat: 'Grønt', bil: 'yes' })
    const head = ['Navn', 'Antall', 'Barn', 'Status', 'Kommet', 'E-post', 'Telefon']
    const [names, row] = peopleCsv(head, await list(), 'en', (state) => state).split('\r\n')
    expect(names).toMatch(/;Dinner\?;Kommer du med bil\?$/)
    expect(row).toMatch(/;Greens;Yes$/)
    await sql`update activities.answer set expires_at = now() - interval '1 minute' where question_id = 'mat'`.execute(
      db,
    )
    expect((await list()).people[0]?.answers).toEqual({ bil: 'yes' })
  })

  test('what was cancelled while I filled in the form says so', async () => {
    const activity = await anActivity()
    const me = await addPerson()
    const place = await placeIn(activity)
    await sql`update activities.series set state = 'cancelled' where id = ${activity.seriesId}`.execute(db)
    expect(await refused(inTransaction((tx) => signUp(tx, me.actor, place, wish(), 'nb', at)))).toBe(
      'activities.cancelled',
    )
  })
})

describe('signing up without an account', () => {
  test('a place is kept for half an hour, by the clock and not by a clean-up', async () => {
    const activity = await anActivity({ capacity: 1 })
    await joinsByEmail('en@eksempel.no', activity)
    expect(await states(activity)).toEqual(['unconfirmed'])
    expect((await placeIn(activity, activity.occurrenceIds[0], later(29))).taken).toBe(1)
    expect((await placeIn(activity, activity.occurrenceIds[0], later(30))).taken).toBe(0)
    const me = await addPerson()
    expect(await joins(me, activity, {}, later(30))).toMatchObject({ state: 'attending' })
    expect(await states(activity)).toEqual(['lapsed', 'attending'])
  })

  test('confirming in time keeps the place, pressing twice changes nothing, too late is refused', async () => {
    const activity = await anActivity({ capacity: 2 })
    const first = await joinsByEmail('en@eksempel.no', activity)
    const second = await joinsByEmail('to@eksempel.no', activity)
    const ref = { id: first.id, poolId: activity.poolId }
    await inTransaction((tx) => confirmSignUp(tx, ref, later(29)))
    await inTransaction((tx) => confirmSignUp(tx, ref, later(40)))
    expect(
      await refused(inTransaction((tx) => confirmSignUp(tx, { ...ref, id: second.id }, later(30)))),
    ).toBe('activities.hold-lapsed')
    expect((await signUpById(db, first.id))?.state).toBe('attending')
  })

  test('when it is full one keeps a queue number until it is confirmed', async () => {
    const activity = await anActivity({ capacity: 1 })
    await fill(activity.poolId, [1])
    const { id } = await joinsByEmail('sist@eksempel.no', activity)
    expect((await signUpById(db, id))?.holds).toBe(false)
    await inTransaction((tx) => confirmSignUp(tx, { id, poolId: activity.poolId }, later(5)))
    expect(await signUpById(db, id)).toMatchObject({ state: 'waiting', line: 1 })
  })

  test('an address that is signed up already gets the same answer and no second sign-up', async () => {
    const activity = await anActivity({ capacity: 5 })
    const first = await joinsByEmail('en@eksempel.no', activity)
    const again = await joinsByEmail('EN@eksempel.no', activity)
    expect(again).toMatchObject({ id: first.id, known: true })
    expect(await states(activity)).toEqual(['unconfirmed'])
  })

  test('a name and an address are needed', async () => {
    expect(await refused(joinsByEmail('en@eksempel.no', await anActivity(), { name: undefined }))).toBe(
      'activities.who-are-you',
    )
  })
})

describe('the waiting list', () => {
  const full = async (parties: number[], capacity = 1) => {
    const activity = await anActivity({ capacity })
    const ids = await fill(activity.poolId, parties)
    return { activity, ref: (i: number) => ({ id: ids[i] as string, poolId: activity.poolId }) }
  }

  test('a place that comes free is offered to the first, and becomes theirs when they accept', async () => {
    const { activity, ref } = await full([1, 1, 1])
    await inTransaction((tx) => cancelSignUp(tx, ref(0), 'self', at))
    expect(await states(activity)).toEqual(['cancelled', 'offered', 'waiting'])
    await inTransaction((tx) => acceptOffer(tx, ref(1), later(60)))
    expect(await states(activity)).toEqual(['cancelled', 'attending', 'waiting'])
  })

  test('saying no gives it to the next at once', async () => {
    const { activity, ref } = await full([1, 1, 1])
    await inTransaction((tx) => cancelSignUp(tx, ref(0), 'self', at))
    await inTransaction((tx) => declineOffer(tx, ref(1), later(1)))
    expect(await states(activity)).toEqual(['cancelled', 'cancelled', 'offered'])
  })

  test('an offer that nobody answered ends by the clock; the timer asks the next', async () => {
    const { activity, ref } = await full([1, 1, 1])
    await inTransaction((tx) => cancelSignUp(tx, ref(0), 'self', at))
    const until = (await signUpById(db, ref(1).id))?.heldUntil as Temporal.Instant
    expect(await refused(inTransaction((tx) => acceptOffer(tx, ref(1), until)))).toBe(
      'activities.offer-ended',
    )
    await sweepPools({ db, now: until })
    expect(await states(activity)).toEqual(['cancelled', 'lapsed', 'offered'])
  })

  test('making my party smaller gives the places on, making it bigger passes nobody', async () => {
    const { activity, ref } = await full([3, 1, 1], 3)
    expect(await refused(inTransaction((tx) => changeParty(tx, ref(0), 4, at)))).toBe(
      'activities.no-room-to-grow',
    )
    await inTransaction((tx) => changeParty(tx, ref(0), 1, at))
    expect(await states(activity)).toEqual(['attending', 'offered', 'offered'])
    expect(await refused(inTransaction((tx) => changeParty(tx, ref(0), 2, at)))).toBe(
      'activities.no-room-to-grow',
    )
  })

  test('nobody is offered a place when it is about to begin', async () => {
    const activity = await anActivity({ capacity: 1, inHours: [0.2] })
    const ids = await fill(activity.poolId, [1, 1])
    await inTransaction((tx) =>
      cancelSignUp(tx, { id: ids[0] as string, poolId: activity.poolId }, 'self', at),
    )
    expect(await states(activity)).toEqual(['cancelled', 'waiting'])
  })
})

describe('one evening of a course', () => {
  const course = async (capacity = 2) => {
    const activity = await anActivity({ capacity, form: 'course', inHours: [48, 216, 384] })
    const [one, two, guest, other] = [
      await addPerson(),
      await addPerson(),
      await addPerson(),
      await addPerson(),
    ]
    const mine = await joins(one, activity, {}, at, null)
    await joins(two, activity, {}, at, null)
    return {
      activity,
      ref: { id: mine.id, poolId: activity.poolId },
      guest,
      other,
      first: activity.occurrenceIds[0] as number,
    }
  }

  test('signing up once is for all dates', async () => {
    const { ref } = await course()
    expect((await signUpById(db, ref.id))?.dates).toHaveLength(3)
  })

  test('"not tonight" gives my place that evening to the list for that evening', async () => {
    const { activity, ref, guest, other, first } = await course()
    const asked = await joins(guest, activity, {}, at, first)
    expect(asked.state).toBe('waiting')
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    expect((await signUpById(db, asked.id))?.state).toBe('offered')
    expect((await signUpById(db, ref.id))?.dates.map((date) => date.absent)).toEqual([true, false, false])
    expect(await refused(inTransaction((tx) => backTonight(tx, ref, first, at)))).toBe(
      'activities.seat-given',
    )
    expect((await joins(other, activity, {}, at, activity.occurrenceIds[1] as number)).state).toBe('waiting')
  })

  test('coming after all works while nobody has got the place', async () => {
    const { ref, first, activity, guest } = await course()
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    await inTransaction((tx) => backTonight(tx, ref, first, at))
    expect((await signUpById(db, ref.id))?.dates.some((date) => date.absent)).toBe(false)
    expect((await joins(guest, activity, {}, at, first)).state).toBe('waiting')
  })

  test('leaving the course takes the evenings that were given up along', async () => {
    const { ref, first, activity, guest } = await course()
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    await inTransaction((tx) => cancelSignUp(tx, ref, 'self', at))
    expect((await joins(guest, activity, {}, at, first)).state).toBe('waiting')
  })

  /** Those on the course who come that evening, and those who come for that evening alone. */
  const comingTo = async (activity: TestActivity, evening: number) => {
    const { rows } = await sql<{ n: number }>`
      select coalesce(sum(u.party_size - coalesce(a.seats, 0)), 0)::int as n
      from activities.sign_up u join activities.pool p on p.id = u.pool_id and p.series_id = ${activity.seriesId}
      left join activities.absence a on a.sign_up_id = u.id and a.occurrence_id = ${evening}
      where u.holds and coalesce(p.occurrence_id, ${evening}) = ${evening}`.execute(db)
    return rows[0]?.n
  }

  test('whoever joins after I left waits until the evening that somebody else got from me is over', async () => {
    const { activity, ref, guest, other, first } = await course()
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    expect((await joins(guest, activity, {}, at, first)).state).toBe('attending')
    await inTransaction((tx) => cancelSignUp(tx, ref, 'self', at))
    expect((await placeIn(activity, null, at)).taken).toBe(2)
    const asked = await joins(other, activity, {}, at, null)
    expect(asked.state).toBe('waiting')
    expect(await comingTo(activity, first)).toBe(2)
    await sweepPools({ db, now: at })
    expect((await signUpById(db, asked.id))?.state).toBe('waiting')
    await sweepPools({ db, now: at.add({ hours: 49 }) })
    expect((await signUpById(db, asked.id))?.state).toBe('offered')
  })

  test('the place on the course is free again as soon as the evening is given back', async () => {
    const { activity, ref, guest, other, first } = await course()
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    const evening = await joins(guest, activity, {}, at, first)
    await inTransaction((tx) => cancelSignUp(tx, ref, 'self', at))
    const asked = await joins(other, activity, {}, at, null)
    const { poolId } = (await signUpById(db, evening.id)) as { poolId: number }
    await inTransaction((tx) => cancelSignUp(tx, { id: evening.id, poolId }, 'self', at))
    expect((await signUpById(db, asked.id))?.state).toBe('offered')
    expect((await joins(await addPerson(), activity, {}, at, first)).state).toBe('waiting')
    expect(await comingTo(activity, first)).toBe(2)
  })

  test('a party that becomes fewer takes back only what it had given that evening', async () => {
    const activity = await anActivity({
      capacity: 2,
      form: 'course',
      inHours: [48, 216],
      series: { max_party: 2 },
    })
    const [first] = activity.occurrenceIds as [number]
    const [me, guest, other] = [await addPerson(), await addPerson(), await addPerson()]
    const { id } = await joins(me, activity, { others: 1 }, at, null)
    const ref = { id, poolId: activity.poolId }
    await inTransaction((tx) => notTonight(tx, ref, first, at))
    expect((await joins(guest, activity, { others: 1 }, at, first)).state).toBe('attending')
    await inTransaction((tx) => changeParty(tx, ref, 1, at))
    expect((await joins(other, activity, {}, at, null)).state).toBe('waiting')
    expect(await comingTo(activity, first)).toBe(2)
    expect(await refused(inTransaction((tx) => backTonight(tx, ref, first, at)))).toBe(
      'activities.seat-given',
    )
  })

  test('two who come after all race for the last place that evening, and one of them is told no', async () => {
    const { activity, ref, guest, first } = await course()
    const { rows } = await sql<{ id: string }>`
      select id from activities.sign_up where pool_id = ${activity.poolId} and id <> ${ref.id}`.execute(db)
    const two = { id: rows[0]?.id as string, poolId: activity.poolId }
    for (const one of [ref, two]) await inTransaction((tx) => notTonight(tx, one, first, at))
    await joins(guest, activity, {}, at, first)
    const back = await Promise.all(
      [ref, two].map((one) => refused(inTransaction((tx) => backTonight(tx, one, first, at)))),
    )
    expect(back.sort()).toEqual(['activities.seat-given', 'not refused'])
    expect(await comingTo(activity, first)).toBe(2)
  })

  test('a single activity has no "not tonight"', async () => {
    const activity = await anActivity()
    const me = await addPerson()
    const { id } = await joins(me, activity)
    expect(
      await refused(
        inTransaction((tx) =>
          notTonight(tx, { id, poolId: activity.poolId }, activity.occurrenceIds[0] as number, at),
        ),
      ),
    ).toBe('activities.only-for-courses')
  })
})

describe('the host at the door', () => {
  const evening = async () => {
    const activity = await anActivity({ capacity: 5 })
    const host = await addPerson({ roles: ['host at prove'] })
    const guest = await addPerson({ name: 'Gro Prøve', email: `gro${randomUUID()}@eksempel.no` })
    const { id } = await joins(guest, activity, { others: 1 })
    return {
      activity,
      host,
      guest,
      id,
      door: { occurrenceId: activity.occurrenceIds[0] as number, hubId: 'prove' },
    }
  }

  test('sees who comes, and that they saw it is written down, once for one look', async () => {
    const { host, guest, activity, door } = await evening()
    const place = await placeIn(activity)
    await inTransaction((tx) =>
      signUpForOther(tx, host.actor, place, wish({ name: 'Per Uten Nett' }), 'nb', at),
    )
    const list = await peopleAt(db, host.actor, door.occurrenceId)
    expect(list.people).toMatchObject([
      { name: 'Gro Prøve', party: 2, state: 'attending' },
      { name: 'Per Uten Nett' },
    ])
    for (let look = 0; look < 3; look++) await noteLook(db, host.actor, list)
    const { rows } = await sql<{ about_person: string | null; details: unknown }>`
      select about_person, details from people.audit
      where action = 'activities.saw-participants' and actor_id = ${host.id} order by id`.execute(db)
    expect(rows).toEqual([
      { about_person: guest.id, details: null },
      { about_person: null, details: { withoutAccount: 1 } },
    ])
  })

  test('children seen at the door are in the log with the grown-up who brings them', async () => {
    const { host, activity, door } = await evening()
    const parent = await addPerson({ name: 'Mor Prøve' })
    await joins(parent, activity, { self: false, children: [await aChildOf(parent)] })
    await noteLook(db, host.actor, await peopleAt(db, host.actor, door.occurrenceId))
    const { rows } = await sql`
      select details from people.audit
      where action = 'activities.saw-participants' and about_person = ${parent.id}`.execute(db)
    expect(rows).toEqual([{ details: { children: 1 } }])
  })

  test('residents and hosts of other hubs see nothing', async () => {
    const { door, guest } = await evening()
    const elsewhere = await addPerson({ roles: ['host at tofte'] })
    for (const who of [guest, elsewhere])
      expect(await refused(peopleAt(db, who.actor, door.occurrenceId))).toBe('people.not-allowed')
  })

  test('checks in by name or code, part of a party, and undoes it', async () => {
    const { host, door, id } = await evening()
    const code = (await signUpById(db, id))?.code as string
    const came = async () => (await peopleAt(db, host.actor, door.occurrenceId)).people[0]?.came
    expect(
      await inTransaction((tx) =>
        checkInByCode(tx, host.actor, door, ` ${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`, at),
      ),
    ).toMatchObject({ count: 2, already: false })
    expect(await inTransaction((tx) => checkIn(tx, host.actor, door, id, 1, at))).toMatchObject({
      count: 1,
      already: true,
    })
    expect(await came()).toBe(1)
    await inTransaction((tx) => undoCheckIn(tx, host.actor, door, id))
    expect(await came()).toBeNull()
    expect(await refused(inTransaction((tx) => checkInByCode(tx, host.actor, door, 'FEIL1234', at)))).toBe(
      'activities.unknown-code',
    )
  })

  test('what the host did at the door is in the log, with whose sign-up it was', async () => {
    const { host, door, id, guest } = await evening()
    await inTransaction((tx) => checkIn(tx, host.actor, door, id, null, at))
    await inTransaction((tx) => undoCheckIn(tx, host.actor, door, id))
    await inTransaction((tx) => undoCheckIn(tx, host.actor, door, id))
    const { rows } = await sql<{ action: string; about_person: string }>`
      select action, about_person from people.audit where about_id = ${id} and actor_id = ${host.id} order by id`.execute(
      db,
    )
    expect(rows).toEqual([
      { action: 'activities.check-in', about_person: guest.id },
      { action: 'activities.check-in-undone', about_person: guest.id },
    ])
  })

  test('counts those who just walked in, also from two screens at once', async () => {
    const { host, door } = await evening()
    await Promise.all([1, 2, 3, 4].map(() => inTransaction((tx) => walkIn(tx, host.actor, door, 1, at))))
    await inTransaction((tx) => walkIn(tx, host.actor, door, -1, at))
    expect((await peopleAt(db, host.actor, door.occurrenceId)).walkIns).toBe(3)
    const { rows } = await sql<{ change: number }>`
      select (details ->> 'change')::int as change from people.audit
      where action = 'activities.walk-in' and about_id = ${String(door.occurrenceId)} order by id`.execute(db)
    expect(rows.map((row) => row.change)).toEqual([1, 1, 1, 1, -1])
  })

  test('signs up somebody without an account, and the log says who did it', async () => {
    const { host, activity, door } = await evening()
    const place = await placeIn(activity)
    const { id } = await inTransaction((tx) =>
      signUpForOther(tx, host.actor, place, wish({ name: 'Per Uten Nett', phone: '90000000' }), 'nb', at),
    )
    const { rows } =
      await sql`select from people.audit where action = 'activities.sign-up-for-other' and about_id = ${id} and actor_id = ${host.id}`.execute(
        db,
      )
    expect(rows).toHaveLength(1)
    const guest = await addPerson()
    expect(
      await refused(
        inTransaction((tx) => signUpForOther(tx, guest.actor, place, wish({ name: 'X' }), 'nb', at)),
      ),
    ).toBe('people.not-allowed')
    expect((await peopleAt(db, host.actor, door.occurrenceId)).people).toHaveLength(2)
  })

  test('a name that looks like a formula is only text in the spreadsheet', async () => {
    const { host, activity, door } = await evening()
    const place = await placeIn(activity)
    await inTransaction((tx) =>
      signUpForOther(tx, host.actor, place, wish({ name: '=HYPERLINK("x";"y")' }), 'nb', at),
    )
    await inTransaction((tx) =>
      signUpForOther(tx, host.actor, place, wish({ name: 'Per, =1+1; "@x' }), 'nb', at),
    )
    const csv = peopleCsv(
      ['Navn', 'Antall'],
      await peopleAt(db, host.actor, door.occurrenceId),
      'nb',
      (state) => state,
    )
    expect(csv).toContain(`"'=HYPERLINK(""x"";""y"")"`)
    // Where the comma parts the cells, what comes after it is no formula either.
    expect(csv).toContain(`"Per,' =1+1; ""'@x"`)
  })
})

describe('forgetting', () => {
  test('thirty days after the last date nobody can be recognised, and the counts stay', async () => {
    const activity = await anActivity({ capacity: 5 })
    const me = await addPerson()
    const child = await aChildOf(me)
    const { id } = await joins(me, activity, { children: [child] })
    const end = at.add({ hours: 24 * 7 + 2 })
    await inTransaction((tx) => cleanUpSignUps(tx, end.add({ hours: 24 * 29 })))
    expect(await signUpById(db, id)).toBeDefined()
    await inTransaction((tx) => cleanUpSignUps(tx, end.add({ hours: 24 * 31 })))
    expect(await signUpById(db, id)).toBeUndefined()
    const { rows } = await sql`
      select u.party_size, u.person_id, a.child_id from activities.sign_up u join activities.attendee a on a.sign_up_id = u.id where u.id = ${id}`.execute(
      db,
    )
    expect(rows).toEqual([{ party_size: 2, person_id: null, child_id: null }])
  })

  test('an address that was never confirmed goes the next day', async () => {
    const activity = await anActivity()
    const { id } = await joinsByEmail('aldri@eksempel.no', activity)
    await sweepPools({ db, now: later(31) })
    await inTransaction((tx) => cleanUpSignUps(tx, at.add({ hours: 25 })))
    const { rows } = await sql`select email, name from activities.sign_up where id = ${id}`.execute(db)
    expect(rows).toEqual([{ email: null, name: null }])
  })

  test('erasing me cancels what is ahead, and the next in line is asked', async () => {
    const activity = await anActivity({ capacity: 1 })
    const me = await addPerson()
    await joins(me, activity)
    const next = await addPerson()
    const waiting = await joins(next, activity)
    await inTransaction((tx) => eraseSignUps(tx, me.id, at))
    expect(await mySignUps(db, me.id, at)).toEqual([])
    expect((await signUpById(db, waiting.id))?.state).toBe('offered')
  })
})
