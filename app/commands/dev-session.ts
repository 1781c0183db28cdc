import { ConfigError, config, inTransaction, sessionCookie } from '#kernel'
import { sessionsForScripts } from '#people'

/** One `Cookie:` value per line: for a persona of the demonstration, or for a number of new residents. */
export async function run(words: string[]): Promise<string[]> {
  if (!config.demonstration) throw new ConfigError(['sessions for scripts exist in the demonstration only'])
  const [flag, value = ''] = words
  const tokens =
    flag === '--new' ? await newResidents(Number(value)) : [await persona(flag === '--as' ? value : '')]
  return tokens.map((token) => `${sessionCookie}=${token}`)
}

async function persona(key: string): Promise<string> {
  const { personas, sessionOfPersona } = await sessionsForScripts()
  const token = await inTransaction((tx) => sessionOfPersona(tx, key))
  if (token) return token
  throw new ConfigError([
    `say --as and one of ${personas()
      .map((one) => one.key)
      .join(', ')}, or --new and a number`,
  ])
}

async function newResidents(count: number): Promise<string[]> {
  if (!Number.isInteger(count) || count < 1 || count > 100_000)
    throw new ConfigError(['--new takes a number of residents'])
  const { sessionOfNewResident } = await sessionsForScripts()
  return inTransaction(async (tx) => {
    const tokens: string[] = []
    for (let made = 0; made < count; made++) tokens.push(await sessionOfNewResident(tx))
    return tokens
  })
}
