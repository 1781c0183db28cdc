import type { Socket } from 'node:net'
import pg from 'pg'

type Answer = pg.QueryResult
const nothing = { command: 'BEGIN', rowCount: null, oid: 0, rows: [], fields: [] } satisfies Answer

const names = new Map<string, string>()
/** From now on this text is prepared once per connection, whoever asks it. */
export const prepareOnce = (name: string, text: string) => names.set(text, name)

/** Written in front of a statement that leaves together with the COMMIT behind it. */
export const withCommit = '/* with commit */ '

type Written = { connection: { stream: Pick<Socket, 'cork' | 'uncork' | 'destroy'> } }

/**
 * A connection that makes fewer trips: BEGIN leaves together with the first statement, and what was marked leaves
 * together with COMMIT. Half of what a small verb costs is writing to the socket. Answers and errors come as they
 * would have: each statement its own, in order. Needs the pool's `pipeline` option.
 */
export class Client extends pg.Client {
  #begin: string | null = null
  #corked = false

  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature has twelve forms
  override query(config: any, values?: any, callback?: any): any {
    if (typeof callback === 'function' || typeof values === 'function' || typeof config !== 'string')
      return this.#send(() => super.query(config, values, callback))
    if (config === 'begin') {
      this.#begin = config
      return Promise.resolve(nothing)
    }
    if (this.#begin && (config === 'commit' || config === 'rollback')) {
      // Nothing was asked in between: there is no transaction to end.
      this.#begin = null
      return Promise.resolve({ ...nothing, command: config.toUpperCase() })
    }
    if (config.startsWith(withCommit)) this.#cork()
    const name = names.get(config)
    const sent = this.#send(() => super.query(name ? { name, text: config, values } : config, values))
    if (!config.startsWith(withCommit)) this.#uncork()
    return sent
  }

  #send<T>(query: () => T): T {
    if (!this.#begin) return query()
    const begin = this.#begin
    this.#begin = null
    const { stream } = (this as unknown as Written).connection
    stream.cork()
    // When BEGIN fails, what is behind it would be a transaction of its own: nothing more is asked here.
    super.query(begin).catch((error) => stream.destroy(error))
    const answer = query()
    stream.uncork()
    return answer
  }

  #cork() {
    if (!this.#corked) (this as unknown as Written).connection.stream.cork()
    this.#corked = true
  }

  #uncork() {
    if (this.#corked) (this as unknown as Written).connection.stream.uncork()
    this.#corked = false
  }
}
