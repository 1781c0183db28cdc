import qrcode from 'qrcode'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

type SignedUp = { occurrence: number; id: string; code: string }

test('a host’s phone without a reader of its own checks in whoever holds up a code', async () => {
  const [signUp] = await town.ask<SignedUp>(
    `select o.id as occurrence, u.id, u.code from activities.sign_up u
     join activities.pool p on p.id = u.pool_id
     join activities.occurrence o on o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id)
     join activities.series s on s.id = o.series_id
     where s.hub_id = 'borgen' and u.state = 'attending' and o.state <> 'cancelled' and o.starts_at > now()
       and not exists (select from activities.attendance a where a.occurrence_id = o.id and a.sign_up_id = u.id)
     order by o.starts_at, u.id limit 1`,
  )
  const { occurrence, id, code } = signUp as SignedUp
  const host = await town.open({ as: 'host-borgen', width: 390, height: 800 })
  const fetched: string[] = []
  host.on('request', (request) => fetched.push(request.url()))
  // The camera sees a phone held up to it; everything else is the page's own.
  await host.addInitScript(`
    delete globalThis.BarcodeDetector
    const seen = new Image()
    seen.src = ${JSON.stringify(await qrcode.toDataURL(code, { margin: 2, width: 300 }))}
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
      const draw = () => {
        const context = canvas.getContext('2d')
        context.fillStyle = '#777'
        context.fillRect(0, 0, 1280, 720)
        context.drawImage(seen, 500, 200)
      }
      draw()
      setInterval(draw, 50)
      return canvas.captureStream(20)
    }`)
  await host.goto(`/staff/occurrences/${occurrence}/people`)
  await host.getByRole('button', { name: 'Les QR-kode med kameraet' }).waitFor()
  expect(fetched.filter((url) => url.includes('qr-in-picture'))).toEqual([])
  await host.getByRole('button', { name: 'Les QR-kode med kameraet' }).click()
  await host.waitForURL(/done=here/)
  expect(fetched.filter((url) => url.includes('qr-in-picture'))).toHaveLength(1)
  const came = await town.ask(
    'select from activities.attendance where occurrence_id = $1 and sign_up_id = $2',
    [occurrence, id],
  )
  expect(came).toHaveLength(1)
})
