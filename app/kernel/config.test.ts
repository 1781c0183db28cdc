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

it('reaches locks over TLS only in production, and says when the certificates are not there', () => {
  const lines = (env: Record<string, string>) => {
    try {
      readConfig(env)
      return []
    } catch (error) {
      return (error as ConfigError).lines
    }
  }
  expect(lines({ NODE_ENV: 'production', MQTT_URL: 'mqtt://broker.example' })).toContain(
    'MQTT_URL must start with mqtts://',
  )
  expect(lines({ MQTT_CA: '/nowhere/ca.pem' })).toEqual(['MQTT_CA: there is no file /nowhere/ca.pem'])
  expect(lines({ MQTT_URL: 'mqtt://127.0.0.1:1883' })).toEqual([])
})
