import { accessTexts, keysHit } from '#access'
import type { HitDate } from '#activities'
import { hubNames, readHoursChange, SaidWish, whoMayChangeHours } from '#hubs'
import { inZone, page, pick, say, type Visit } from '#kernel'
import { auditView, mayWorkAt } from '#people'
import { mayDecideAboutBookings, roomsOf } from '#rooms'
import {
  Alert,
  Button,
  ButtonLink,
  DateField,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  Page,
  RadioGroup,
  Select,
  Status,
  TextArea,
  TimeField,
  When,
} from '#ui'
import { BookingHits } from '../hours-change/booking-hits.tsx'
import { bookingsHit, changeHoursAndDates, datesHit } from '../hours-change/change-hours-and-dates.ts'
import { choicesForm } from '../hours-change/choices.ts'
import { texts } from '../texts/index.ts'
import { roomsTexts } from '../texts/rooms.ts'
import type { HubNames } from '../whats-on/days.ts'

/** Before a hub closes or changes its hours: everything it hits, and one answer for each. */
export const hoursPreviewPage = page({
  needs: 'sign-in',
  form: (c) => choicesForm({ date: texts[c.lang].preview.needsDate, time: texts[c.lang].preview.needsTime }),
  read: async (c) => {
    const change = await readHoursChange(c.db, c.actor, c.query.get('draft') ?? '', c.now)
    const [hits, bookings, rooms, names] = await Promise.all([
      datesHit(c.db, change, c.now),
      bookingsHit(c.db, change, c.now),
      roomsOf(c.db),
      hubNames(c.db),
    ])
    const decides = (hubId: string) => mayDecideAboutBookings(c.actor, hubId)
    const own = bookings.filter(({ hubId }) => decides(hubId))
    await auditView(
      c.db,
      c.actor,
      'portal.hours-hits-seen',
      { kind: 'hub', id: change.hubId, hubId: change.hubId },
      own.flatMap(({ personId }) => personId ?? []),
    )
    return {
      change,
      hits,
      bookings: own,
      others: bookings.filter(({ hubId }) => !decides(hubId)),
      rooms: rooms.filter(({ hubId }) => decides(hubId)),
      keys: await keysHit(
        c.db,
        own.map(({ id }) => id),
      ),
      names: new Map(names.map((hub) => [hub.id, hub.name])),
    }
  },
  act: async (c, typed, { change }) => {
    await c.transaction((tx) =>
      changeHoursAndDates(tx, c.actor, { draftId: change.draftId, typed, lang: c.lang }, c.now),
    )
    const part = change.wish.kind === 'status' ? 'status' : 'hours'
    return c.redirect(`/staff/hubs/${change.hubId}/${part}?done=hours-changed`)
  },
  show: ({ change, hits, bookings, others, rooms, keys, names }, c) => {
    const t = texts[c.lang].preview
    const hours = c.url(`/staff/hubs/${change.hubId}/hours`)
    return (
      <Page
        c={c}
        title={t.title}
        breadcrumbs={[
          { href: c.url('/staff'), text: texts[c.lang].desk.title },
          {
            href: hours,
            text: `${names.get(change.hubId) ?? ''}: ${t.staffHours.toLocaleLowerCase(c.lang)}`,
          },
        ]}
      >
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        <div class="panel">
          <SaidWish wish={change.wish} hubId={change.hubId} c={c} />
        </div>
        {hits.length + bookings.length + others.length === 0 && (
          <EmptyState title={t.none}>{t.noneText}</EmptyState>
        )}
        {hits.length > 0 && <p class="lead">{t.lead(hits.length)}</p>}
        {others.length > 0 && <Alert kind="info">{roomsTexts[c.lang].hits.notYours(others.length)}</Alert>}
        <Form c={c}>
          <Hidden name="shown" value={[...hits, ...bookings, ...others].map((hit) => hit.id).join(' ')} />
          {hits.length + bookings.length > 3 && (
            <Alert kind="info">
              <RadioGroup
                c={c}
                name="all"
                label={t.all}
                hint={t.allHint}
                options={[
                  { value: 'keep', text: t.keep },
                  { value: 'cancel', text: t.cancel },
                  { value: 'later', text: t.later },
                ]}
              />
            </Alert>
          )}
          {hits.length > inSight ? (
            <Details summary={t.each(hits.length)} open={c.form.sent}>
              {hits.map((hit) => (
                <Hit hit={hit} names={names} c={c} />
              ))}
            </Details>
          ) : (
            hits.map((hit) => <Hit hit={hit} names={names} c={c} />)
          )}
          <BookingHits hits={bookings} rooms={rooms} c={c} />
          {keys > 0 && (
            <p>
              {accessTexts[c.lang].doors.hit(say[c.lang].plural(keys, accessTexts[c.lang].doors.keyForms))}
            </p>
          )}
          {hits.length + bookings.length > 0 && (
            <TextArea c={c} name="message" label={t.message} hint={t.messageHint} rows={3} maxlength={1000} />
          )}
          <p class="actions">
            <Button>{t.apply}</Button>
            <ButtonLink variant="tertiary" href={hours}>
              {t.back}
            </ButtonLink>
          </p>
        </Form>
      </Page>
    )
  },
})

/** A hub that closes until further notice hits a year of dates: then the one answer for all comes first. */
const inSight = 20

function Hit({ hit, names, c }: { hit: HitDate; names: HubNames; c: Visit }) {
  const t = texts[c.lang].preview
  const s = say[c.lang]
  const title = pick(hit.title, c.lang)
  const starts = inZone(hit.startsAt)
  return (
    <section class="panel hit" data-hub={hit.hubId}>
      <h2 lang={title.lang === c.lang ? undefined : title.lang}>{title.text}</h2>
      <p>
        <When from={hit.startsAt} to={hit.endsAt} c={c} />
        {' · '}
        {names.get(hit.hubId)}
      </p>
      <p class="actions">
        <Status kind="full">{texts[c.lang].desk.attention[hit.because]}</Status>
        <span>{s.plural(hit.signedUp, t.people)}</span>
      </p>
      <RadioGroup
        c={c}
        name={`choice-${hit.id}`}
        label={
          <>
            {t.choice}
            <span class="ds-sr-only">
              {' '}
              {title.text}, {s.dateTime(hit.startsAt, c.today)}
            </span>
          </>
        }
        options={[
          { value: 'keep', text: t.keep, hint: t.keepHint },
          { value: 'cancel', text: t.cancel },
          { value: 'move', text: t.move },
          { value: 'later', text: t.later, hint: t.laterHint },
        ]}
      />
      <div class="move-fields">
        <DateField c={c} name={`date-${hit.id}`} label={t.moveDate} value={starts.toPlainDate().toString()} />
        <TimeField
          c={c}
          name={`time-${hit.id}`}
          label={t.moveTime}
          value={starts.toPlainTime().toString().slice(0, 5)}
        />
        <Select
          c={c}
          name={`hub-${hit.id}`}
          label={t.moveHub}
          options={[...names]
            .filter(([id]) => id === hit.hubId || mayWorkAt(c.actor, id, ...whoMayChangeHours))
            .map(([value, text]) => ({ value, text }))}
          value={hit.hubId}
          empty={false}
        />
      </div>
    </section>
  )
}
