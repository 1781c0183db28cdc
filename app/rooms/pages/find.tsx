import { page, say, type Visit } from '#kernel'
import type { HeldMandate } from '#people'
import {
  Alert,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  Details,
  EmptyState,
  Form,
  Hidden,
  NumberField,
  Page,
  Select,
  Status,
  TextField,
  TimeField,
} from '#ui'
import { findRooms } from '../find/find-rooms.ts'
import type { FindCode, FoundRoom, FoundRooms, RefusedRoom } from '../find/find-wish.ts'
import type { Booker } from '../rule-set.ts'
import { pageTexts } from '../texts/pages.ts'
import { roomWords } from '../texts/words.ts'
import { equipmentKinds } from '../vocabulary.ts'
import { bookPathOf } from './book-path.ts'
import {
  type Asked,
  askedQuery,
  bookerOf,
  hubChoices,
  mandatesHeld,
  readAsked,
  wishOf,
} from './find-query.ts'
import { RepeatFields, sayWhen } from './repeat-fields.tsx'
import { ExampleRoom, named, RoomLine, saySpan } from './room-words.tsx'
import { type WallTime, wallOf } from './when-form.ts'
import { sayWhyNot } from './why-in-words.ts'

type Data = {
  asked: Asked
  mandates: HeldMandate[]
  booker: Booker
  hubs: { id: string; name: string }[]
  placeMissing: boolean
  found: FoundRooms
}

