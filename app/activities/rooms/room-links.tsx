import type { Visit } from '#kernel'
import { Local } from '#ui'
import type { PageRoom } from '../activity-page.ts'

export const RoomLinks = ({ rooms, c }: { rooms: readonly PageRoom[]; c: Visit }) => (
  <>
    {rooms.map((room, i) => (
      <>
        {i > 0 && ', '}
        <a href={c.url(`/rooms/${room.id}`)}>
          <Local text={room.name} c={c} />
        </a>
      </>
    ))}
  </>
)
