import type { PropsWithChildren } from 'hono/jsx'
import { found, pick, type Visit } from '#kernel'
import { Status } from '#ui'
import { roomById } from '../../reads.ts'
import type { RoomView } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { needRunner } from '../who-may.ts'
import { looks } from './rooms.tsx'

/** The room, for those who run it; others learn nothing about drafts. */
export async function roomToRun(c: Visit): Promise<RoomView> {
  const room = found(await roomById(c.db, c.param('roomId')))
  needRunner(c.actor, room.hubId)
  return room
}

const parts = ['facts', 'rules', 'parts', 'pictures'] as const
export type RoomPart = (typeof parts)[number]
const pathTo = (part: RoomPart, roomId: string) =>
  part === 'facts' ? staffRoomPaths.room(roomId) : staffRoomPaths[part](roomId)

export function RoomFrame({
  c,
  room,
  part,
  children,
}: PropsWithChildren<{ c: Visit; room: RoomView; part: RoomPart }>) {
  const t = staffTexts[c.lang]
  const name = pick(room.name, c.lang).text
  return (
    <RoomsFrame
      c={c}
      hub={{ id: room.hubId, name: room.hubName }}
      place="rooms"
      inside
      title={part === 'facts' ? name : `${t.room[part]}: ${name}`}
      crumb={{ href: staffRoomPaths.rooms(room.hubId), text: t.rooms.titleAt(room.hubName) }}
    >
      <nav class="staff-parts" aria-label={name}>
        <ul class="chips">
          {parts.map((other) => (
            <li>
              <a
                class="chip"
                href={c.url(pathTo(other, room.id))}
                aria-current={other === part ? 'page' : undefined}
              >
                {t.room[other]}
              </a>
            </li>
          ))}
          {room.state !== 'draft' && (
            <li>
              <a class="chip plain" href={c.url(`/rooms/${room.id}`)}>
                {t.room.public}
              </a>
            </li>
          )}
        </ul>
      </nav>
      <p class="actions">
        <Status kind={looks[room.state]}>{t.rooms.states[room.state]}</Status>
        {room.example && <Status kind="example">{t.example}</Status>}
      </p>
      {children}
    </RoomsFrame>
  )
}
