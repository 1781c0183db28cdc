import { type LocalText, pick, type Visit } from '#kernel'
import { CheckboxGroup, Details } from '#ui'
import { texts } from '../texts/index.ts'

export type HubRooms = {
  id: string
  name: string
  rooms: { id: string; name: LocalText; capacity: number }[]
}

/** Which rooms it is in. One hub's stand open; of several hubs each waits under its name. */
export function RoomFields({ c, hubs, value }: { c: Visit; hubs: readonly HubRooms[]; value: string[] }) {
  const t = texts[c.lang].rooms
  const chosen = c.form.sent ? c.form.values('rooms') : value
  const groups = hubs.map((hub, i) => (
    <CheckboxGroup
      c={c}
      id={i === 0 ? undefined : `rooms-${hub.id}`}
      name="rooms"
      label={t.label(hub.name)}
      value={value}
      options={hub.rooms.map((room) => ({
        value: room.id,
        text: pick(room.name, c.lang).text,
        hint: t.people(room.capacity),
      }))}
      optional
    />
  ))
  if (groups.length === 0) return null
  return (
    <Details summary={t.section} open={chosen.length > 0 || hubs.length === 1}>
      <p class="hint">{t.hint}</p>
      {groups}
    </Details>
  )
}
