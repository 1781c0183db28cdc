import { createHash } from 'node:crypto'
import { refusal } from '../refusals.ts'

export const largestUpload = 12 * 1024 * 1024
const widths = [400, 800, 1600]
const smallest = 320
/** No format takes a picture as tall as a tower; what is left of one is too narrow to be kept. */
const tallest = 3200
/** 50 megapixels: more than any phone's camera, less than what fills the memory. */
const mostPixels = 50_000_000
const kinds = new Set(['jpeg', 'png', 'webp', 'heif'])

export type MadePicture = {
  hash: string
  width: number
  height: number
  widths: number[]
  /** File name → bytes. */
  files: Map<string, Buffer>
}

/**
 * Makes the few sizes a page needs, upright, without the place, time and camera that phones write into pictures.
 * Refuses what is no picture, too large or too small; what a file says of its own type counts for nothing.
 */
export async function makePicture(bytes: Uint8Array): Promise<MadePicture> {
  if (bytes.length > largestUpload) throw refusal('hubs.picture-too-large')
  const { default: sharp } = await import('sharp')
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', animated: false })
  const about = await open()
    .metadata()
    .catch((fault: Error) => {
      throw refusal(/pixel limit/.test(fault.message) ? 'hubs.picture-too-large' : 'hubs.picture-wrong-kind')
    })
  if (!kinds.has(about.format ?? '')) throw refusal('hubs.picture-wrong-kind')

  // sharp keeps no metadata unless told to; `rotate` turns the picture as the metadata said before it goes.
  const upright = await open()
    .rotate()
    .resize({ width: widths.at(-1), height: tallest, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw refusal('hubs.picture-wrong-kind')
    })
  const { width, height } = upright.info
  if (width < smallest) throw refusal('hubs.picture-too-small')

  const hash = createHash('sha256').update(upright.data).digest('hex').slice(0, 32)
  const made = [...new Set([...widths.filter((w) => w < width), width])]
  const files = new Map<string, Buffer>()
  for (const w of made) {
    const sized = () => sharp(upright.data).resize({ width: w })
    files.set(`${hash}-${w}.avif`, await sized().avif({ quality: 50, effort: 2 }).toBuffer())
    files.set(`${hash}-${w}.webp`, await sized().webp({ quality: 76 }).toBuffer())
    files.set(
      `${hash}-${w}.jpg`,
      await sized().flatten({ background: '#fff' }).jpeg({ quality: 78, mozjpeg: true }).toBuffer(),
    )
  }
  return { hash, width, height, widths: made, files }
}
