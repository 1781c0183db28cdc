import { config, page } from '#kernel'
import { needAdministrator } from '#people'
import { Page, Status, Table } from '#ui'
import { kartverketLookup } from '../find/address-lookup.ts'
import { texts } from '../texts/index.ts'

const host = (address: string) => new URL(address.replace(/[{}]/g, '')).host

/** What this program asks of others, and what nobody has tried against the real thing yet. */
export const outsideServicesPage = page({
  needs: 'sign-in',
  read: async (c) => {
    needAdministrator(c.actor)
    return [
      { name: 'tiles' as const, at: host(config.tileUrl), verified: false },
      {
        name: 'addresses' as const,
        at: config.addressUrl ? host(config.addressUrl) : null,
        verified: kartverketLookup('').verified,
      },
    ]
  },
  show: (services, c) => {
    const t = texts[c.lang].staff
    return (
      <Page c={c} title={t.outside} breadcrumbs={[]}>
        <h1 class="ds-heading">{t.outside}</h1>
        <p class="lead">{t.outsideLead}</p>
        <Table
          caption={t.outside}
          rowHead
          head={[t.service, t.serviceAddress, t.status]}
          rows={services.map((service) => [
            t[service.name],
            service.at ?? '–',
            service.at === null ? (
              t.notConnected
            ) : (
              <Status kind={service.verified ? 'open' : 'info'}>
                {service.verified ? t.connected : t.unverified}
              </Status>
            ),
          ])}
        />
      </Page>
    )
  },
})
