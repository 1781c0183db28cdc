import { createServer } from 'node:http'

/** One grey pixel: stands in for the map's source, which tests and benches never ask. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGO4CwAA3wDeKXlwtgAAAABJRU5ErkJggg==',
  'base64',
)

export async function tileSource(): Promise<{ template: string; close(): void }> {
  const server = createServer((_, answer) =>
    answer.writeHead(200, { 'content-type': 'image/png' }).end(pixel),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const { port } = server.address() as { port: number }
  return { template: `http://127.0.0.1:${port}/{z}/{y}/{x}.png`, close: () => server.close() }
}
