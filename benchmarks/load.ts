/**
 * The load generator: a process of its own, so that what it costs is not counted on the server.
 *   node benchmarks/load.ts <job as JSON>   prints {"requests", "seconds", "failed"} as JSON
 * Answers are counted by their length: parsing HTTP properly would make the generator the slower of the two.
 */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'

export type LoadJob = {
  port: number
  /** Given in turn to whichever connection is free; sent again and again unless `once`. */
  requests: { method?: string; path: string; headers?: Record<string, string>; body?: string }[]
  connections: number
  seconds?: number
  once?: boolean
}
export type LoadResult = {
  requests: number
  seconds: number
  failed: number
  statuses: Record<string, number>
  /** Milliseconds that 99 of a hundred answers took at most. */
  p99: number
}

/** Runs a job in a process of its own. */
export function load(job: LoadJob): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [import.meta.filename], { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error('the load generator failed')),
    )
    child.stdin.end(JSON.stringify(job))
  })
}

async function run(job: LoadJob): Promise<LoadResult> {
  const texts = job.requests.map((request) => Buffer.from(wire(request, job.port)))
  const statuses: Record<string, number> = {}
  const took: number[] = []
  let next = 0
  let done = 0
  let failed = 0
  const started = performance.now()
  const end = job.once ? Number.POSITIVE_INFINITY : started + (job.seconds ?? 2) * 1000

  const take = () => {
    if (performance.now() > end || (job.once && next >= texts.length)) return undefined
    return texts[next++ % texts.length]
  }

  const client = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port: job.port, host: '127.0.0.1', noDelay: true })
      let sentAt = 0
      const answer = new AnswerReader((status) => {
        took.push(performance.now() - sentAt)
        done++
        statuses[status] = (statuses[status] ?? 0) + 1
        if (status >= 400) failed++
        send()
      })
      const send = () => {
        const text = take()
        sentAt = performance.now()
        if (text) socket.write(text)
        else socket.end()
      }
      socket.once('connect', send)
      socket.on('data', (chunk) => answer.read(chunk as Buffer))
      socket.once('error', reject)
      socket.once('close', () => resolve())
    })

  await Promise.all(Array.from({ length: job.connections }, client))
  const seconds = (performance.now() - started) / 1000
  const p99 = took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0
  return { requests: done, seconds, failed, statuses, p99 }
}

function wire(
  { method = 'GET', path, headers = {}, body }: LoadJob['requests'][number],
  port: number,
): string {
  const all: Record<string, string> = { host: `localhost:${port}`, ...headers }
  if (body !== undefined) all['content-length'] = String(Buffer.byteLength(body))
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`
}

/** Finds where each answer on a connection ends, by content-length or by chunks. */
class AnswerReader {
  #left = 0
  #head: Buffer = Buffer.alloc(0)
  #status = 0
  #chunked = false
  #done: (status: number) => void

  constructor(done: (status: number) => void) {
    this.#done = done
  }

  read(chunk: Buffer) {
    if (this.#left > 0) {
      this.#left -= chunk.length
      if (this.#left <= 0) this.#finish()
      return
    }
    if (this.#chunked) {
      this.#head = Buffer.concat([this.#head.subarray(-5), chunk])
      if (this.#head.subarray(-5).equals(lastChunk)) this.#finish()
      return
    }
    this.#head = this.#head.length > 0 ? Buffer.concat([this.#head, chunk]) : chunk
    const headEnd = this.#head.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#head.subarray(0, headEnd).toString('latin1')
    this.#status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: (\d+)/i.exec(head)
    const have = this.#head.length - headEnd - 4
    if (length) {
      this.#left = Number(length[1]) - have
      this.#head = empty
      if (this.#left <= 0) this.#finish()
    } else if (/\r\ntransfer-encoding: chunked/i.test(head)) {
      this.#chunked = true
      this.#head = this.#head.subarray(headEnd + 4)
      if (this.#head.subarray(-5).equals(lastChunk)) this.#finish()
    } else {
      this.#finish()
    }
  }

  #finish() {
    this.#left = 0
    this.#chunked = false
    this.#head = empty
    this.#done(this.#status)
  }
}

const empty: Buffer = Buffer.alloc(0)
const lastChunk = Buffer.from('0\r\n\r\n')

if (import.meta.main) {
  let input = ''
  for await (const chunk of process.stdin) input += chunk
  console.log(JSON.stringify(await run(JSON.parse(input))))
}
