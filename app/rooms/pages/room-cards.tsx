import type { Visit } from '#kernel'
import { Card } from '#ui'
import type { RoomView } from '../shapes.ts'
import { roomWords } from '../texts/words.ts'
import { ExampleRoom, named, RoomLine } from './room-words.tsx'

/** The rooms of one hub, as cards on its page. */
export const RoomCards = ({ rooms, c }: { rooms: readonly RoomView[]; c: Visit }) => (
  <ul class="cards">
    {rooms.map((room) => {
      const { title, lang } = named(room.name, c)
      return (
        <li>
          <Card href={c.url(`/rooms/${room.id}`)} title={title} lang={lang} hubId={room.hubId}>
            <p class="quiet">
              {roomWords[c.lang].kinds[room.kind]} <ExampleRoom room={room} c={c} />
            </p>
            <RoomLine room={room} c={c} />
          </Card>
        </li>
      )
    })}
  </ul>
)
