import { type App, apiLanguage, apiProblem, kernelRefusal, visitOf } from '#kernel'
import { keptFeed } from '../feeds/kept-feed.ts'
import { apiDocument } from './api-document.ts'
import { apiPage } from './api-page.tsx'
import { robotsTxtFor } from './robots-txt.ts'
import { securityTxtFor } from './security-txt.ts'
import { sitemapFile, sitemapPart } from './sitemap-files.ts'

export function openRoutes(app: App) {
  app.get('/sitemap.xml', (hono) => sitemapFile(visitOf(hono)))
  app.get('/:file{sitemap-[0-9]{1,4}\\.xml}', (hono) =>
    sitemapPart(visitOf(hono), Number(hono.req.param('file').replace(/\D/g, ''))),
  )
  app.get('/robots.txt', robotsTxtFor)
  app.get('/.well-known/security.txt', (hono) => securityTxtFor(visitOf(hono)))
  app.get('/security.txt', (hono) => hono.redirect('/.well-known/security.txt', 301))
  // Programs ask for it whatever the page says; the icon itself is the municipality's.
  app.get('/favicon.ico', (hono) => hono.redirect('/looks/icon.svg', 301))
  app.all('/api', apiPage)
  app.get('/api/openapi.json', (hono) =>
    keptFeed(visitOf(hono), 'application/json', async () => ({
      body: JSON.stringify(apiDocument()),
      tags: [],
      seconds: 86_400,
    })),
  )
  app.all('/api/openapi.json', (hono) => {
    const c = visitOf(hono)
    const answer = apiProblem(c, kernelRefusal('kernel.wrong-method'), apiLanguage(c))
    answer.headers.set('allow', 'GET, HEAD')
    return answer
  })
  app.all('/api/openapi.json', (hono) => {
    const c = visitOf(hono)
    const answer = apiProblem(c, kernelRefusal('kernel.wrong-method'), apiLanguage(c))
    answer.headers.set('allow', 'GET, HEAD')
    return answer
  })
  app.all('/api/*', (hono) => {
    const c = visitOf(hono)
    return apiProblem(c, kernelRefusal('kernel.no-such-thing'), apiLanguage(c))
  })
}
