import { z } from 'zod'
import { audiences, categories, forms, spokenLanguages } from './shapes.ts'

/** What somebody looks for. It lives in the address: the page, its feeds and the API read the same parameters. */
export type Filters = {
  hubs: string[]
  /** First and last day, both included; null: from now on, without end. */
  from: string | null
  to: string | null
  categories: string[]
  forms: string[]
  audiences: string[]
  age: number | null
  spoken: string[]
  free: boolean
  accessible: boolean
  indoors: boolean
  seats: boolean
  q: string | null
}

export const noFilters: Filters = {
  hubs: [],
  from: null,
  to: null,
  categories: [],
  forms: [],
  audiences: [],
  age: null,
  spoken: [],
  free: false,
  accessible: false,
  indoors: false,
  seats: false,
  q: null,
}

export type FilterProblem = { name: string; value: string }

const date = z.iso.date()
const hubId = z.string().regex(/^[a-z0-9-]{1,40}$/)
const yes = new Set(['1', 'true', 'yes', 'on'])
const no = new Set(['', '0', 'false', 'no', 'off'])
const longest = 100

/**
 * Reads filters from an address. What is not understood is left out and named: a page says so and shows the rest, the
 * API refuses. Lists may repeat a name or use commas.
 */
export function readFilters(params: URLSearchParams): { filters: Filters; problems: FilterProblem[] } {
  const problems: FilterProblem[] = []
  const one = (name: string) => params.getAll(name).at(-1)?.trim() ?? ''
  const many = (name: string, known: (value: string) => boolean) => {
    const values = params
      .getAll(name)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter(Boolean)
    for (const value of values) if (!known(value)) problems.push({ name, value: value.slice(0, longest) })
    return [...new Set(values.filter(known))].sort().slice(0, 30)
  }
  const within = (list: readonly string[]) => (value: string) => list.includes(value)
  const flag = (name: string) => {
    const value = one(name).toLowerCase()
    if (!yes.has(value) && !no.has(value)) problems.push({ name, value: value.slice(0, longest) })
    return yes.has(value)
  }
  const day = (name: string) => {
    const value = one(name)
    if (!value) return null
    const ok = date.safeParse(value).success && value >= '1900' && value < '2200'
    if (!ok) problems.push({ name, value: value.slice(0, longest) })
    return ok ? value : null
  }
  const from = day('from')
  const to = day('to')
  const ordered = from === null || to === null || from <= to
  if (!ordered) problems.push({ name: 'to', value: to as string })

  const ageText = one('age')
  const age = /^\d{1,3}$/.test(ageText) && Number(ageText) <= 120 ? Number(ageText) : null
  if (ageText && age === null) problems.push({ name: 'age', value: ageText.slice(0, longest) })

  const filters: Filters = {
    hubs: many('hub', (value) => hubId.safeParse(value).success),
    from,
    to: ordered ? to : null,
    categories: many('category', within(categories)),
    forms: many('form', within(forms)),
    audiences: many('audience', within(audiences)),
    age,
    spoken: many('spoken', within(spokenLanguages)),
    free: flag('free'),
    accessible: flag('accessible'),
    indoors: flag('indoors'),
    seats: flag('seats'),
    q: one('q').normalize('NFC').replaceAll('\0', '').replace(/\s+/g, ' ').slice(0, longest).trim() || null,
  }
  return { filters, problems }
}

/** The one way to write filters into an address: reading it back gives the same filters. */
export function writeFilters(filters: Filters): URLSearchParams {
  const params = new URLSearchParams()
  const each = (name: string, values: readonly string[]) => {
    for (const value of values) params.append(name, value)
  }
  each('hub', filters.hubs)
  if (filters.from) params.set('from', filters.from)
  if (filters.to) params.set('to', filters.to)
  each('category', filters.categories)
  each('form', filters.forms)
  each('audience', filters.audiences)
  if (filters.age !== null) params.set('age', String(filters.age))
  each('spoken', filters.spoken)
  for (const name of ['free', 'accessible', 'indoors', 'seats'] as const)
    if (filters[name]) params.set(name, '1')
  if (filters.q) params.set('q', filters.q)
  return params
}

/** Where a page of a list ends: the moment and the id of its last date. */
export type Cursor = { at: string; id: number }

export const writeCursor = ({ at, id }: Cursor) => `${Temporal.Instant.from(at).epochMilliseconds}-${id}`

export function readCursor(text: string | null | undefined): Cursor | null {
  const match = /^(-?\d{1,15})-(\d{1,15})$/.exec(text ?? '')
  if (!match) return null
  return { at: Temporal.Instant.fromEpochMilliseconds(Number(match[1])).toString(), id: Number(match[2]) }
}
