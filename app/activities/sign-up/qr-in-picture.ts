import { decodeQR } from 'qr/decode.js'

/** What a QR code in a picture says; undefined where there is none, or none that can be read. */
export function qrInPicture(picture: {
  width: number
  height: number
  data: Uint8Array | Uint8ClampedArray
}): string | undefined {
  try {
    return decodeQR(picture, { format: 'RGBA' })
  } catch {
    return undefined
  }
}
