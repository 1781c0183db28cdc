import { Picture } from '#hubs'
import { page, pick, type Visit } from '#kernel'
import {
  Alert,
  Button,
  ButtonLink,
  DateField,
  Details,
  Facts,
  Form,
  Hidden,
  Local,
  LocalParagraphs,
  NumberField,
  Page,
  TimeField,
} from '#ui'
import { rulesInWords } from '../rules-in-words.ts'
import type { RoomView } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import { roomWords } from '../texts/words.ts'
import { type Asked, readAsked } from './find-query.ts'
import { FreeTimesOfWeek, type FreeWeek, readFreeWeek } from './free-week.tsx'
import { roomShown } from './room-shown.ts'
import {
  ExampleRoom,
  named,
  PartNames,
  RoomLine,
  sayAccessibility,
  sayEquipment,
  sayHourlyPrice,
  sayStepFree,
} from './room-words.tsx'

type Data = { room: RoomView; week: FreeWeek | null; asked: Asked }

export const roomPage = page({
  read: async (c): Promise<Data> => {
    const room = await roomShown(c)
    const asked = readAsked(c)
    if (!c.query.has('people')) asked.people = room.rules.smallestGroup
    return { room, asked, week: room.state === 'open' ? await readFreeWeek(room, c) : null }
  },
  show: ({ room, week, asked }, c) => {
    const t = pageTexts[c.lang].room
    const { title, lang } = named(room.name, c)
    return (
      <Page
        c={c}
        title={title}
        description={t.description(title, room.hubName)}
        wide
        hub={{ id: room.hubId }}
        breadcrumbs={[{ href: c.url('/rooms'), text: pageTexts[c.lang].find.title }]}
      >
        {c.done === 'let-go' && <Alert kind="success">{pageTexts[c.lang].book.letGoDone}</Alert>}
        <h1 class="ds-heading" lang={lang}>
          {title}
        </h1>
        <p class="lead">
          {roomWords[c.lang].kinds[room.kind]}, <a href={c.url(`/hubs/${room.hubId}`)}>{room.hubName}</a>{' '}
          <ExampleRoom room={room} c={c} />
        </p>
        <Local text={room.summary} as="p" c={c} />
        <RoomLine room={room} c={c} />
        {week === null && (
          <Alert kind="info" title={t.closed}>
            <p>{t.closedNext}</p>
          </Alert>
        )}
        <div class="columns">
          <div class="stack loose">
            {week && <FreeTimesOfWeek room={room} week={week} c={c} />}
            {week && <BookBox room={room} asked={asked} c={c} />}
            <Rules room={room} c={c} />
          </div>
          <aside class="stack">
            <Pictures room={room} c={c} />
            <RoomFacts room={room} c={c} />
          </aside>
        </div>
      </Page>
    )
  },
})

function Pictures({ room, c }: { room: RoomView; c: Visit }) {
  if (room.pictures.length === 0) return null
  return (
    <ul class="room-pictures plain-list" aria-label={pageTexts[c.lang].room.pictures}>
      {room.pictures.map((picture) => (
        <li>
          <Picture picture={picture} c={c} />
        </li>
      ))}
    </ul>
  )
}

/** Day and time; one press holds them for somebody who is signed in. */
export function BookBox({
  room,
  asked,
  c,
}: {
  room: RoomView
  asked: Pick<Asked, 'time' | 'people'>
  c: Visit
}) {
  const t = pageTexts[c.lang]
  const signedIn = c.actor.personId !== null
  return (
    <section class="panel" aria-labelledby="book">
      <h2 class="ds-heading" id="book">
        {t.room.book}
      </h2>
      <p>{t.room.bookLead}</p>
      <Form
        c={c}
        method={signedIn ? 'post' : 'get'}
        action={c.url(`/rooms/${room.id}/book`)}
        class="form"
        label={t.room.book}
      >
        {signedIn && <Hidden name="do" value="hold" />}
        <div class="when-row">
          <DateField
            c={c}
            name="date"
            label={t.find.date}
            value={asked.time.date}
            min={c.today.toString()}
            max={c.today.add({ days: room.rules.seriesDaysAhead }).toString()}
          />
          <TimeField c={c} name="from" label={t.find.from} value={asked.time.from} />
          <TimeField c={c} name="to" label={t.find.to} value={asked.time.to} />
          <NumberField c={c} name="people" label={t.find.people} value={asked.people} size={4} />
        </div>
        <Button>{t.room.book}</Button>
      </Form>
    </section>
  )
}

