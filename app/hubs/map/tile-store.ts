import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { config, log } from '#kernel'
import type { Tile } from './tile-address.ts'

const day = 24 * 3600 * 1000
const fresh = 30 * day
const forgotten = 90 * day
const largest = 1024 * 1024
const atOnce = 6
/** A source that is down is left alone this long: twelve tiles of a page must not each wait for it. */
const pause = 30_000

/** Map tiles on disk, fetched once from the map's owner so that no visitor's address reaches it. */
export class TileStore {
  private readonly folder: string
  private readonly address: string
  private readonly fetching = new Map<string, Promise<Buffer | undefined>>()
  private readonly queue: (() => void)[] = []
  private running = 0
  private downUntil = 0

  constructor(folder = join(config.dataDir, 'tiles'), address = config.tileUrl) {
    this.folder = folder
    this.address = address
  }

  /** The tile's PNG; an old one when the source is down, nothing when there is none. `mayFetch` is asked before going out. */
  async get(tile: Tile, mayFetch: () => Promise<void> = async () => {}): Promise<Buffer | undefined> {
    const path = this.pathOf(tile)
    const kept = await stat(path).catch(() => undefined)
    if (kept && Date.now() - kept.mtimeMs < fresh) return readFile(path)
    const fetched = await this.fetchOnce(tile, mayFetch)
    return fetched ?? (kept ? readFile(path) : undefined)
  }

  /** Tiles nobody has refreshed for a long time. */
  async forgetOld(): Promise<number> {
    const names = await readdir(this.folder, { recursive: true }).catch(() => [])
    let gone = 0
    for (const name of names.filter((n) => n.endsWith('.png'))) {
      const path = join(this.folder, name)
      const kept = await stat(path).catch(() => undefined)
      if (kept && Date.now() - kept.mtimeMs > forgotten) {
        await rm(path, { force: true })
        gone++
      }
    }
    return gone
  }

  private pathOf = ({ z, y, x }: Tile) => join(this.folder, String(z), String(y), `${x}.png`)

  private fetchOnce(tile: Tile, mayFetch: () => Promise<void>): Promise<Buffer | undefined> {
    const path = this.pathOf(tile)
    const known = this.fetching.get(path)
    if (known) return known
    if (Date.now() < this.downUntil) return Promise.resolve(undefined)
    const started = this.inTurn(async () => {
      await mayFetch()
      return this.fetch(tile, path)
    }).finally(() => this.fetching.delete(path))
    this.fetching.set(path, started)
    return started
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= atOnce) await new Promise<void>((go) => this.queue.push(go))
    this.running++
    try {
      return await work()
    } finally {
      this.running--
      this.queue.shift()?.()
    }
  }

  private async fetch(tile: Tile, path: string): Promise<Buffer | undefined> {
    if (Date.now() < this.downUntil) return undefined
    const url = this.address
      .replace('{z}', String(tile.z))
      .replace('{y}', String(tile.y))
      .replace('{x}', String(tile.x))
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(4000), redirect: 'error' })
      if (response.status === 404) return undefined
      if (!response.ok) throw new Error(`status ${response.status}`)
      const bytes = Buffer.from(await response.arrayBuffer())
      if (bytes.length > largest || !isPng(bytes)) throw new Error('not a tile')
      await this.keep(path, bytes)
      return bytes
    } catch (fault) {
      this.downUntil = Date.now() + pause
      log.warn({ reason: String(fault) }, 'map tiles cannot be fetched')
      return undefined
    }
  }

  /** A full disk costs the cache, not the map. */
  private async keep(path: string, bytes: Buffer) {
    try {
      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${randomUUID()}`
      await writeFile(draft, bytes)
      await rename(draft, path)
    } catch (fault) {
      log.warn({ reason: String(fault) }, 'a map tile could not be kept')
    }
  }
}

const isPng = (bytes: Buffer) =>
  bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
