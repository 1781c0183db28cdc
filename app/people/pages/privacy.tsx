import { municipality, page } from '#kernel'
import { Facts, Page } from '#ui'
import { register } from '../privacy/register.ts'
import { texts } from '../texts/index.ts'

export const privacyPage = page({
  cache: () => ({ tags: ['privacy'], seconds: 3600 }),
  show: (_, c) => {
    const t = texts[c.lang].privacy
    return (
      <Page c={c} title={t.title} description={t.lead(municipality.name)}>
        <h1>{t.title}</h1>
        <p>{t.lead(municipality.name)}</p>
        <h2>{t.yourRights}</h2>
        <ul class="ds-list">
          <li>
            <a href={c.url('/me/data')}>{t.seeData}</a>
          </li>
          <li>
            <a href={c.url('/me/data/erase')}>{t.erase}</a>
          </li>
          <li>{t.ask(municipality.email)}</li>
          <li>{t.authority}</li>
        </ul>
        <h2>{t.cookies}</h2>
        <p>{t.cookiesText}</p>
        {register().map((row) => (
          <section aria-labelledby={row.key}>
            <h2 id={row.key}>{row.name[c.lang]}</h2>
            <Facts
              rows={[
                [t.what, row.what[c.lang]],
                [t.why, row.purpose[c.lang]],
                [t.basis, row.basis[c.lang]],
                [t.kept, row.kept[c.lang]],
              ]}
            />
          </section>
        ))}
      </Page>
    )
  },
})
