import { municipality, type Visit } from '#kernel'
import { texts } from './texts.ts'

/** For a page's head: calendars and feed readers find the feeds of what the page shows. */
export function feedLinks(
  c: Visit,
  { hub, query = '' }: { hub?: { id: string; name: string }; query?: string } = {},
) {
  const t = texts[c.lang]
  const path = c.url(hub ? `/hubs/${hub.id}` : '/activities')
  const search = query && `?${query.replace(/^\?/, '')}`
  const about = hub?.name ?? municipality.name
  return (
    <>
      <link
        rel="alternate"
        type="text/calendar"
        href={`${path}.ics${search}`}
        title={`${t.calendar}: ${about}`}
      />
      <link
        rel="alternate"
        type="application/atom+xml"
        href={`${path}.atom${search}`}
        title={`${t.news}: ${about}`}
      />
    </>
  )
}
