import { once } from 'node:events'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from './port.ts'
import { dataFolder } from './testing/data-folder.ts'
import { runProgram } from './testing/program.ts'

test('while developing, saving a file changes the page and tells the browser to load it anew', {
  timeout: 120_000,
}, async () => {
  using data = dataFolder()
  using copy = dataFolder()
  const root = join(import.meta.dirname, '..')
  for (const path of ['app', 'running', 'municipalities', 'package.json', 'tsconfig.json', 'vite.config.ts'])
    cpSync(join(root, path), join(copy.path, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy.path, 'node_modules'))

  const settings = { DATA_DIR: data.path, PORT: String(await freePort()), LOG_LEVEL: 'silent' }
  const program = runProgram('dev.ts', settings, { folder: join(copy.path, 'running') })
  const [, url] = (await program.says(/answers on (\S+) /)) as unknown as [string, string]
  const page = async () => (await fetch(`${url}/healthz`)).text()
  expect(await page()).toBe('ok')
  const client = await (await fetch(`${url}/@vite/client`)).text()
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1]
  const browser = new WebSocket(`${url.replace('http', 'ws')}/?token=${token}`, 'vite-hmr')
  await once(browser, 'open')
  const told: string[] = []
  browser.addEventListener('message', ({ data: text }) =>
    told.push((JSON.parse(String(text)) as { type: string }).type),
  )

  const file = join(copy.path, 'app/kernel/health.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace(`c.text('ok'`, `c.text('saved'`))
  await expect.poll(page, { timeout: 30_000 }).toBe('saved')
  await expect.poll(() => told, { timeout: 10_000 }).toContain('full-reload')
  expect(await (await fetch(`${url}/hubs`)).text()).toContain('/@vite/client')
  browser.close()
  program.process.kill('SIGINT')
  expect(await program.ends()).toBe(0)
})
