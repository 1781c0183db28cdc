import { inZone, say, startOfDay, type Visit } from '#kernel'
import { Alert, Local } from '#ui'
import type { Closure, HubFacts } from '../hours/facts.ts'
import type { Service } from '../hubs.ts'
import { texts } from '../texts/index.ts'

/** How many days ahead a closure is announced on the hub's page. */
const daysAhead = 14

export const closuresInSight = (facts: HubFacts, now: Temporal.Instant): Closure[] =>
  facts.closures.filter(
    (closure) =>
      Temporal.Instant.compare(Temporal.Instant.from(closure.from), now.add({ hours: 24 * daysAhead })) < 0 &&
      (closure.until === null || Temporal.Instant.compare(now, Temporal.Instant.from(closure.until)) < 0),
  )

/** Closures and notices that hold now or soon, with their end and what is open all the same. */
export const ClosureNotices = ({
  facts,
  services,
  c,
}: {
  facts: HubFacts
  services: readonly Pick<Service, 'id' | 'name'>[]
  c: Visit
}) => (
  <>
    {closuresInSight(facts, c.now).map((closure) => (
      <Notice closure={closure} facts={facts} services={services} c={c} />
    ))}
  </>
)

function Notice({
  closure,
  facts,
  services,
  c,
}: {
  closure: Closure
  facts: HubFacts
  services: readonly Pick<Service, 'id' | 'name'>[]
  c: Visit
}) {
  const t = texts[c.lang].hub
  const closedService = services.find((service) => service.id === closure.serviceId)
  const exceptions = closure.exceptions.filter((e) => e.hubId === facts.hubId)
  const nameOf = (serviceId: string | null) => services.find((service) => service.id === serviceId)?.name
  return (
    <Alert
      kind={closure.effect === 'closed' ? 'warning' : 'info'}
      title={
        <>
          {closedService && <Local text={closedService.name} c={c} />}
          {closedService && ': '}
          {closure.effect === 'closed' ? t.noticeClosed : t.noticeLimited}
        </>
      }
    >
      <Local as="p" text={closure.reason} c={c} />
      <p>
        {sayPeriod(closure, c)} {closure.mayBeExtended && t.mayBeExtended}
      </p>
      {exceptions.length > 0 && (
        <>
          <p>{t.exceptions}:</p>
          <ul class="ds-list">
            {exceptions.map((e) => (
              <li>
                {e.hours !== 'note' &&
                  (e.hours === 'own' ? t.ownHours : t.asUsual)(sayName(nameOf(e.serviceId), c))}
                {e.hours !== 'note' && e.note && '. '}
                <Local text={e.note} c={c} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  )
}

const sayName = (name: Service['name'] | undefined, c: Visit) =>
  name?.[c.lang] ?? name?.nb ?? texts[c.lang].hub.theHub

/** "Til og med 18. januar 2027", "Fra … ", "Inntil videre". An end at midnight is the day before it, to everybody but clocks. */
export function sayPeriod(
  closure: Pick<Closure, 'from' | 'until'>,
  c: Pick<Visit, 'lang' | 'now' | 'today'>,
): string {
  const t = texts[c.lang].hub
  const from = Temporal.Instant.from(closure.from)
  const coming = Temporal.Instant.compare(c.now, from) < 0
  const begins = coming ? [t.from(say[c.lang].dateYear(from))] : []
  if (closure.until === null) return [...begins, t.furtherNotice].join('. ').concat('.')
  const until = Temporal.Instant.from(closure.until)
  const date = inZone(until).toPlainDate()
  const atMidnight = startOfDay(date).equals(until)
  const ends = atMidnight
    ? t.untilAndWith(say[c.lang].dateYear(date.subtract({ days: 1 })))
    : t.until(say[c.lang].dateTime(until, c.today))
  return [...begins, ends].join('. ').concat('.')
}
