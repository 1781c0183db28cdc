import { z } from 'zod'
import { Picture } from '#hubs'
import { field, page } from '#kernel'
import { Button, ButtonLink, EmptyState, Form } from '#ui'
import { staffTexts } from '../../texts/staff.ts'
import { setRoomPictures } from '../edit-room.ts'
import { staffRoomPaths } from '../paths.ts'
import { picturesAt } from '../rooms-to-run.ts'
import { RoomFrame, roomToRun } from './room-frame.tsx'

const form = z.object({ pictures: field.many(field.number(1, Number.MAX_SAFE_INTEGER)) })

export const roomPicturesPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const room = await roomToRun(c)
    return { room, hanging: await picturesAt(c.db, room.hubId) }
  },
  act: async (c, wish, { room }) => {
    await c.transaction((tx) => setRoomPictures(tx, c.actor, room.id, wish.pictures, c.now))
    return c.redirect(`${staffRoomPaths.pictures(room.id)}?done=saved`)
  },
  show: ({ room, hanging }, c) => {
    const t = staffTexts[c.lang].pictures
    const upload = (
      <ButtonLink href={c.url(`/staff/hubs/${room.hubId}/pictures`)} variant="secondary">
        {t.upload}
      </ButtonLink>
    )
    const chosen = new Set(room.pictures.map((picture) => picture.id))
    return (
      <RoomFrame c={c} room={room} part="pictures">
        <p class="lead">{t.intro}</p>
        {hanging.length === 0 ? (
          <EmptyState title={t.none} action={upload} />
        ) : (
          <Form c={c}>
            <fieldset class="ds-fieldset room-pictures">
              <legend class="ds-label">{t.choose}</legend>
              {hanging.map((picture) => (
                <div class="ds-field">
                  <input
                    type="checkbox"
                    class="ds-input"
                    id={`picture-${picture.id}`}
                    name="pictures"
                    value={String(picture.id)}
                    checked={chosen.has(picture.id)}
                  />
                  <label class="ds-label" data-weight="regular" for={`picture-${picture.id}`}>
                    <Picture picture={picture} c={c} sizes="16rem" />
                  </label>
                </div>
              ))}
            </fieldset>
            <p class="actions">
              <Button>{staffTexts[c.lang].save}</Button>
              {upload}
            </p>
          </Form>
        )}
      </RoomFrame>
    )
  },
})
