import { municipality, page } from '#kernel'
import { Page } from '#ui'
import { texts } from '../texts/index.ts'

export const aboutPage = page({
  cache: () => ({ tags: [], seconds: 3600 }),
  show: (_, c) => {
    const t = texts[c.lang].about
    return (
      <Page c={c} title={t.title} description={t.description}>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <h2>{t.what}</h2>
        <p>{t.whatText}</p>
        <h2>{t.who}</h2>
        <p>{t.whoText}</p>
        <p>
          <a href={c.url('/hubs')}>{t.hubs}</a>
        </p>
        <h2>{t.site}</h2>
        <p>{t.siteText}</p>
        <h2>{t.open}</h2>
        <p>{t.openText}</p>
        <p>
          <a href={c.url('/api')}>{t.data}</a>
        </p>
        <p class="quiet">
          {municipality.name}, {municipality.address}
        </p>
      </Page>
    )
  },
})

export const accessibilityPage = page({
  cache: () => ({ tags: [], seconds: 3600 }),
  show: (_, c) => {
    const t = texts[c.lang].accessibility
    return (
      <Page c={c} title={t.title} description={t.description}>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <h2>{t.statusTitle}</h2>
        <p>{t.status}</p>
        <h2>{t.knownTitle}</h2>
        <ul>
          {t.known.map((what) => (
            <li>{what}</li>
          ))}
        </ul>
        <h2>{t.helpTitle}</h2>
        <p>{t.help}</p>
        <h2>{t.sayTitle}</h2>
        <p>{t.say}</p>
        <ul>
          <li>
            <a href={c.url('/feedback?kind=accessibility')}>{t.sayLink}</a>
          </li>
          <li>
            <a href="https://www.uutilsynet.no/">{t.authority}</a>
          </li>
        </ul>
      </Page>
    )
  },
})
