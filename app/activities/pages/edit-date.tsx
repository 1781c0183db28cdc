import { z } from 'zod'
import { field, found, inZone, page, pick, say, type Visit } from '#kernel'
import {
  Button,
  ButtonLink,
  DateField,
  ErrorSummary,
  Form,
  Hidden,
  NumberField,
  Page,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '#ui'
import { editOccurrence } from '../edit-occurrence.ts'
import { roomsOn } from '../rooms/hold-rooms.ts'
import { RoomFields } from '../rooms/room-fields.tsx'
import { idFrom, type Occurrence, occurrencesOf, readSeries, type Series } from '../series.ts'
import type { Changes } from '../shapes.ts'
import { texts } from '../texts/index.ts'
import { needHost } from '../who-may.ts'
import { minutesBetween } from './activity-form.ts'
import { choicesFor } from './choices.ts'
import { staffPaths } from './staff-paths.ts'

/** One date of an activity that the actor works on; not found when it belongs to another. */
export async function staffDate(c: Visit): Promise<{ series: Series; date: Occurrence }> {
  const series = await readSeries(c.db, idFrom(c.param('id')))
  needHost(c.actor, series.wish.hubId)
  const id = idFrom(c.param('occurrenceId'))
  const date = (await occurrencesOf(c.db, series.id)).find((o) => o.id === id && o.state !== 'dropped')
  return { series, date: found(date) }
}

export const editDatePage = page({
  needs: 'sign-in',
  form: z.object({
    date: field.date(),
    time: field.time(),
    timeEnd: field.time(),
    hub: z.string().max(60).optional(),
    title: z.string().trim().max(120).optional(),
    rooms: field.many(z.string().max(60)),
    place: z.string().trim().max(200).optional(),
    meetingPoint: z.string().trim().max(200).optional(),
    bring: z.string().trim().max(500).optional(),
    capacity: field.number(1, 10_000).optional(),
    message: z.string().trim().max(500).optional(),
    basedOn: field.number(0, Number.MAX_SAFE_INTEGER).optional(),
  }),
  read: async (c) => {
    const found = await staffDate(c)
    return { ...found, choices: await choicesFor(c, null) }
  },
  act: async (c, wish, { series, date }) => {
    const { rule, form } = series.wish
    const minutes = minutesBetween(wish.time, wish.timeEnd)
    const asByRule = wish.date === date.originalDate && wish.time === rule.time && minutes === rule.minutes
    const text = (key: 'title' | 'place' | 'meetingPoint' | 'bring'): Changes => {
      const before = { ...series.wish[key], ...date.changes[key] }
      const after = wish[key] ?? ''
      if (after === (pick(series.wish[key], c.lang).text ?? '')) return {}
      return { [key]: { ...before, [c.lang]: after || undefined } }
    }
    const hubId = wish.hub ?? series.wish.hubId
    const asInSeries = roomsOn(series.wish, { hubId, changes: keptOf(date.changes) })
    const changes: Changes = {
      ...keptOf(date.changes),
      ...(!asByRule && { time: { date: wish.date, start: wish.time, minutes } }),
      ...text('title'),
      ...text('place'),
      ...text('meetingPoint'),
      ...text('bring'),
      ...(wish.hub && wish.hub !== series.wish.hubId && { hubId: wish.hub }),
      ...(!sameRooms(wish.rooms, asInSeries) && { roomIds: wish.rooms }),
      ...(form !== 'course' &&
        (wish.capacity ?? null) !== series.wish.capacity && { capacity: wish.capacity ?? null }),
    }
    const message = wish.message ? { [c.lang]: wish.message } : null
    await c.transaction((tx) =>
      editOccurrence(tx, c.actor, { occurrenceId: date.id, changes, message, basedOn: wish.basedOn }, c.now),
    )
    return c.redirect(`${staffPaths.activity(series.id)}?done=date-saved`)
  },
  show: ({ series, date, choices }, c) => {
    const t = texts[c.lang].staff
    const f = t.form
    const title = pick(series.wish.title, c.lang).text
    const day = say[c.lang].day(date.startsAt, c.today)
    const text = (key: 'title' | 'place' | 'meetingPoint' | 'bring') =>
      pick(date.changes[key] ?? series.wish[key], c.lang).text
    const clock = (at: Temporal.Instant) => inZone(at).toPlainTime().toString().slice(0, 5)
    return (
      <Page
        c={c}
        title={`${title}, ${day}`}
        breadcrumbs={[
          { href: c.url(staffPaths.activities), text: t.title },
          { href: c.url(staffPaths.activity(series.id)), text: title },
        ]}
      >
        <ErrorSummary c={c} />
        <h1 class="ds-heading">
          {title}, {day}
        </h1>
        <p>{t.scopeHint}</p>
        <Form c={c}>
          <Hidden name="basedOn" value={date.sequence} />
          <div class="side-by-side">
            <DateField
              c={c}
              name="date"
              label={f.dateOnly}
              value={inZone(date.startsAt).toPlainDate().toString()}
              required
            />
            <TimeField c={c} name="time" label={f.time} value={clock(date.startsAt)} required />
            <TimeField c={c} name="timeEnd" label={f.timeEnd} value={clock(date.endsAt)} required />
          </div>
          {choices.hubs.filter((hub) => hub.id !== null).length > 1 && series.wish.hubId !== null && (
            <Select
              c={c}
              name="hub"
              label={f.hub}
              value={date.hubId}
              empty={false}
              options={choices.hubs.flatMap((hub) =>
                hub.id === null ? [] : { value: hub.id, text: hub.name },
              )}
            />
          )}
          <RoomFields c={c} hubs={choices.rooms} value={[...roomsOn(series.wish, date)]} />
          <TextField c={c} name="place" label={f.place} value={text('place')} lang={c.lang} optional />
          <TextField
            c={c}
            name="meetingPoint"
            label={f.meetingPoint}
            value={text('meetingPoint')}
            lang={c.lang}
            optional
          />
          <TextField c={c} name="title" label={f.title} value={text('title')} lang={c.lang} required />
          <TextField c={c} name="bring" label={f.bring} value={text('bring')} lang={c.lang} optional />
          {series.wish.signUp === 'open' && series.wish.form !== 'course' && (
            <NumberField
              c={c}
              name="capacity"
              label={f.capacity}
              hint={f.capacityHint}
              value={date.changes.capacity === undefined ? series.wish.capacity : date.changes.capacity}
              optional
            />
          )}
          <TextArea c={c} name="message" label={t.message} rows={2} lang={c.lang} optional />
          <p class="actions">
            <Button>{t.save}</Button>
            <ButtonLink
              href={c.url(staffPaths.cancelDate(series.id, date.id))}
              variant="tertiary"
              color="danger"
            >
              {t.cancelDate}
            </ButtonLink>
          </p>
        </Form>
      </Page>
    )
  },
})

const sameRooms = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join() === [...b].sort().join()

/** What this form does not show stays as it was. */
const keptOf = ({ summary, outdoors }: Changes): Changes => ({
  ...(summary && { summary }),
  ...(outdoors !== undefined && { outdoors }),
})
