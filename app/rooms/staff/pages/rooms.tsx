import { page, pick } from '#kernel'
import { ButtonLink, EmptyState, Local, Status, Table } from '#ui'
import { everyRoomOf } from '../../reads.ts'
import type { RoomState } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { roomWords } from '../../texts/words.ts'
import { HubChoice, RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { countsAt } from '../rooms-to-run.ts'
import { hubsToRun } from '../who-may.ts'

export const looks: Record<RoomState, 'draft' | 'open' | 'closed'> = {
  draft: 'draft',
  open: 'open',
  closed: 'closed',
}

export const staffRoomsPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const { hubs, asked } = await hubsToRun(c)
    const shown = asked ? [asked] : hubs
    const ids = shown.map((hub) => hub.id)
    const [rooms, counts] = await Promise.all([everyRoomOf(c.db, asked?.id), countsAt(c.db, ids, c.now)])
    return { hubs, asked, counts, rooms: rooms.filter((room) => ids.includes(room.hubId)) }
  },
  show: ({ hubs, asked, rooms, counts }, c) => {
    const t = staffTexts[c.lang].rooms
    const hub = asked ?? (hubs.length === 1 ? (hubs[0] ?? null) : null)
    const create = <ButtonLink href={c.url(staffRoomPaths.newRoom(hub?.id))}>{t.new}</ButtonLink>
    return (
      <RoomsFrame c={c} hub={hub} place="rooms" title={hub ? t.titleAt(hub.name) : t.title}>
        <p class="lead">{t.intro}</p>
        <HubChoice c={c} hubs={hubs} asked={asked} all />
        <p class="actions">{create}</p>
        {rooms.length === 0 ? (
          <EmptyState title={t.none}>{t.noneHint}</EmptyState>
        ) : (
          <Table
            caption={t.table}
            rowHead
            head={[
              t.name,
              ...(hub ? [] : [staffTexts[c.lang].hub]),
              t.kind,
              t.people,
              t.state,
              t.coming,
              t.waiting,
            ]}
            rows={rooms.map((room) => {
              const count = counts.get(room.id)
              return [
                <>
                  <a href={c.url(staffRoomPaths.room(room.id))}>
                    <Local text={room.name} c={c} />
                  </a>{' '}
                  {room.example && <Status kind="example">{staffTexts[c.lang].example}</Status>}
                  {room.parts.length > 1 && (
                    <span class="hours-note">
                      {t.partOf(room.partNames.map((name) => pick(name, c.lang).text).join(', '))}
                    </span>
                  )}
                </>,
                ...(hub ? [] : [room.hubName]),
                roomWords[c.lang].kinds[room.kind],
                room.capacity,
                <Status kind={looks[room.state]}>{t.states[room.state]}</Status>,
                count?.coming ?? 0,
                count?.waiting ? <a href={c.url(staffRoomPaths.bookings(room.hubId))}>{count.waiting}</a> : 0,
              ]
            })}
          />
        )}
      </RoomsFrame>
    )
  },
})
