import type { Lang, Texts } from './texts.ts'

export type RefusalStatus = 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 503
/** Why not, and what to do instead. */
export type Sentence = { why: string; next: string }
// biome-ignore lint/suspicious/noExplicitAny: each sentence declares its own parameters; `refusal` checks them
type Sayable = Sentence | ((params: any) => Sentence)
type Catalogue = Record<string, Sayable>
type ParamsOf<S> = S extends (params: infer P) => Sentence ? [params: P] : []

/** An expected no: a typed code, a sentence in every language, a next step. Everything else is a fault. */
export class Refusal extends Error {
  readonly code: string
  readonly status: RefusalStatus
  readonly say: (lang: Lang) => Sentence
  readonly params: unknown

  constructor(code: string, status: RefusalStatus, say: (lang: Lang) => Sentence, params?: unknown) {
    super(code)
    this.code = code
    this.status = status
    this.say = say
    this.params = params
  }
}

const byConstraint = new Map<string, () => Refusal>()

/**
 * A module's refusals. `nb` decides the codes; a language or a status that lacks one does not compile. A database
 * constraint of the same name turns into the refusal inside `inTransaction`.
 */
export function defineRefusals<C extends Catalogue>(
  texts: Texts<C>,
  statuses: Record<keyof C & string, RefusalStatus>,
) {
  type Code = keyof C & string
  const make = (code: Code, params: unknown): Refusal =>
    new Refusal(
      code,
      statuses[code],
      (lang) => {
        const sayable = texts[lang][code] as Sayable
        return typeof sayable === 'function' ? sayable(params) : sayable
      },
      params,
    )
  for (const code of Object.keys(statuses) as Code[]) byConstraint.set(code, () => make(code, {}))

  const refusal = <K extends Code>(code: K, ...params: ParamsOf<C[K]>): Refusal => make(code, params[0])
  /** Throws the refusal for a code that a rule returned; nothing happens for undefined. */
  const refuse = (code: Code | undefined | null, params: unknown = {}): void => {
    if (code) throw make(code, params)
  }
  return { refusal, refuse }
}

/** The refusal that a database error stands for, when its constraint is named after one. */
export function refusalOf(error: unknown): Refusal | undefined {
  const constraint = (error as { constraint?: unknown } | null)?.constraint
  return typeof constraint === 'string' ? byConstraint.get(constraint)?.() : undefined
}
