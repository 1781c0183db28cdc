import { kernelRefusal } from './kernel-refusals.ts'

const max = 64 * 1024

/** The JSON of a request. Read piece by piece, so that a body that never ends is refused at the limit. */
export async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type))
    throw kernelRefusal('kernel.not-json-type')
  if (Number(request.headers.get('content-length')) > max) throw tooLarge()
  let size = 0
  const pieces: Uint8Array[] = []
  for await (const piece of request.body ?? []) {
    size += piece.length
    if (size > max) throw tooLarge()
    pieces.push(piece)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? cleaned(value) : value))
  } catch {
    throw kernelRefusal('kernel.not-json')
  }
}

const tooLarge = () => kernelRefusal('kernel.too-large', { limit: `${max / 1024} kB` })

/** NFC, and without what PostgreSQL cannot keep: NUL, and halves of characters. */
export const cleaned = (text: string) => text.replaceAll('\0', '').toWellFormed().normalize('NFC')
