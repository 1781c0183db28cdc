import { say, type Visit } from '#kernel'
import { Card, Details, EmptyState, Facts, Local, Table } from '#ui'
import type { HubFacts } from '../hours/facts.ts'
import type { Hub, MenuItem, Service } from '../hubs.ts'
import { texts } from '../texts/index.ts'
import { ComingHours } from './hours-table.tsx'
import { Example, OpenNow } from './open-now.tsx'

/** What is under the roof, each with its own hours, who runs it, and the café's menu. */
export function HubServices({ hub, facts, c }: { hub: Hub; facts: HubFacts; c: Visit }) {
  const t = texts[c.lang].hub
  if (hub.services.length === 0) return <EmptyState title={t.noServices} level={3} />
  return (
    <div class="hub-services">
      {hub.services.map((service) => (
        <Card title={<Local text={service.name} c={c} />} level={3}>
          <OneService service={service} facts={facts} c={c} />
        </Card>
      ))}
    </div>
  )
}

function OneService({ service, facts, c }: { service: Service; facts: HubFacts; c: Visit }) {
  const t = texts[c.lang].hub
  const name = service.name[c.lang] ?? service.name.nb ?? ''
  const hasHours = facts.rows.some((row) => row.serviceId === service.id)
  return (
    <>
      <p>
        <OpenNow facts={facts} serviceId={service.id} c={c} />
      </p>
      <Facts
        rows={[
          service.provider && [t.runBy, <Local text={service.provider} c={c} />],
          service.place && [t.where, <Local text={service.place} c={c} />],
          service.note && [t.note, <Local text={service.note} c={c} />],
          service.phone
            ? [
                t.phone,
                <a href={`tel:+47${service.phone.replace(/\D/g, '')}`}>{say[c.lang].phone(service.phone)}</a>,
              ]
            : null,
          service.website
            ? [t.website, <a href={service.website}>{new URL(service.website).hostname}</a>]
            : null,
        ]}
      />
      {service.menu.length > 0 && <Menu menu={service.menu} c={c} />}
      {hasHours && (
        <Details summary={`${t.hours}: ${name}`}>
          <ComingHours
            facts={facts}
            serviceId={service.id}
            caption={`${name}: ${t.twoWeeks.toLowerCase()}`}
            c={c}
          />
        </Details>
      )}
    </>
  )
}

function Menu({ menu, c }: { menu: readonly MenuItem[]; c: Visit }) {
  const t = texts[c.lang].hub
  return (
    <>
      {menu.some((item) => item.example) && (
        <p>
          <Example c={c} />
        </p>
      )}
      <Table
        caption={t.menu}
        rowHead
        head={[t.dish, t.price]}
        rows={menu.map((item) => [
          <>
            <Local text={item.name} c={c} />
            {item.allergens && (
              <span class="allergens">
                {t.allergens}: <Local text={item.allergens} c={c} />
              </span>
            )}
          </>,
          <span class="times">{sayPrice(item.price, c)}</span>,
        ])}
      />
    </>
  )
}

const sayPrice = (ore: number | null, c: Visit) => {
  const t = texts[c.lang]
  return ore === null ? t.unknown : ore === 0 ? t.hub.free : t.hub.kroner(say[c.lang].number(ore / 100))
}
