import { type IncomingMessage, request, type ServerResponse } from 'node:http'

const listener = '<script type="module" src="/@vite/client"></script>'

/** Hands a request on to the program, and its pages back with a script that hears of every save. */
export function pass(incoming: IncomingMessage, outgoing: ServerResponse, address: string): void {
  const { 'accept-encoding': _, ...headers } = incoming.headers
  const inner = request(
    new URL(incoming.url ?? '/', address),
    { method: incoming.method, headers },
    (answer) => {
      const isPage = String(answer.headers['content-type']).startsWith('text/html')
      const { 'content-length': length, ...rest } = answer.headers
      outgoing.writeHead(
        answer.statusCode ?? 502,
        isPage || length === undefined ? rest : { ...rest, 'content-length': length },
      )
      if (!isPage) {
        answer.pipe(outgoing)
        return
      }
      answer.once('end', () => outgoing.end(listener))
      answer.pipe(outgoing, { end: false })
    },
  )
  inner.on('error', () => outgoing.destroy())
  incoming.pipe(inner)
}
