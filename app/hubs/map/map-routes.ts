import { type App, limit, visitOf } from '#kernel'
import { boundary } from '../municipality-file.ts'
import { tileOf } from './tile-address.ts'
import { TileStore } from './tile-store.ts'

export const tiles = new TileStore()

/** One clear pixel: `<hub-map>` knows it by its size. */
const nothing = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=',
    'base64',
  ),
)

export function mapRoutes(app: App, store: TileStore = tiles) {
  app.get('/map/tiles/:z/:y/:file{[0-9]+\\.png}', async (hono) => {
    const { z, y, file } = hono.req.param()
    const tile = tileOf(z, y, file.replace('.png', ''))
    if (!tile) return hono.body(null, 404, { 'cache-control': 'public, max-age=3600' })
    const { network } = visitOf(hono)
    // Only what has to be fetched counts; a tile we have costs nobody anything.
    const png = await store.get(tile, () => limit({ key: `tiles:${network}`, max: 1500, seconds: 3600 }))
    // An error would stand in red in the console of everybody who looks; the map says in words what is missing.
    if (!png) return hono.body(nothing, 200, { 'content-type': 'image/png', 'cache-control': 'no-store' })
    return hono.body(new Uint8Array(png), 200, {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=604800',
    })
  })

  app.get('/map/boundary.geojson', (hono) =>
    hono.body(boundary.text, 200, {
      'content-type': 'application/geo+json',
      'cache-control': 'public, max-age=86400',
    }),
  )
}
