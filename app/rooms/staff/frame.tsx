import type { PropsWithChildren } from 'hono/jsx'
import { inZone, type Visit } from '#kernel'
import { Alert, ErrorSummary, Page } from '#ui'
import { staffTexts } from '../texts/staff.ts'
import { staffRoomPaths } from './paths.ts'
import type { NamedHub } from './who-may.ts'

const places = ['rooms', 'bookings', 'calendar', 'figures', 'terms'] as const
export type Place = (typeof places)[number]

const pathTo = (place: Place, hubId: string | undefined): string | undefined => {
  switch (place) {
    case 'rooms':
      return staffRoomPaths.rooms(hubId)
    case 'bookings':
      return staffRoomPaths.bookings(hubId)
    case 'calendar':
      return hubId && staffRoomPaths.calendar(hubId)
    case 'figures':
      return staffRoomPaths.figures({ hub: hubId })
    case 'terms':
      return staffRoomPaths.terms(hubId)
  }
}

/** Every staff page about rooms: where one is, where else one can go, what was just done, what went wrong. */
export function RoomsFrame({
  c,
  hub,
  place,
  title,
  crumb,
  inside,
  scripts,
  children,
}: PropsWithChildren<{
  c: Visit
  hub: NamedHub | null
  place: Place
  title: string
  /** The page is one of several below this one. */
  crumb?: { href: string; text: string }
  inside?: boolean
  scripts?: string[]
}>) {
  const t = staffTexts[c.lang]
  const done = c.done && t.done[c.done]
  return (
    <Page
      c={c}
      title={hub && !title.includes(hub.name) ? `${title} – ${hub.name}` : title}
      wide
      hub={hub ?? undefined}
      scripts={scripts}
      breadcrumbs={crumb ? [{ href: c.url(crumb.href), text: crumb.text }] : []}
    >
      {hub && !title.includes(hub.name) && <p class="staff-hub">{hub.name}</p>}
      <h1 class="ds-heading">{title}</h1>
      <nav class="staff-parts" aria-label={t.nav.label}>
        <ul class="chips">
          {places.map((other) => {
            const href = pathTo(other, hub?.id)
            return (
              href && (
                <li>
                  <a
                    class="chip"
                    href={c.url(href)}
                    aria-current={other === place ? (inside ? 'true' : 'page') : undefined}
                  >
                    {t.nav[other]}
                  </a>
                </li>
              )
            )
          })}
        </ul>
      </nav>
      {done && !c.form.sent && <Alert kind="success">{done}</Alert>}
      <ErrorSummary c={c} />
      <InTheWay hub={hub} c={c} />
      {children}
    </Page>
  )
}

/** A time that is taken: the day it is taken on, where a host sees by whom. */
function InTheWay({ hub, c }: { hub: NamedHub | null; c: Visit }) {
  const { refusal } = c.form
  const from = (refusal?.params as { from?: unknown } | undefined)?.from
  if (!hub || refusal?.code !== 'rooms.taken' || !(from instanceof Temporal.Instant)) return null
  const date = inZone(from).toPlainDate().toString()
  return (
    <p>
      <a href={c.url(staffRoomPaths.calendar(hub.id, { date }))}>{staffTexts[c.lang].booking.inTheWay}</a>
    </p>
  )
}

/** Which of several hubs the page is about. */
export function HubChoice({
  c,
  hubs,
  asked,
  all,
}: {
  c: Visit
  hubs: readonly NamedHub[]
  asked: NamedHub | null
  all?: boolean
}) {
  const t = staffTexts[c.lang]
  if (hubs.length < 2) return null
  return (
    <form method="get" class="filter-row" novalidate>
      <div class="ds-field">
        <label class="ds-label" for="hub">
          {t.hub}
        </label>
        <select class="ds-input" id="hub" name="hub">
          {all && <option value="">{t.allHubs}</option>}
          {hubs.map((hub) => (
            <option value={hub.id} selected={hub.id === asked?.id}>
              {hub.name}
            </option>
          ))}
        </select>
      </div>
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.show}
      </button>
    </form>
  )
}
