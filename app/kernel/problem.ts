import type { Refusal } from './refusals.ts'
import type { Lang } from './texts.ts'

/** RFC 9457. `type` is a name, not an address to fetch; `code` is what programs compare. */
export function problem(refusal: Refusal, lang: Lang, more: Record<string, unknown> = {}): Response {
  const { why, next } = refusal.say(lang)
  return problemJson(
    refusal.status,
    { type: `urn:innbyggertorg:${refusal.code}`, title: why, detail: next, code: refusal.code, ...more },
    lang,
  )
}

export function problemJson(status: number, body: Record<string, unknown>, lang: Lang): Response {
  return new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': lang,
      'cache-control': 'no-store',
    },
  })
}
