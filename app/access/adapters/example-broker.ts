import { randomBytes } from 'node:crypto'
import { startDevelopmentBroker } from './development-broker.ts'
import { probeTopics } from './mqtt-connection.ts'

/**
 * The broker of the demonstration: only this computer reaches it, and its one account is us. Whoever tries a real gateway at home
 * sets MQTT_URL to a broker of their own.
 */
export async function startExampleBroker(): Promise<{ url: string; user: string; password: string }> {
  const us = { user: 'innbyggertorg', password: randomBytes(18).toString('base64url') }
  const { url } = await startDevelopmentBroker({
    accounts: [{ ...us, says: ['+/+/set', '+/+/get', probeTopics], hears: ['#'] }],
  })
  return { url, ...us }
}
