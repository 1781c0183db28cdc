import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeEach, expect, it } from 'vitest'
import { cached, encodingFor, forgetAll, forgetTags, keep } from './page-cache.ts'

const none = new Headers()
const page =
  (body: string, tags = ['hubs'], seconds = 60) =>
  async () => ({ body, headers: { 'content-type': 'text/html' }, tags, seconds })

beforeEach(forgetAll)

it('answers the second reader without making the page again', async () => {
  await keep('/a', none, page('one'))
  expect(await (await cached('/a', none))?.text()).toBe('one')
  expect(cached('/b', none)).toBeUndefined()
})

it('makes a page once for all who wait for it', async () => {
  let made = 0
  const slowly = async () => {
    made++
    await new Promise((resolve) => setTimeout(resolve, 10))
    return { body: 'x', headers: {}, tags: [], seconds: 60 }
  }
  await Promise.all([keep('/a', none, slowly), keep('/a', none, slowly), keep('/a', none, slowly)])
  expect(made).toBe(1)
})

it('forgets what carries a cleared tag, and only that', async () => {
  await keep('/a', none, page('a', ['hub:borgen']))
  await keep('/b', none, page('b', ['hub:asker']))
  forgetTags(['hub:borgen'])
  expect(cached('/a', none)).toBeUndefined()
  expect(cached('/b', none)).toBeDefined()
})

it('does not keep a page that was read before its tag was cleared', async () => {
  await keep('/a', none, async () => {
    forgetTags(['hubs'])
    return { body: 'old', headers: {}, tags: ['hubs'], seconds: 60 }
  })
  expect(cached('/a', none)).toBeUndefined()
})

it('does not keep what says zero seconds', async () => {
  await keep('/a', none, page('a', [], 0))
  expect(cached('/a', none)).toBeUndefined()
})

it('answers 304 to a reader who has it, and compresses for the others', async () => {
  const first = await keep('/a', none, page('æøå '.repeat(500)))
  const etag = first.headers.get('etag') as string
  expect((await cached('/a', new Headers({ 'if-none-match': etag })))?.status).toBe(304)
  const br = (await cached('/a', new Headers({ 'accept-encoding': 'gzip, br' }))) as Response
  expect(br.headers.get('content-encoding')).toBe('br')
  expect(brotliDecompressSync(await br.arrayBuffer()).toString()).toBe('æøå '.repeat(500))
  const gz = (await cached('/a', new Headers({ 'accept-encoding': 'gzip' }))) as Response
  expect(gunzipSync(await gz.arrayBuffer()).toString()).toBe('æøå '.repeat(500))
})

it.each([
  [null, 'identity'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
])('accepts %s as %s', (accepted, encoding) => expect(encodingFor(accepted)).toBe(encoding))