function RoomFacts({ room, c }: { room: RoomView; c: Visit }) {
  const t = pageTexts[c.lang].room
  const withNote = (words: string[], note: RoomView['equipmentNote']) =>
    (words.length > 0 || pick(note, c.lang).text) && (
      <>
        {words.join(', ')}
        <Local text={note} as="p" c={c} />
      </>
    )
  return (
    <>
      <section class="panel stack">
        <h2 class="ds-heading">{t.facts}</h2>
        <Facts
          rows={[
            [
              t.capacity,
              <>
                {t.upTo(room.capacity)}
                <p class="small quiet">{t.capacityWhy}</p>
              </>,
            ],
            room.areaM2 !== null && [t.area, t.area_(room.areaM2)],
            [t.floor, pick(room.floor, c.lang).text && <Local text={room.floor} c={c} />],
            [t.equipment, withNote(sayEquipment(room, c), room.equipmentNote)],
            [
              t.accessibility,
              withNote([sayStepFree(room.stepFree, c), ...sayAccessibility(room, c)], room.accessibilityNote),
            ],
            room.partNames.length > 1 && [t.parts, <PartNames names={room.partNames} c={c} />],
            [t.price, sayHourlyPrice(room.rules, 'resident', c)],
            [t.hub, <a href={c.url(`/hubs/${room.hubId}`)}>{room.hubName}</a>],
          ]}
        />
        <p>
          <ButtonLink href={c.url(`/rooms?hub=${room.hubId}`)} variant="tertiary" size="sm">
            {t.others(room.hubName)}
          </ButtonLink>
        </p>
        <p class="small">
          <a href={c.url(`/rooms/${room.id}.ics`)}>{t.calendar}</a>
        </p>
      </section>
      {pick(room.instructions, c.lang).text && (
        <section class="panel stack">
          <h2 class="ds-heading">{t.instructions}</h2>
          <LocalParagraphs text={room.instructions} c={c} />
        </section>
      )}
      {pick(room.cameraNotice, c.lang).text && (
        <section class="panel stack">
          <h2 class="ds-heading">{t.camera}</h2>
          <LocalParagraphs text={room.cameraNotice} c={c} />
        </section>
      )}
      {pick(room.fireSafety, c.lang).text && (
        <section class="panel stack">
          <h2 class="ds-heading">{t.fire}</h2>
          <LocalParagraphs text={room.fireSafety} c={c} />
        </section>
      )}
      {room.terms && (
        <Details
          summary={`${t.terms}: ${pick(room.terms.title, c.lang).text} (${t.termsVersion(room.terms.version)})`}
          id="terms"
        >
          <LocalParagraphs text={room.terms.body} c={c} />
        </Details>
      )}
    </>
  )
}

/** What holds in the room, in words made from the very rules that the booking asks. */
function Rules({ room, c }: { room: RoomView; c: Visit }) {
  const t = pageTexts[c.lang].room
  return (
    <section aria-labelledby="rules">
      <h2 class="ds-heading" id="rules">
        {t.rules}
      </h2>
      <p>{t.rulesLead}</p>
      <ul class="room-rules">
        {rulesInWords(room.rules, c.lang).map(({ rule, why }) => (
          <li>
            {rule}
            {why && <span class="quiet small"> {why}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
