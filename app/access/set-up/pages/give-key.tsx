import { z } from 'zod'
import { field, found, instantAt, page, pick, say, type Visit } from '#kernel'
import { auditView, findPeople, needStaff } from '#people'
import {
  Button,
  DateField,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  Page,
  Select,
  TextField,
  TimeField,
} from '#ui'
import { type DoorView, doorById } from '../../doors.ts'
import { texts } from '../../texts/index.ts'
import { setUpTexts } from '../../texts/set-up.ts'
import { type ComingActivity, comingActivities, giveActivityKey, giveRoleKey } from '../give-key.ts'

const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('activity'), person: z.uuid(), booking: z.uuid() }),
  z.object({
    do: z.literal('role'),
    person: z.uuid(),
    note: field.text(200),
    fromDate: field.date(),
    fromTime: field.time(),
    toDate: field.date(),
    toTime: field.time(),
  }),
])

type Person = Awaited<ReturnType<typeof findPeople>>[number]
type Data = { door: DoorView; wanted: string; people: Person[] | null; activities: ComingActivity[] }

const at = (date: string, time: string) =>
  instantAt(Temporal.PlainDate.from(date), Temporal.PlainTime.from(time))

/** A host gives a key by hand: to an activity, or for what somebody does in the building. */
export const giveKeyPage = page({
  needs: 'sign-in',
  form,
  read: async (c): Promise<Data> => {
    const door = found(await doorById(c.db, c.param('doorId')))
    needStaff(c.actor, door.hubId, 'host', 'hub-leader')
    const wanted = c.query.get('q') ?? ''
    const people = wanted ? await findPeople(c.db, wanted) : null
    if (people && c.req.method === 'GET')
      await auditView(
        c.db,
        c.actor,
        'access.people-found',
        { kind: 'door', id: door.id, hubId: door.hubId },
        people.map((one) => one.id),
      )
    return { door, wanted, people, activities: await comingActivities(c.db, door.id, c.now) }
  },
  act: async (c, wish, { door }) => {
    await c.transaction((tx) =>
      wish.do === 'activity'
        ? giveActivityKey(
            tx,
            c.actor,
            { doorId: door.id, personId: wish.person, bookingId: wish.booking },
            c.now,
          )
        : giveRoleKey(
            tx,
            c.actor,
            {
              doorId: door.id,
              personId: wish.person,
              note: wish.note,
              from: at(wish.fromDate, wish.fromTime),
              to: at(wish.toDate, wish.toTime),
            },
            c.now,
          ),
    )
    return c.redirect(`/staff/doors/${door.id}?done=given`)
  },
  show: (data, c) => {
    const t = setUpTexts[c.lang].give
    const { door, wanted, people } = data
    const name = pick(door.name, c.lang).text
    return (
      <Page
        c={c}
        title={t.title(name)}
        hub={{ id: door.hubId }}
        breadcrumbs={[
          { href: c.url('/staff/doors'), text: texts[c.lang].doors.title },
          { href: c.url(`/staff/doors/${door.id}`), text: name },
        ]}
      >
        <ErrorSummary c={c} />
        <h1 class="ds-heading">{t.title(name)}</h1>
        <p class="lead">{t.lead}</p>
        <Form c={c} method="get" action={c.url(`/staff/doors/${door.id}/give`)}>
          <TextField c={c} name="q" type="search" label={t.find} hint={t.findHint} value={wanted} />
          <Button variant="secondary">{t.search}</Button>
        </Form>
        {people?.length === 0 && (
          <EmptyState title={t.nobody} level={2}>
            {t.nobodyNext}
          </EmptyState>
        )}
        {people && people.length > 0 && (
          <>
            <ForActivity data={data} people={people} c={c} />
            <ForRole data={data} people={people} c={c} />
          </>
        )}
      </Page>
    )
  },
})

const Who = ({ c, people, id }: { c: Visit; people: readonly Person[]; id: string }) => (
  <Select
    c={c}
    id={id}
    name="person"
    label={setUpTexts[c.lang].give.who}
    value={people.length === 1 ? people[0]?.id : undefined}
    options={people.map((one) => ({
      value: one.id,
      text: [one.name ?? setUpTexts[c.lang].give.nameless, one.email].filter(Boolean).join(', '),
    }))}
    required
  />
)

function ForActivity({
  data: { activities, wanted },
  people,
  c,
}: {
  data: Data
  people: Person[]
  c: Visit
}) {
  const t = setUpTexts[c.lang].give
  return (
    <section aria-labelledby="activity">
      <h2 class="ds-heading" id="activity">
        {t.activity}
      </h2>
      {activities.length === 0 ? (
        <p>{t.noActivities}</p>
      ) : (
        <Form c={c}>
          <p>{t.activityLead}</p>
          <Hidden name="do" value="activity" />
          <Hidden name="q" value={wanted} />
          <Who c={c} people={people} id={c.form.value('do') === 'activity' ? 'person' : 'activity-person'} />
          <Select
            c={c}
            name="booking"
            label={t.which}
            options={activities.map((one) => ({
              value: one.id,
              text: `${pick(one.title, c.lang).text}, ${say[c.lang].range(one.from, one.to, c.today)} (${pick(one.roomName, c.lang).text})`,
            }))}
            required
          />
          <Button>{t.button}</Button>
        </Form>
      )}
    </section>
  )
}

function ForRole({ data: { door, wanted }, people, c }: { data: Data; people: Person[]; c: Visit }) {
  const t = setUpTexts[c.lang].give
  const clock = (time: Temporal.PlainTime) => say[c.lang].time(time)
  return (
    <section aria-labelledby="role">
      <h2 class="ds-heading" id="role">
        {t.role}
      </h2>
      <Form c={c}>
        <p>
          {t.roleLead} {door.alarm && t.alarm(clock(door.alarm.from), clock(door.alarm.to))}
        </p>
        <Hidden name="do" value="role" />
        <Hidden name="q" value={wanted} />
        <Who c={c} people={people} id={c.form.value('do') === 'role' ? 'person' : 'role-person'} />
        <TextField c={c} name="note" label={t.note} hint={t.noteHint} maxlength={200} required />
        <div class="key-when">
          <DateField c={c} name="fromDate" label={t.fromDate} value={c.today.toString()} required />
          <TimeField c={c} name="fromTime" label={t.fromTime} required />
          <DateField c={c} name="toDate" label={t.toDate} value={c.today.toString()} required />
          <TimeField c={c} name="toTime" label={t.toTime} required />
        </div>
        <Button>{t.button}</Button>
      </Form>
    </section>
  )
}