export const findRoomPage = page({
  read: async (c): Promise<Data> => {
    const asked = readAsked(c)
    const [mandates, hubs] = await Promise.all([mandatesHeld(c), hubChoices(c)])
    const { wish, placeMissing, mandate } = await wishOf(asked, mandates, c)
    const found = await findRooms(c.db, wish, c.now)
    return {
      asked,
      mandates,
      booker: bookerOf(mandate),
      hubs,
      placeMissing,
      found,
    }
  },
  cache: (_, { asked }) => (asked.searching ? null : { tags: ['rooms', 'hubs'], seconds: 60 }),
  show: (data, c) => {
    const t = pageTexts[c.lang].find
    const { asked } = data
    return (
      <Page c={c} title={t.title} description={t.lead} wide breadcrumbs={[]}>
        <h1 class="ds-heading">{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {asked.problems.map((problem) => (
          <Alert kind="warning">{problem === 'past' ? t.pastTime : t.problem(t.problems[problem])}</Alert>
        ))}
        {data.placeMissing && <Alert kind="info">{t.noPlace(asked.near)}</Alert>}
        <div class="room-finder">
          <FindForm data={data} c={c} />
          <Results data={data} c={c} />
        </div>
      </Page>
    )
  },
})

function FindForm({ data: { asked, mandates, hubs }, c }: { data: Data; c: Visit }) {
  const t = pageTexts[c.lang].find
  const chosen = [
    asked.repetition.repeat !== 'never',
    asked.as !== null,
    asked.stepFree,
    asked.near !== '',
    ...asked.hubs,
    ...asked.equipment,
  ].filter(Boolean).length
  return (
    <search>
      <Form
        c={c}
        method="get"
        action={`${c.url('/rooms')}#results`}
        class="form panel find-room"
        label={t.formLabel}
      >
        <div class="when-row">
          <NumberField c={c} name="people" label={t.people} value={asked.people} size={4} />
          <DateField c={c} name="date" label={t.date} value={asked.time.date} min={c.today.toString()} />
          <TimeField c={c} name="from" label={t.from} value={asked.time.from} />
          <TimeField c={c} name="to" label={t.to} value={asked.time.to} />
        </div>
        {/* Folded also when something is chosen: on a phone the answer stands below. */}
        <Details summary={chosen > 0 ? `${t.more} (${chosen})` : t.more}>
          <div class="form">
            <RepeatFields repetition={asked.repetition} c={c} />
            {mandates.length > 0 && (
              <Select
                c={c}
                name="as"
                label={t.as}
                value={asked.as}
                empty={t.self}
                options={mandates.map(({ associationId, name }) => ({ value: associationId, text: name }))}
              />
            )}
            <Checkbox
              c={c}
              name="stepfree"
              label={t.stepFree}
              hint={t.stepFreeHint}
              checked={asked.stepFree}
              value="1"
            />
            <TextField
              c={c}
              name="near"
              label={t.near}
              hint={t.nearHint}
              value={asked.near}
              autocomplete="street-address"
              optional
            />
            <div class="tick-columns">
              <CheckboxGroup
                c={c}
                name="hub"
                label={t.hubs}
                hint={t.hubsHint}
                value={asked.hubs}
                options={hubs.map(({ id, name }) => ({ value: id, text: name }))}
              />
              <CheckboxGroup
                c={c}
                name="equipment"
                label={t.equipment}
                value={asked.equipment}
                options={equipmentKinds.map((code) => ({
                  value: code,
                  text: roomWords[c.lang].equipment[code],
                }))}
              />
            </div>
          </div>
        </Details>
        <Button>{t.show}</Button>
      </Form>
    </search>
  )
}

const bookPath = (roomId: string, asked: Asked, time: WallTime = asked.time) =>
  bookPathOf(roomId, { ...asked, time })

function Results({ data, c }: { data: Data; c: Visit }) {
  const t = pageTexts[c.lang].find
  const { asked, found } = data
  const nothing = found.free.length + found.not.length === 0
  if (nothing)
    return (
      <EmptyState
        title={asked.searching ? t.none : t.noRooms}
        action={
          <ButtonLink href={c.url(asked.searching ? '/rooms' : '/hubs')} variant="secondary">
            {t.clear}
          </ButtonLink>
        }
      >
        {asked.searching ? t.noneHint : t.noRoomsHint}
      </EmptyState>
    )
  const { searching } = asked
  const free = asked.near ? found.free : bestFitFirst(found.free, searching)
  const atOnce = free.filter(({ way }) => way !== 'approval')
  const onRequest = free.filter(({ way }) => way === 'approval')
  const anotherTime = found.not.filter(({ code }) => !ofAnotherKind.has(code))
  const never = found.not.filter(({ code }) => ofAnotherKind.has(code))
  return (
    <div class="stack loose" id="results">
      <section aria-labelledby="free">
        <h2 class="ds-heading" id="free">
          {!searching ? t.allTitle : found.free.length === 0 ? t.none : t.freeTitle(found.free.length)}
        </h2>
        <p class="quiet">
          {searching
            ? t.whenSaid(sayWhen(asked.time, asked.repetition, c), t.people_(asked.people))
            : t.allLead}
        </p>
        {found.free.length === 0 && <p>{t.noneHint}</p>}
        <ul class="room-list">
          {atOnce.map((room) => (
            <FreeRoom room={room} data={data} c={c} />
          ))}
        </ul>
      </section>
      {onRequest.length > 0 && (
        <section aria-labelledby="on-request">
          <h2 class="ds-heading" id="on-request">
            {t.onRequestTitle(onRequest.length)}
          </h2>
          <p class="quiet">{t.askHint}</p>
          <ul class="room-list">
            {onRequest.map((room) => (
              <FreeRoom room={room} data={data} c={c} />
            ))}
          </ul>
        </section>
      )}
      {anotherTime.length > 0 && (
        <section aria-labelledby="not-free">
          <h2 class="ds-heading" id="not-free">
            {t.notTitle}
          </h2>
          <p class="quiet">{t.notLead}</p>
          <NotFreeList list={anotherTime} data={data} c={c} />
        </section>
      )}
      {never.length > 0 && (
        <Details summary={t.neverTitle(never.length)} open={found.free.length + anotherTime.length === 0}>
          <NotFreeList list={never} data={data} c={c} />
        </Details>
      )}
    </div>
  )
}

/** The smallest room that is big enough: the hall stays free for those who need it. */
const bestFitFirst = (rooms: readonly FoundRoom[], searching: boolean) =>
  searching ? rooms.toSorted((a, b) => a.capacity - b.capacity) : rooms

/** Another time would not help: the room is too small, too big, or for others. */
const ofAnotherKind: ReadonlySet<FindCode> = new Set([
  'rooms.over-capacity',
  'rooms.too-few',
  'rooms.not-for-them',
  'rooms.responsible-age',
])

const NotFreeList = ({ list, data, c }: { list: readonly RefusedRoom[]; data: Data; c: Visit }) => (
  <ul class="room-list">
    {list.map((refused) => (
      <NotFree refused={refused} data={data} c={c} />
    ))}
  </ul>
)

const Where = ({ room, c }: { room: FoundRoom | RefusedRoom['room']; c: Visit }) => (
  <p class="quiet">
    {room.hubName}
    {room.km !== null &&
      ` · ${pageTexts[c.lang].find.away(say[c.lang].number(Math.round(room.km * 10) / 10))}`}
  </p>
)

/** The room's page opens at the time that was asked for. */
const roomHref = (roomId: string, asked: Asked, c: Visit) =>
  c.url(`/rooms/${roomId}${asked.searching ? `?${askedQuery(asked)}` : ''}`)

function FreeRoom({ room, data: { asked, booker, found }, c }: { room: FoundRoom; data: Data; c: Visit }) {
  const t = pageTexts[c.lang].find
  const { title, lang } = named(room.name, c)
  const times = found.slots.length
  return (
    <li>
      <Card href={roomHref(room.id, asked, c)} title={title} lang={lang} hubId={room.hubId}>
        <Where room={room} c={c} />
        <RoomLine room={room} booker={booker} c={c} />
        <p class="room-state">
          {room.way === 'instant' && <Status kind="open">{times > 1 ? t.freeAll(times) : t.free}</Status>}
          {room.way === 'approval' && <Status kind="soon">{t.ask}</Status>}
          <ExampleRoom room={room} c={c} />
        </p>
        {asked.searching && (
          <BookNow path={bookPath(room.id, asked)} label={t.bookLabel(title)} c={c}>
            {t.book}
          </BookNow>
        )}
      </Card>
    </li>
  )
}

/** One press holds the time for somebody who is signed in; others sign in first and come back to it. */
function BookNow({ path, label, children, c }: { path: string; label: string; children: string; c: Visit }) {
  if (!c.actor.personId)
    return (
      <p class="to-book">
        <a class="ds-button" href={c.url(path)} rel="nofollow" aria-label={label}>
          {children}
        </a>
      </p>
    )
  return (
    <Form c={c} action={c.url(path)} class="one-press">
      <Hidden name="do" value="hold" />
      <Button label={label}>{children}</Button>
    </Form>
  )
}

function NotFree({ refused, data, c }: { refused: RefusedRoom; data: Data; c: Visit }) {
  const t = pageTexts[c.lang].find
  const { asked, found } = data
  const { room, alternative } = refused
  const { title, lang } = named(room.name, c)
  const repeats = asked.repetition.repeat !== 'never'
  const all = found.slots.length
  const some = repeats && refused.refused.length < all
  return (
    <li>
      <Card href={roomHref(room.id, asked, c)} title={title} lang={lang} hubId={room.hubId}>
        <Where room={room} c={c} />
        <RoomLine room={room} booker={data.booker} c={c} />
        <p class="room-state">
          <Status kind={some ? 'soon' : 'closed'}>
            {some ? t.someDates(refused.refused.length, all) : t.notThen}
          </Status>
          <ExampleRoom room={room} c={c} />
        </p>
        <p>{sayWhyNot(refused, c.lang)}</p>
        <p class="actions">
          {some && (
            <ButtonLink href={c.url(bookPath(room.id, asked))} variant="secondary" size="sm" rel="nofollow">
              {t.seeDates}
            </ButtonLink>
          )}
          {alternative && <AlternativeLink refused={refused} data={data} c={c} />}
          {refused.code === 'rooms.taken' && !repeats && (
            <a
              href={c.url(`${bookPath(room.id, asked)}#wait`)}
              rel="nofollow"
              aria-label={t.waitLabel(title)}
            >
              {t.wait}
            </a>
          )}
        </p>
      </Card>
    </li>
  )
}

function AlternativeLink({ refused, data, c }: { refused: RefusedRoom; data: Data; c: Visit }) {
  const t = pageTexts[c.lang].find
  const { asked, found } = data
  const { alternative, room } = refused
  if (!alternative) return null
  const other = alternative.roomId !== room.id ? found.free.find(({ id }) => id === alternative.roomId) : null
  const time = wallOf(alternative)
  const when =
    asked.repetition.repeat === 'never' ? saySpan(alternative, c) : sayWhen(time, asked.repetition, c)
  return (
    <ButtonLink
      href={c.url(bookPath(alternative.roomId, asked, time))}
      variant="secondary"
      size="sm"
      rel="nofollow"
    >
      {other ? t.alternativeIn(named(other.name, c).title, when) : t.alternative(when)}
    </ButtonLink>
  )
}
