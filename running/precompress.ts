import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const packed = /\.(js|css|svg|json|html|txt)$/

/** Lays a .br and a .gz beside every text file, as small as they get: done once here instead of at every request. */
export async function precompress(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => packed.test(file))
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      const text = readFileSync(path)
      if (text.length < 512) return
      const small = await promisify(brotliCompress)(text, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
      })
      writeFileSync(`${path}.br`, small)
      writeFileSync(`${path}.gz`, await promisify(gzip)(text, { level: 9 }))
    }),
  )
}
