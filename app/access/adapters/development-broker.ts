import { timingSafeEqual } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { Aedes, type AuthenticateError } from 'aedes'

/** Who may connect, and under which topics. `+` and `#` as MQTT has them. */
export type Account = { user: string; password: string; says: readonly string[]; hears: readonly string[] }

export type DevelopmentBroker = { url: string; port: number; stop(): Promise<void> }

/**
 * A broker in this process, for development and tests. It speaks MQTT 3.1.1 only: nothing expires in it, so doors behind it are
 * never opened from afar.
 */
export async function startDevelopmentBroker(options: {
  accounts: readonly Account[]
  port?: number
}): Promise<DevelopmentBroker> {
  const accounts = new Map(options.accounts.map((account) => [account.user, account]))
  const whose = new WeakMap<object, Account>()
  const broker = await Aedes.createBroker({
    authenticate: (client, user, password, done) => {
      const account = accounts.get(user ?? '')
      if (account && same(account.password, password?.toString() ?? '')) {
        whose.set(client, account)
        return done(null, true)
      }
      done(Object.assign(new Error('bad user name or password'), { returnCode: badPassword }), false)
    },
    authorizePublish: (client, packet, done) => {
      // No client: the broker speaking of itself.
      const account = client ? whose.get(client) : undefined
      done(
        !client || account?.says.some((filter) => covers(filter, packet.topic))
          ? null
          : new Error('not allowed'),
      )
    },
    authorizeSubscribe: (client, subscription, done) => {
      const allowed = whose.get(client)?.hears.some((filter) => covers(filter, subscription.topic))
      done(null, allowed ? subscription : null)
    },
  })
  const server = createServer((socket) => {
    broker.handle(socket)
  })
  await new Promise<void>((ready, fail) => {
    server.once('error', fail)
    server.listen(options.port ?? 0, '127.0.0.1', ready)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    stop: () => new Promise((done) => broker.close(() => server.close(() => done()))),
  }
}

/** As MQTT 3.1.1 numbers it; aedes has the name in its types only. */
const badPassword = 4 as AuthenticateError['returnCode']

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/** Whether a filter covers a topic, or another filter that is no wider than it. */
export function covers(filter: string, topic: string): boolean {
  const asked = topic.split('/')
  const given = filter.split('/')
  for (const [at, part] of given.entries()) {
    if (part === '#') return true
    if (asked[at] === undefined || asked[at] === '#') return false
    if (part !== '+' && part !== asked[at]) return false
  }
  return asked.length === given.length
}
