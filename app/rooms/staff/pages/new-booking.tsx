import { z } from 'zod'
import { field, page, pick, type Visit } from '#kernel'
import { associationsByName } from '#people'
import { Button, Checkbox, Form, NumberField, RadioGroup, Select, TextField } from '#ui'
import { bookForOther } from '../../book-room.ts'
import { roomsOf } from '../../reads.ts'
import { audiences, type RoomView } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { spanTyped, whenFields } from '../when-typed.ts'
import { hubsToRun } from '../who-may.ts'
import { WhenFields } from './when-fields.tsx'

const phone = z
  .string()
  .trim()
  .regex(/^[+\d ()-]{5,30}$/)
const form = z.object({
  roomId: z.string().max(60),
  ...whenFields,
  forName: field.text(120),
  associationId: z.uuid().optional(),
  forEmail: field.email().optional(),
  forPhone: phone.optional(),
  headCount: field.number(1, 5000),
  purpose: field.text(500),
  audience: z.enum(audiences),
  alcohol: field.tick(),
  party: field.tick(),
  responsibleName: field.text(120).optional(),
  responsiblePhone: phone.optional(),
  overrideReason: field.text(500).optional(),
})

/** Rooms that the reader may book for others, of the hub that was asked for or of all of theirs. */
export async function roomsToBook(c: Visit) {
  const { hubs, asked } = await hubsToRun(c)
  const ids = (asked ? [asked] : hubs).map((hub) => hub.id)
  const rooms = (await roomsOf(c.db, asked?.id)).filter((room) => ids.includes(room.hubId))
  return { hub: asked ?? (hubs.length === 1 ? (hubs[0] ?? null) : null), rooms }
}

export const roomOptions = (rooms: readonly RoomView[], c: Visit, many: boolean) =>
  rooms.map((room) => ({
    value: room.id,
    text: `${many ? `${room.hubName}: ` : ''}${pick(room.name, c.lang).text} (${room.capacity})`,
  }))

export const newBookingPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => ({ ...(await roomsToBook(c)), associations: await associationsByName(c.db) }),
  act: async (c, { date, from, to, ...wish }) => {
    const { id, state } = await c.transaction((tx) =>
      bookForOther(tx, c.actor, { ...wish, ...spanTyped({ date, from, to }), acceptTerms: false }, c.now),
    )
    return c.redirect(`${staffRoomPaths.booking(id)}?done=${state}`)
  },
  show: ({ hub, rooms, associations }, c) => {
    const t = staffTexts[c.lang]
    const n = t.newBooking
    return (
      <RoomsFrame
        c={c}
        hub={hub}
        place="bookings"
        inside
        title={n.title}
        crumb={{
          href: staffRoomPaths.bookings(hub?.id),
          text: hub ? t.bookings.titleAt(hub.name) : t.bookings.title,
        }}
      >
        <p class="lead">{n.intro}</p>
        <Form c={c}>
          <Select
            c={c}
            name="roomId"
            label={t.booking.moveRoom}
            value={c.query.get('room')}
            options={roomOptions(rooms, c, hub === null)}
            required
          />
          <WhenFields c={c} date={c.query.get('date') ?? c.today.toString()} time={c.query.get('time')} />
          <TextField c={c} name="forName" label={n.forName} hint={n.forNameHint} maxlength={120} required />
          {associations.length > 0 && (
            <Select
              c={c}
              name="associationId"
              label={n.association}
              hint={n.associationHint}
              empty={n.noAssociation}
              options={associations.map((one) => ({ value: one.id, text: one.name }))}
            />
          )}
          <TextField c={c} name="forPhone" type="tel" label={n.forPhone} maxlength={30} optional />
          <TextField c={c} name="forEmail" type="email" label={n.forEmail} maxlength={254} optional />
          <NumberField c={c} name="headCount" label={n.people} required />
          <TextField c={c} name="purpose" label={n.purpose} maxlength={500} required />
          <RadioGroup
            c={c}
            name="audience"
            label={n.audience}
            value="closed"
            options={audiences.map((value) => ({ value, text: t.booking.audiences[value] }))}
          />
          <Checkbox c={c} name="party" label={n.party} />
          <Checkbox c={c} name="alcohol" label={n.alcohol} />
          <TextField c={c} name="responsibleName" label={n.responsible} maxlength={120} optional />
          <TextField
            c={c}
            name="responsiblePhone"
            type="tel"
            label={n.responsiblePhone}
            maxlength={30}
            optional
          />
          <TextField
            c={c}
            name="overrideReason"
            label={t.booking.overrideReason}
            hint={t.booking.overrideHint}
            maxlength={500}
            optional
          />
          <Button>{n.button}</Button>
        </Form>
      </RoomsFrame>
    )
  },
})
