import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { checkInPng, checkInSvg } from './check-in-picture.ts'
import { qrInPicture } from './qr-in-picture.ts'

const pixels = async (picture: Sharp) => {
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height }
}
const grey = { r: 96, g: 96, b: 96 }

/** As a camera sees a phone held up to it: small in the picture, askew, a little out of focus, on grey. */
const heldUp = async (png: Buffer, turned = 0) =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: grey } })
    .composite([
      {
        input: await sharp(png).resize(220).rotate(turned, { background: grey }).blur(0.8).toBuffer(),
        left: 120,
        top: 60,
      },
    ])
    .png()
    .toBuffer()

test('the picture that a resident gets by mail is read', async () => {
  expect(qrInPicture(await pixels(sharp(await checkInPng('K7MX2PQA'))))).toBe('K7MX2PQA')
})

test('and the one on their own page', async () => {
  const svg = Buffer.from(await checkInSvg('K7MX2PQA'))
  expect(qrInPicture(await pixels(sharp(svg).resize(400)))).toBe('K7MX2PQA')
})

test.each([0, 12, 90, 180, 200])('held up to the camera, turned by %i degrees', async (turned) => {
  expect(qrInPicture(await pixels(sharp(await heldUp(await checkInPng('K7MX2PQA'), turned))))).toBe(
    'K7MX2PQA',
  )
})

test('a picture without a code says nothing', async () => {
  const empty = sharp({ create: { width: 320, height: 240, channels: 3, background: grey } })
  expect(qrInPicture(await pixels(empty))).toBeUndefined()
})
