import { config, page, say, type Visit } from '#kernel'
import { clientKeyAge, isDevelopmentIssuer, issuerUrl, needAdministrator } from '#people'
import { Alert, Page, Status, Table } from '#ui'
import { kartverketLookup } from '../find/address-lookup.ts'
import { texts } from '../texts/index.ts'

const host = (address: string) => new URL(address.replace(/[{}]/g, '')).host

/** What this program asks of others, and what nobody has tried against the real thing yet. */
export const outsideServicesPage = page({
  needs: 'sign-in',
  read: async (c) => {
    needAdministrator(c.actor)
    return [
      { name: 'signIn' as const, at: isDevelopmentIssuer() ? null : host(issuerUrl()), verified: false },
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
      <Page c={c} title={t.outside}>
        <h1 class="ds-heading">{t.outside}</h1>
        <p class="lead">{t.outsideLead}</p>
        <KeyAge c={c} />
        <Table
          caption={t.outside}
          rowHead
          head={[t.service, t.serviceAddress, t.status]}
          rows={services.map((service) => [
            t[service.name],
            service.at ?? '–',
            service.at === null ? (
              service.name === 'signIn' ? (
                t.developmentSignIn
              ) : (
                t.notConnected
              )
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

/** The day when nobody can sign in any more must not come unseen. */
function KeyAge({ c }: { c: Visit }) {
  const t = texts[c.lang].staff
  if (!config.oidc.clientKey) return null
  const { expires, soon } = clientKeyAge(c.today)
  if (!expires) return <Alert kind="info">{t.keyAgeUnknown}</Alert>
  const date = say[c.lang].dateYear(expires)
  return soon ? <Alert kind="danger">{t.keyExpires(date)}</Alert> : <p>{t.keyUntil(date)}</p>
}
