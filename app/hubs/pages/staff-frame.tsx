import type { PropsWithChildren } from 'hono/jsx'
import { found, type Visit } from '#kernel'
import { needStaff } from '#people'
import { Alert, ErrorSummary, Page } from '#ui'
import { whoMayEdit } from '../edit/edit-hub.ts'
import { type Hub, hubOf } from '../hubs.ts'
import { texts } from '../texts/index.ts'

export type StaffPart = '' | 'facilities' | 'services' | 'hours' | 'closures' | 'pictures' | 'status'
const parts: readonly StaffPart[] = ['', 'facilities', 'services', 'hours', 'closures', 'pictures', 'status']

export const staffPath = (hubId: string, part: string) => `/staff/hubs/${hubId}${part && `/${part}`}`

/** The hub, for those who may edit it; others learn nothing about it here. */
export async function hubToEdit(c: Visit): Promise<Hub> {
  const hubId = c.param('hubId')
  needStaff(c.actor, hubId, ...whoMayEdit)
  return found(await hubOf(c.db, hubId, c.today))
}

const partTitle = (part: StaffPart, c: Visit): string => {
  const t = texts[c.lang].staff
  return part === '' ? t.facts : t[part]
}

/** Every page where a hub is edited: where one is, where else one can go, what was just done, what went wrong. */
export function StaffFrame({
  hub,
  part,
  title,
  c,
  children,
}: PropsWithChildren<{ hub: Hub; part: StaffPart; title?: string; c: Visit }>) {
  const t = texts[c.lang].staff
  const name = title ?? partTitle(part, c)
  const done = sayDone(c)
  return (
    <Page
      c={c}
      title={`${name} – ${hub.name}`}
      wide
      hub={hub}
      breadcrumbs={[
        { href: c.url(staffPath(hub.id, '')), text: t.title(hub.name) },
        ...(title ? [{ href: c.url(staffPath(hub.id, part)), text: partTitle(part, c) }] : []),
      ]}
    >
      <p class="staff-hub">{hub.name}</p>
      <h1 class="ds-heading">{name}</h1>
      <nav class="staff-parts" aria-label={t.title(hub.name)}>
        <ul class="chips">
          {parts.map((other) => (
            <li>
              <a
                class="chip"
                href={c.url(staffPath(hub.id, other))}
                aria-current={other === part ? (title ? 'true' : 'page') : undefined}
              >
                {partTitle(other, c)}
              </a>
            </li>
          ))}
          <li>
            <a class="chip plain" href={c.url(`/hubs/${hub.id}`)}>
              {t.showPage}
            </a>
          </li>
        </ul>
      </nav>
      {done && !c.form.sent && <Alert kind="success">{done}</Alert>}
      <ErrorSummary c={c} />
      {children}
    </Page>
  )
}

function sayDone(c: Visit): string | undefined {
  const t = texts[c.lang].staff
  switch (c.done) {
    case 'saved':
    case 'hours-changed':
      return t.saved
    case 'added':
      return t.added
    case 'removed':
      return t.removed
    default:
      return undefined
  }
}
