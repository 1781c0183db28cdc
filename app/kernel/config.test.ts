import { expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

it('needs nothing for the demonstration', () => {
  expect(readConfig({})).toMatchObject({
    demonstration: true,
    port: 3000,
    publicUrl: 'http://localhost:3000',
  })
})

it('in production names every missing thing at once', () => {
  try {
    readConfig({ NODE_ENV: 'production', PUBLIC_URL: 'http://torg.example' })
    expect.unreachable()
  } catch (error) {
    expect((error as ConfigError).lines).toEqual(
      expect.arrayContaining([
        'DATABASE_URL is missing',
        'SECRET_KEYS is missing',
        'PUBLIC_URL must start with https://',
      ]),
    )
  }
})

it('names the setting that is wrong', () => {
  expect(() => readConfig({ PORT: 'many' })).toThrow(ConfigError)
  expect(() => readConfig({ PORT: 'many' })).toThrow(/PORT/)
})
