import { z } from 'zod'
import { inLanguages, TextInLanguages, textFrom } from '#hubs'
import { field, page } from '#kernel'
import { Button, Form, NumberField, Select } from '#ui'
import { roomKinds } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { roomWords } from '../../texts/words.ts'
import { createRoom } from '../create-room.ts'
import { RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { hubsToRun } from '../who-may.ts'

const form = z.object({
  hub: z.string().max(60),
  ...inLanguages('name', 80),
  name_nb: field.text(80),
  kind: z.enum(roomKinds),
  capacity: field.number(1, 5000),
})

export const newRoomPage = page({
  needs: 'sign-in',
  form,
  read: hubsToRun,
  act: async (c, wish) => {
    const name = textFrom(wish, 'name') ?? {}
    const { id } = await c.transaction((tx) =>
      createRoom(tx, c.actor, wish.hub, { name, kind: wish.kind, capacity: wish.capacity }),
    )
    return c.redirect(`${staffRoomPaths.room(id)}?done=created`)
  },
  show: ({ hubs, asked }, c) => {
    const t = staffTexts[c.lang]
    const hub = asked ?? (hubs.length === 1 ? (hubs[0] ?? null) : null)
    return (
      <RoomsFrame
        c={c}
        hub={hub}
        place="rooms"
        inside
        title={t.room.newTitle}
        crumb={{ href: staffRoomPaths.rooms(hub?.id), text: hub ? t.rooms.titleAt(hub.name) : t.rooms.title }}
      >
        <Form c={c}>
          {hub ? (
            <input type="hidden" name="hub" value={hub.id} />
          ) : (
            <Select
              c={c}
              name="hub"
              label={t.hub}
              options={hubs.map((one) => ({ value: one.id, text: one.name }))}
              required
            />
          )}
          <TextInLanguages c={c} name="name" label={t.room.name} maxlength={80} required />
          <Select
            c={c}
            name="kind"
            label={t.room.kind}
            options={roomKinds.map((kind) => ({ value: kind, text: roomWords[c.lang].kinds[kind] }))}
            required
          />
          <NumberField c={c} name="capacity" label={t.room.capacity} hint={t.room.capacityHint} required />
          <Button>{t.room.create}</Button>
        </Form>
      </RoomsFrame>
    )
  },
})
