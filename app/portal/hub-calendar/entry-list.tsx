import { activityTexts } from '#activities'
import { pick, say, type Visit } from '#kernel'
import { Local, Status } from '#ui'
import { roomsTexts } from '../texts/rooms.ts'
import type { Entry } from './entries.ts'

/** What it is called for this reader. */
export function Title({ entry: { title, href, mark, kind }, c }: { entry: Entry; c: Visit }) {
  const t = roomsTexts[c.lang].calendar
  const text = typeof title === 'string' ? title : title && pick(title, c.lang).text
  const said = text ? (
    typeof title === 'string' ? (
      <span dir="auto">{title}</span>
    ) : (
      <Local text={title} c={c} />
    )
  ) : mark === 'own' ? (
    t.yours
  ) : kind === 'block' ? (
    t.blocked
  ) : (
    t.taken
  )
  return href ? <a href={c.url(href)}>{said}</a> : <span>{said}</span>
}

/** The same whether a day stands beside others or alone: when, what, where. */
export function EntryList({
  entries,
  hubId,
  withRooms = true,
  c,
}: {
  entries: readonly Entry[]
  hubId: string
  withRooms?: boolean
  c: Visit
}) {
  const t = roomsTexts[c.lang].calendar
  if (entries.length === 0) return <p class="quiet small">{t.nothing}</p>
  return (
    <ul class="week-dates">
      {entries.map((entry) => (
        <li
          data-hub={entry.kind === 'activity' || entry.mark === 'own' ? hubId : undefined}
          class={entry.mark === 'cancelled' ? 'is-cancelled' : undefined}
        >
          <time datetime={entry.from.toString()}>{say[c.lang].times(entry.from, entry.to)}</time>
          <Title entry={entry} c={c} />
          {withRooms && entry.rooms.length > 0 && (
            <span class="quiet small">
              {entry.rooms.map((room, i) => (
                <>
                  {i > 0 && ', '}
                  <Local text={room.name} c={c} />
                </>
              ))}
            </span>
          )}
          <Mark entry={entry} c={c} />
        </li>
      ))}
    </ul>
  )
}

function Mark({ entry: { mark, title }, c }: { entry: Entry; c: Visit }) {
  const t = roomsTexts[c.lang].calendar
  if (mark === 'cancelled') return <strong class="small">{activityTexts[c.lang].states.cancelled}</strong>
  if (mark === 'request')
    return (
      <span>
        <Status kind="soon">{t.request}</Status>
      </span>
    )
  return mark === 'own' && title ? (
    <span>
      <Status kind="info">{t.yours}</Status>
    </span>
  ) : null
}
