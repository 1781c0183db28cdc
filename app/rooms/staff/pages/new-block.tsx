import { z } from 'zod'
import { field, instantAt, type LocalText, languages, page } from '#kernel'
import { Button, CheckboxGroup, DateField, Form, RadioGroup, TextField } from '#ui'
import { blockRoom } from '../../block-room.ts'
import { staffTexts } from '../../texts/staff.ts'
import { RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { spanTyped, whenFields } from '../when-typed.ts'
import { roomOptions, roomsToBook } from './new-booking.tsx'
import { WhenFields } from './when-fields.tsx'

const whys = ['cleaning', 'repair', 'other'] as const
const form = z.object({
  rooms: field.many(z.string().max(60)).pipe(z.array(z.string()).min(1)),
  why: z.enum(whys),
  ...whenFields,
  toDate: field.date().optional(),
  reason: field.text(500).optional(),
})

/** Everybody reads why a room is blocked, each in their language. */
const titleOf = (why: (typeof whys)[number]): LocalText =>
  Object.fromEntries(languages.map((lang) => [lang, staffTexts[lang].block.whys[why]]))

export const newBlockPage = page({
  needs: 'sign-in',
  form,
  read: roomsToBook,
  act: async (c, wish) => {
    const span = wish.toDate
      ? {
          ...spanTyped(wish),
          to: instantAt(Temporal.PlainDate.from(wish.toDate), Temporal.PlainTime.from(wish.to)),
        }
      : spanTyped(wish)
    const { ids } = await c.transaction((tx) =>
      blockRoom(
        tx,
        c.actor,
        { ...span, roomIds: wish.rooms, title: titleOf(wish.why), reason: wish.reason },
        c.now,
      ),
    )
    return c.redirect(`${staffRoomPaths.booking(ids[0] as string)}?done=blocked`)
  },
  show: ({ hub, rooms }, c) => {
    const t = staffTexts[c.lang]
    const room = c.query.get('room')
    return (
      <RoomsFrame
        c={c}
        hub={hub}
        place="bookings"
        inside
        title={t.block.title}
        crumb={{
          href: staffRoomPaths.bookings(hub?.id),
          text: hub ? t.bookings.titleAt(hub.name) : t.bookings.title,
        }}
      >
        <p class="lead">{t.block.intro}</p>
        <Form c={c}>
          <CheckboxGroup
            c={c}
            name="rooms"
            label={t.block.rooms}
            value={room ? [room] : []}
            options={roomOptions(rooms, c, hub === null)}
          />
          <RadioGroup
            c={c}
            name="why"
            label={t.block.why}
            options={whys.map((value) => ({ value, text: t.block.whys[value] }))}
            required
          />
          <WhenFields c={c} date={c.query.get('date')} />
          <DateField c={c} name="toDate" label={t.block.toDate} hint={t.block.toDateHint} optional />
          <TextField c={c} name="reason" label={t.block.reason} maxlength={500} optional />
          <Button>{t.block.button}</Button>
        </Form>
      </RoomsFrame>
    )
  },
})
