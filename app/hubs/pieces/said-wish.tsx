import { say, type Visit } from '#kernel'
import { Facts, Local } from '#ui'
import type { HoursWish } from '../changes/hours-wish.ts'
import { hubOf } from '../hubs.ts'
import { texts } from '../texts/index.ts'
import { sayPeriod } from './closure-notices.tsx'
import { SaidHours } from './said-hours.tsx'

/** What somebody is about to change, in the words of the form they filled in. */
export async function SaidWish({ wish, hubId, c }: { wish: HoursWish; hubId: string; c: Visit }) {
  const t = texts[c.lang]
  const s = t.staff
  const date = (iso: string) => say[c.lang].dateYear(Temporal.PlainDate.from(iso))
  const subject = async (serviceId: string | null) => {
    const services = serviceId === null ? [] : ((await hubOf(c.db, hubId, c.today))?.services ?? [])
    const service = services.find((one) => one.id === serviceId)
    return service ? <Local text={service.name} c={c} /> : s.wholeHub
  }
  switch (wish.kind) {
    case 'close':
      return (
        <Facts
          rows={[
            [s.effect, wish.effect === 'closed' ? s.effectClosed : s.effectLimited],
            [s.about, wish.everyHub ? s.everyHub : await subject(wish.serviceId)],
            [s.period, sayPeriod(wish, c)],
            [t.hub.note, <Local text={wish.reason} c={c} />],
          ]}
        />
      )
    case 'regular':
    case 'deviation':
      return (
        <Facts
          rows={[
            [s.text, <SaidHours osm={wish.osm} c={c} />],
            [s.about, await subject(wish.serviceId)],
            [
              s.period,
              wish.kind === 'regular' ? s.fromDate(date(wish.from)) : `${date(wish.from)} – ${date(wish.to)}`,
            ],
          ]}
        />
      )
    case 'status':
      return (
        <Facts
          rows={[
            [s.status, t.statuses[wish.status]],
            [s.period, s.fromDate(date(wish.from))],
          ]}
        />
      )
    case 'new-end':
      return (
        <p>
          {wish.until === null
            ? t.hub.furtherNotice
            : t.hub.until(say[c.lang].dateTime(Temporal.Instant.from(wish.until), c.today))}
        </p>
      )
    case 'call-off':
      return <p>{s.end}</p>
    default:
      return null
  }
}
