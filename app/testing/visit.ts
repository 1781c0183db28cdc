import type { Lang } from '#kernel'

export interface Ask {
  /** What `signedInAs` gave. */
  as?: string
  method?: string
  /** Sent as a browser sends a form; a list repeats the name, a File makes it multipart. */
  form?: Record<string, string | number | boolean | File | readonly string[]> | FormData
  json?: unknown
  lang?: Lang
  headers?: Record<string, string>
}

export interface Visited {
  status: number
  headers: Headers
  body: string
  /** Where a redirect leads. */
  location: string | null
  json: () => unknown
}

const origin = 'http://localhost:3000'

/** One request through the front door, exactly as the server would answer it, without a socket. */
export async function visit(path: string, ask: Ask = {}): Promise<Visited> {
  const { app } = await import('../server.tsx')
  const answer = await app.fetch(request(path, ask))
  const body = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body,
    location: answer.headers.get('location'),
    json: () => JSON.parse(body),
  }
}

function request(path: string, ask: Ask): Request {
  const prefix = ask.lang && ask.lang !== 'nb' ? `/${ask.lang}` : ''
  const headers = new Headers({ accept: 'text/html', ...ask.headers })
  if (ask.as) headers.append('cookie', ask.as)
  const body = ask.json === undefined ? (ask.form ? formData(ask.form) : undefined) : JSON.stringify(ask.json)
  if (ask.json !== undefined) headers.set('content-type', 'application/json')
  const method = ask.method ?? (body === undefined ? 'GET' : 'POST')
  if (method !== 'GET' && !headers.has('origin')) headers.set('origin', origin)
  return new Request(new URL(`${prefix}${path}`, origin), { method, headers, body, redirect: 'manual' })
}

function formData(form: NonNullable<Ask['form']>): FormData | URLSearchParams {
  if (form instanceof FormData) return form
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const),
  )
  const files = pairs.some(([, value]) => value instanceof File)
  const data = files ? new FormData() : new URLSearchParams()
  for (const [name, value] of pairs)
    data.append(name, (value instanceof File ? value : String(value)) as string)
  return data
}
