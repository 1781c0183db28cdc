import { z } from 'zod'
import { field, page, pick } from '#kernel'
import { Button, CheckboxGroup, Form, NumberField, TextField } from '#ui'
import { staffTexts } from '../../texts/staff.ts'
import { staffRoomPaths } from '../paths.ts'
import { divideRoom, setRoomParts } from '../room-parts.ts'
import { partsAt } from '../rooms-to-run.ts'
import { RoomFrame, roomToRun } from './room-frame.tsx'

const halves = [1, 2] as const
const form = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('choose'),
    parts: field.many(field.number(1, Number.MAX_SAFE_INTEGER)).pipe(z.array(z.number()).min(1)),
  }),
  z.object({
    do: z.literal('divide'),
    name_1: field.text(80),
    name_2: field.text(80),
    capacity_1: field.number(1, 5000),
    capacity_2: field.number(1, 5000),
  }),
])

export const roomPartsPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const room = await roomToRun(c)
    return { room, parts: await partsAt(c.db, room.hubId) }
  },
  act: async (c, wish, { room }) => {
    if (wish.do === 'choose') {
      await c.transaction((tx) => setRoomParts(tx, c.actor, room.id, wish.parts, c.now))
      return c.redirect(`${staffRoomPaths.parts(room.id)}?done=saved`)
    }
    await c.transaction((tx) =>
      divideRoom(
        tx,
        c.actor,
        room.id,
        [
          { name: { [c.lang]: wish.name_1 }, capacity: wish.capacity_1 },
          { name: { [c.lang]: wish.name_2 }, capacity: wish.capacity_2 },
        ],
        c.now,
      ),
    )
    return c.redirect(`${staffRoomPaths.rooms(room.hubId)}&done=divided`)
  },
  show: ({ room, parts }, c) => {
    const t = staffTexts[c.lang].parts
    return (
      <RoomFrame c={c} room={room} part="parts">
        <p class="lead">{t.intro}</p>
        <Form c={c}>
          <CheckboxGroup
            c={c}
            name="parts"
            label={t.consists}
            value={room.parts.map(String)}
            options={parts.map((part) => {
              const others = part.rooms.filter((other) => other.id !== room.id)
              return {
                value: String(part.id),
                text: pick(part.name, c.lang).text,
                hint:
                  others.length > 0
                    ? t.alsoIn(others.map((other) => pick(other.name, c.lang).text).join(', '))
                    : undefined,
              }
            })}
          />
          <Button name="do" value="choose">
            {staffTexts[c.lang].save}
          </Button>
        </Form>
        {room.parts.length === 1 && (
          <section aria-labelledby="divide">
            <h2 class="ds-heading" id="divide">
              {t.divide}
            </h2>
            <p>{t.divideHint}</p>
            <Form c={c}>
              {halves.map((n) => (
                <>
                  <TextField c={c} name={`name_${n}`} label={t.half(n)} maxlength={80} required />
                  <NumberField c={c} name={`capacity_${n}`} label={t.halfCapacity(n)} required />
                </>
              ))}
              <Button name="do" value="divide" variant="secondary">
                {t.divideButton}
              </Button>
            </Form>
          </section>
        )}
      </RoomFrame>
    )
  },
})
