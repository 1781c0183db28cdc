import { launch as launchChrome } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { launch } from '../app/testing/browser.ts'
import { chromium } from '../app/testing/chromium.ts'
import { type Measure, median } from './measure.ts'
import type { Stage } from './stage.ts'

const kilobyte = 1000

type Weight = { page: number; scripts: number; mapScripts: { early: boolean }[] }

/** Bytes over the wire of a first visit; fonts and pictures apart, and apart from the map, which comes after the content. */
async function weigh(origin: string, path: string): Promise<Weight> {
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    const weight: Weight = { page: 0, scripts: 0, mapScripts: [] }
    let contentIsThere = false
    page.on('domcontentloaded', () => {
      contentIsThere = true
    })
    page.on('requestfinished', async (request) => {
      const type = request.resourceType()
      if (!['document', 'script', 'stylesheet'].includes(type)) return
      if (/map|leaflet/.test(request.url())) {
        if (type === 'script') weight.mapScripts.push({ early: !contentIsThere })
        return
      }
      const { responseBodySize } = await request.sizes()
      weight.page += responseBodySize
      if (type === 'script') weight.scripts += responseBodySize
    })
    await page.goto(origin + path, { waitUntil: 'load' })
    await page.mouse.wheel(0, 20_000)
    await page.waitForTimeout(1500)
    return weight
  } finally {
    await browser.close()
  }
}

export async function weight({ product }: Stage): Promise<Measure[]> {
  const hub = await weigh(product.origin, '/hubs/borgen')
  const list = await weigh(product.origin, '/activities')
  const early = hub.mapScripts.filter((script) => script.early).length
  return [
    { name: 'weight-hub-kb', value: hub.page / kilobyte, limit: 30, better: 'less', digits: 1 },
    { name: 'weight-hub-js-kb', value: hub.scripts / kilobyte, limit: 8, better: 'less', digits: 1 },
    { name: 'weight-whats-on-kb', value: list.page / kilobyte, limit: 30, better: 'less', digits: 1 },
    { name: 'weight-whats-on-js-kb', value: list.scripts / kilobyte, limit: 8, better: 'less', digits: 1 },
    { name: 'map-scripts-without-a-map', value: list.mapScripts.length, limit: 0, better: 'less', digits: 0 },
    { name: 'map-scripts-before-content', value: early, limit: 0, better: 'less', digits: 0 },
  ]
}

const wanted = [
  ['performance', 98],
  ['accessibility', 100],
  ['best-practices', 100],
  ['seo', 100],
] as const

/** Lighthouse as it comes (a slow phone on a slow network), three times each. */
export async function lighthouseScores({ product, ask }: Stage): Promise<Measure[]> {
  const [activity] = await ask<{ id: number }>(
    `select s.id from activities.series s join activities.occurrence o on o.series_id = s.id
     where s.state = 'published' and o.starts_at > now() order by o.starts_at, s.id limit 1`,
  )
  const pages = {
    front: '/',
    hub: '/hubs/borgen',
    'whats-on': '/activities',
    activity: `/activities/${activity?.id}`,
  }
  const { path, env, args } = await chromium()
  const measures: Measure[] = []
  for (const [name, address] of Object.entries(pages)) {
    const scores: Record<string, number[]> = {}
    for (let round = 0; round < 3; round++) {
      const chrome = await launchChrome({
        chromePath: path,
        chromeFlags: args,
        envVars: env,
        logLevel: 'silent',
      })
      try {
        const result = await lighthouse(product.origin + address, { port: chrome.port, logLevel: 'silent' })
        const { audits = {}, categories = {} } = result?.lhr ?? {}
        for (const [category] of wanted) {
          const found = categories[category]
          scores[category] = [...(scores[category] ?? []), (found?.score ?? 0) * 100]
          for (const { id, weight } of found?.auditRefs ?? []) {
            const score = audits[id]?.score
            if (round === 0 && weight > 0 && typeof score === 'number' && score < 0.9)
              console.error(`  ${name} ${category}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`)
          }
        }
      } finally {
        chrome.kill()
      }
    }
    for (const [category, limit] of wanted) {
      measures.push({
        name: `lighthouse-${name}-${category}`,
        value: median(scores[category] ?? [0]),
        limit,
        better: 'more',
        digits: 0,
      })
    }
  }
  return measures
}
