import { z } from 'zod'
import { texts } from './kernel-texts.ts'
import type { Refusal } from './refusals.ts'
import { say } from './say.ts'
import type { Lang } from './texts.ts'

export type FormError = { field: string; message: string }
type Values = Map<string, (string | File)[]>

/** What was typed, and what was wrong with it. Pages render fields from it, so nothing typed is lost. */
export class FormState {
  refusal: Refusal | null = null
  errors: FormError[] = []
  readonly lang: Lang
  readonly sent: boolean
  private readonly typed: Values
  private issues: z.core.$ZodIssue[] = []
  private readonly labels = new Map<string, string>()

  constructor(lang: Lang, typed: Values = new Map(), sent = false) {
    this.lang = lang
    this.typed = typed
    this.sent = sent
  }

  value(name: string): string | undefined {
    const value = this.typed.get(name)?.at(-1)
    return typeof value === 'string' ? value : undefined
  }
  values(name: string): string[] {
    return (this.typed.get(name) ?? []).filter((value): value is string => typeof value === 'string')
  }
  /** A field asks for its error with its label; a page that failed is rendered twice, so that the summary knows it. */
  error(name: string, label?: string): string | undefined {
    if (label) this.labels.set(name, label)
    return this.errors.find((error) => error.field === name)?.message
  }
  get failed() {
    return this.errors.length > 0 || this.refusal !== null
  }

  /** FormData as zod wants it: one value or a list, and what is empty is missing. */
  input(): Record<string, unknown> {
    const input: Record<string, unknown> = {}
    for (const [name, all] of this.typed) {
      const given = all.filter((value) => (typeof value === 'string' ? value !== '' : value.size > 0))
      if (given.length > 0) input[name] = given.length === 1 ? given[0] : given
    }
    return input
  }

  fail(issues: z.core.$ZodIssue[]) {
    this.issues = issues
    this.sayErrors()
  }
  /** Says the errors with the labels that the fields have given by now. One sentence per field is enough. */
  sayErrors() {
    const input = this.input()
    const errors = new Map<string, FormError>()
    for (const issue of this.issues) {
      const name = String(issue.path[0] ?? '')
      const missing = !(name in input)
      const message = sayIssue(issue, this.labels.get(name) ?? '', missing, this.lang)
      if (!errors.has(name)) errors.set(name, { field: name, message })
    }
    this.errors = [...errors.values()]
  }
}

/** Parses a posted body. Text is NFC, its line ends are \n, and NUL (which PostgreSQL cannot keep) is gone. */
export function formOf(data: FormData, lang: Lang): FormState {
  const typed: Values = new Map()
  for (const [name, value] of data as unknown as Iterable<[string, string | File]>) {
    const clean =
      typeof value === 'string'
        ? value.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\0', '').trim()
        : value
    typed.set(name, [...(typed.get(name) ?? []), clean])
  }
  return new FormState(lang, typed, true)
}

/** What is wrong with a field, as a sentence. `missing`: nothing was given at all. */
export function sayIssue(issue: z.core.$ZodIssue, name: string, missing: boolean, lang: Lang): string {
  const t = texts[lang].forms
  const label = name || { nb: 'Feltet', nn: 'Feltet', en: 'The field' }[lang]
  const isChoice = issue.code === 'invalid_value' || issue.code === 'invalid_union'
  if (missing && issue.code !== 'custom') return isChoice && name ? t.choose(label) : t.required(label)
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? t.number(label) : t.invalid(label)
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) <= 1 ? t.required(label) : t.tooShort(label, Number(issue.minimum))
      if (issue.origin === 'array') return t.tooFew(label, Number(issue.minimum))
      return t.tooSmall(label, say[lang].number(Number(issue.minimum)))
    case 'too_big':
      if (issue.origin === 'string') return t.tooLong(label, Number(issue.maximum))
      if (issue.origin === 'array') return t.tooMany(label, Number(issue.maximum))
      return t.tooBig(label, say[lang].number(Number(issue.maximum)))
    case 'invalid_format':
      if (issue.format === 'email') return t.email
      if (issue.format === 'url') return t.url
      if (issue.format === 'date') return t.date(label)
      if (issue.format === 'time') return t.time(label)
      return t.invalid(label)
    case 'unrecognized_keys':
      return t.unknown(label)
    case 'custom':
      return issue.message && issue.message !== 'Invalid input' ? issue.message : t.invalid(label)
    default:
      return t.invalid(label)
  }
}

/** Building blocks for form schemas; each also reads well as JSON. */
export const field = {
  text: (max: number, min = 1) => z.string().trim().min(min).max(max),
  email: () =>
    z
      .email()
      .max(254)
      .transform((email) => email.toLowerCase()),
  /** `2026-11-24`; a day that does not exist (29 February 2027) is refused, and so is another century's. */
  date: () => z.iso.date().refine((date) => date >= '1900' && date < '2200'),
  /** `18:30`; a dot, as people write it, is taken too. */
  time: () =>
    z.preprocess(
      (value) => (typeof value === 'string' ? value.replace('.', ':').padStart(5, '0') : value),
      z.iso.time({ precision: -1 }),
    ),
  /** A whole number that was typed. */
  number: (min: number, max: number) => z.coerce.number().int().min(min).max(max),
  /** A checkbox: present or not. */
  tick: () =>
    z.preprocess((value) => value !== undefined && value !== 'false' && value !== false, z.boolean()),
  /** Checkboxes or a multiple choice: none, one or several. */
  many: <T extends z.ZodType>(item: T, max = 100) =>
    z.preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(item).max(max),
    ),
}
