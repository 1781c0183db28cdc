import { once } from 'node:events'
import type { Socket } from 'node:net'
import type pg from 'pg'

/** The parts of pg's connection that COPY needs; pg leaves them to whoever brings a query of their own. */
type Connection = {
  stream: Socket
  query(sql: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}
type CopyMessage = { chunk: Buffer }

abstract class Copy implements pg.Submittable {
  /** The number of rows that went through. */
  readonly done: Promise<number>
  #rows = 0
  protected failed: (fault: Error) => void = () => {}
  #finished: (rows: number) => void = () => {}
  readonly #sql: string

  constructor(sql: string) {
    this.#sql = sql
    this.done = new Promise((resolve, reject) => {
      this.#finished = resolve
      this.failed = reject
    })
  }

  submit(connection: pg.Connection): void {
    ;(connection as unknown as Connection).query(this.#sql)
  }

  handleError(fault: Error): void {
    this.failed(fault)
  }
  handleReadyForQuery(): void {
    this.#finished(this.#rows)
  }
  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(text.replace('COPY ', ''))
  }
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
}

class CopyOut extends Copy {
  readonly #write: (chunk: Buffer) => Promise<void> | undefined

  constructor(sql: string, write: (chunk: Buffer) => Promise<void> | undefined) {
    super(sql)
    this.#write = write
  }

  handleCopyData({ chunk }: CopyMessage, { stream }: Connection): void {
    const full = this.#write(Buffer.from(chunk)) // pg reads the next bytes into the same memory
    if (!full) return
    stream.pause()
    full.then(() => stream.resume(), this.failed)
  }
}

class CopyIn extends Copy {
  readonly #chunks: AsyncIterable<Uint8Array>

  constructor(sql: string, chunks: AsyncIterable<Uint8Array>) {
    super(sql)
    this.#chunks = chunks
  }

  async handleCopyInResponse(connection: Connection): Promise<void> {
    try {
      for await (const chunk of this.#chunks) {
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
      }
      connection.endCopyFrom()
    } catch (fault) {
      connection.sendCopyFail(String(fault))
    }
  }
}

/** Runs `COPY … TO STDOUT`; `write` may answer a promise while it is full, and the database then waits. */
export async function copyOut(
  client: pg.Client,
  sql: string,
  write: (chunk: Buffer) => Promise<void> | undefined,
): Promise<number> {
  return client.query(new CopyOut(sql, write)).done
}

/** Runs `COPY … FROM STDIN` with the given bytes. */
export async function copyIn(
  client: pg.Client,
  sql: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  return client.query(new CopyIn(sql, chunks)).done
}
