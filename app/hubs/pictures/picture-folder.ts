import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type App, config } from '#kernel'
import type { MadePicture } from './make-picture.ts'

const folder = () => join(config.dataDir, 'pictures')
const types: Record<string, string> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }
const name = /^[0-9a-f]{32}-\d{2,4}\.(avif|webp|jpg)$/

/** Before the row that names them is written: a row without files would be a broken picture, files without a row only dust. */
export async function keepFiles(picture: MadePicture): Promise<void> {
  await mkdir(folder(), { recursive: true })
  for (const [file, bytes] of picture.files) {
    const draft = join(folder(), `.${randomUUID()}`)
    await writeFile(draft, bytes)
    await rename(draft, join(folder(), file))
  }
}

/** A picture that was taken down is gone for those who kept its address, too: somebody in it may have asked. */
export async function dropFiles(hash: string): Promise<void> {
  for (const file of await readdir(folder()).catch(() => []))
    if (file.startsWith(`${hash}-`)) await rm(join(folder(), file), { force: true })
}

/**
 * Files of no picture: taken down while the disk did not answer, or uploaded by somebody whose request ended before the
 * row was written. What is younger than a day may still get its row.
 */
export async function sweepFiles(
  hanging: ReadonlySet<string>,
  now = Temporal.Now.instant(),
): Promise<number> {
  const old = now.subtract({ hours: 24 }).epochMilliseconds
  let swept = 0
  for (const file of await readdir(folder()).catch(() => [])) {
    if (hanging.has(file.slice(0, 32))) continue
    const about = await stat(join(folder(), file)).catch(() => undefined)
    if (!about?.isFile() || about.mtimeMs > old) continue
    await rm(join(folder(), file), { force: true })
    swept++
  }
  return swept
}

export function pictureRoutes(app: App) {
  app.get('/pictures/:file', async (hono) => {
    const { file } = hono.req.param()
    const format = name.exec(file)?.[1]
    const path = join(folder(), file)
    const known = format && (await stat(path).catch(() => undefined))
    if (!format || !known) return hono.notFound()
    // Named after what is in it, so it can be kept for ever.
    hono.header('cache-control', 'public, max-age=31536000, immutable')
    hono.header('content-type', types[format])
    hono.header('content-length', String(known.size))
    return hono.body(Readable.toWeb(createReadStream(path)) as ReadableStream)
  })
}
