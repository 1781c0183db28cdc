import { inZone, pick, say, type Visit } from '#kernel'
import { nameActions } from '#people'
import type { HitBooking, RoomView } from '#rooms'
import { DateField, Details, Local, RadioGroup, Select, Status, TimeField, When } from '#ui'
import { texts } from '../texts/index.ts'
import { roomsTexts } from '../texts/rooms.ts'

nameActions({
  nb: { 'portal.hours-hits-seen': roomsTexts.nb.hits.seen },
  nn: { 'portal.hours-hits-seen': roomsTexts.nn.hits.seen },
  en: { 'portal.hours-hits-seen': roomsTexts.en.hits.seen },
})

/** A hub that closes until further notice hits a year of bookings: then the one answer for all comes first. */
const inSight = 20

type Rooms = readonly Pick<RoomView, 'id' | 'name' | 'hubName'>[]

/** Every booking the change shuts out, and one answer for each. */
export function BookingHits({ hits, rooms, c }: { hits: readonly HitBooking[]; rooms: Rooms; c: Visit }) {
  const t = roomsTexts[c.lang].hits
  if (hits.length === 0) return null
  const all = hits.map((hit) => <BookingHit hit={hit} rooms={rooms} c={c} />)
  return (
    <>
      <h2>{t.title}</h2>
      <p class="lead">{t.lead(hits.length)}</p>
      {hits.length > inSight ? (
        <Details summary={t.each(hits.length)} open={c.form.sent}>
          {all}
        </Details>
      ) : (
        all
      )}
    </>
  )
}

function BookingHit({ hit, rooms, c }: { hit: HitBooking; rooms: Rooms; c: Visit }) {
  const t = roomsTexts[c.lang].hits
  const p = texts[c.lang].preview
  const starts = inZone(hit.startsAt)
  const who = hit.associationName ?? hit.personName ?? hit.forName ?? t.someone
  return (
    <section class="panel hit" data-hub={hit.hubId}>
      <h3>
        <Local text={hit.roomName} c={c} />
      </h3>
      <p>
        <When from={hit.startsAt} to={hit.endsAt} c={c} />
        {` · ${hit.hubName}`}
      </p>
      <p dir="auto">{[who, hit.purpose].filter(Boolean).join(' · ')}</p>
      <p class="actions">
        <Status kind="full">{texts[c.lang].desk.attention[hit.because]}</Status>
        {hit.state !== 'booked' && <Status kind="soon">{t.request}</Status>}
        <span>{say[c.lang].plural(hit.headCount, t.people)}</span>
      </p>
      <RadioGroup
        c={c}
        name={`choice-${hit.id}`}
        label={
          <>
            {p.choice}
            <span class="ds-sr-only">
              {` ${pick(hit.roomName, c.lang).text}, ${say[c.lang].dateTime(hit.startsAt, c.today)}, ${who}`}
            </span>
          </>
        }
        options={[
          { value: 'keep', text: p.keep, hint: t.keepHint },
          { value: 'cancel', text: t.cancel },
          { value: 'move', text: p.move },
          { value: 'later', text: p.later, hint: p.laterHint },
        ]}
      />
      <div class="move-fields">
        <DateField c={c} name={`date-${hit.id}`} label={p.moveDate} value={starts.toPlainDate().toString()} />
        <TimeField
          c={c}
          name={`time-${hit.id}`}
          label={p.moveTime}
          value={starts.toPlainTime().toString().slice(0, 5)}
        />
        <Select
          c={c}
          name={`room-${hit.id}`}
          label={t.room}
          options={rooms.map((room) => ({
            value: room.id,
            text: `${room.hubName}: ${pick(room.name, c.lang).text}`,
          }))}
          value={hit.roomId}
          empty={false}
        />
      </div>
    </section>
  )
}
