import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tileOf } from './tile-address.ts'
import { TileStore } from './tile-store.ts'

// The smallest PNG there is: what a tile server would send.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const tile = tileOf('12', '1189', '2166')

describe('which tiles are ours', () => {
  test.each([
    ['12', '1189', '2166', true],
    ['12', '1189', '0', false],
    ['3', '2', '4', false],
    ['18', '76000', '138700', false],
    ['-1', '0', '0', false],
    ['12', '..', '2166', false],
    ['12', '1189', '2166.5', false],
    ['99999999', '1', '1', false],
  ])('%s/%s/%s: %s', (z, y, x, ours) => {
    expect(tileOf(z, y, x) !== undefined).toBe(ours)
  })
})

describe('tiles from a source', () => {
  let folder: string
  let source: Server
  let asked: string[]
  let answer: 'tile' | 'html' | 'error' | 'missing'
  const store = () =>
    new TileStore(folder, `http://127.0.0.1:${(source.address() as AddressInfo).port}/v1/{z}/{y}/{x}.png`)

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tiles-'))
    asked = []
    answer = 'tile'
    source = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (answer === 'error') response.writeHead(500).end()
      else if (answer === 'missing') response.writeHead(404).end()
      else
        response
          .writeHead(200, { 'content-type': 'image/png' })
          .end(answer === 'tile' ? png : '<html>blocked</html>')
    })
    await new Promise<void>((done) => source.listen(0, '127.0.0.1', done))
  })
  afterEach(async () => {
    source.closeAllConnections()
    await new Promise((done) => source.close(done))
    rmSync(folder, { recursive: true, force: true })
  })

  test('are fetched once, y before x, however many ask at once', async () => {
    const tiles = store()
    const got = await Promise.all(
      Array.from({ length: 20 }, () => tiles.get(tile as NonNullable<typeof tile>)),
    )
    expect(got.every((bytes) => bytes?.equals(png))).toBe(true)
    expect(asked).toEqual(['/v1/12/1189/2166.png'])
    await tiles.get(tile as NonNullable<typeof tile>)
    expect(asked).toHaveLength(1)
  })
  test('are still there when the source is gone, and new ones are then simply missing', async () => {
    await store().get(tile as NonNullable<typeof tile>)
    source.closeAllConnections()
    await new Promise((done) => source.close(done))
    const tiles = new TileStore(folder, 'http://127.0.0.1:1/{z}/{y}/{x}.png')
    expect(await tiles.get(tile as NonNullable<typeof tile>)).toEqual(png)
    expect(await tiles.get({ z: 12, y: 1190, x: 2166 })).toBeUndefined()
  })
  test('a source that fails is left alone for a while, and what is no picture is not kept', async () => {
    answer = 'html'
    const tiles = store()
    expect(await tiles.get(tile as NonNullable<typeof tile>)).toBeUndefined()
    answer = 'tile'
    expect(await tiles.get({ z: 12, y: 1190, x: 2166 })).toBeUndefined()
    expect(asked).toHaveLength(1)
    expect(readdirSync(folder)).toEqual([])
  })
  test('a tile the source does not have is no failure', async () => {
    answer = 'missing'
    const tiles = store()
    expect(await tiles.get(tile as NonNullable<typeof tile>)).toBeUndefined()
    answer = 'tile'
    expect(await tiles.get({ z: 12, y: 1190, x: 2166 })).toEqual(png)
  })
  test('whoever asks for too much is refused before anything is fetched', async () => {
    await expect(
      store().get(tile as NonNullable<typeof tile>, async () => {
        throw new Error('too many')
      }),
    ).rejects.toThrow('too many')
    expect(asked).toEqual([])
  })
})
