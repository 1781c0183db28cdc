import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type App, municipalityFolder } from '#kernel'
import { hubsCss, type Looks } from './looks-css.ts'

// Pictures and accents belong to the municipality, not to the build: they are read from its folder when the server
// starts and served from memory.

const looks: Looks = JSON.parse(readFileSync(join(municipalityFolder, 'looks.json'), 'utf8'))
const css = hubsCss(looks)
const mark = (bytes: string | Uint8Array) =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 12)

/** The address changes with the content, so the style sheet may be kept for a year. */
export const hubsCssHref = `/looks/hubs.css?v=${mark(css)}`

type Picture = { body: string; etag: string }
const pictures = new Map<string, Picture>(
  readdirSync(join(municipalityFolder, 'pictures'))
    .filter((name) => name.endsWith('.svg'))
    .map((name) => {
      const body = readFileSync(join(municipalityFolder, 'pictures', name), 'utf8')
      return [name, { body, etag: `"${mark(body)}"` }]
    }),
)

/** A hub that the municipality has drawn nothing for shows the municipality's own sign. */
const drawn = (name: string) =>
  pictures.get(name) ?? (name.endsWith('-icon.svg') ? pictures.get('icon.svg') : undefined)

export function looksRoutes(app: App) {
  app.get('/looks/hubs.css', (c) =>
    c.body(css, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': c.req.query('v') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    }),
  )
  app.get('/looks/:name', (c) => {
    const picture = drawn(c.req.param('name'))
    if (!picture) return c.notFound()
    const headers = {
      etag: picture.etag,
      'cache-control': 'public, max-age=86400, stale-while-revalidate=604800',
      // The drawing's own dark colours are a style inside the picture; nothing else may run in it.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    }
    if (c.req.header('if-none-match') === picture.etag) return c.body(null, 304, headers)
    return c.body(picture.body, 200, { ...headers, 'content-type': 'image/svg+xml' })
  })
  app.get('/favicon.ico', (c) => c.redirect('/looks/icon.svg', 301))
}
