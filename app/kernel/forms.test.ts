import { expect, it } from 'vitest'
import { z } from 'zod'
import { field, formOf } from './forms.ts'

const schema = z.object({
  title: field.text(20),
  email: field.email(),
  on: field.date(),
  at: field.time(),
  seats: field.number(1, 500),
  open: field.tick(),
  audience: field.many(z.enum(['children', 'adults'])),
})

function posted(values: [string, string][]) {
  const data = new FormData()
  for (const [name, value] of values) data.append(name, value)
  const form = formOf(data, 'nb')
  const parsed = schema.safeParse(form.input())
  if (!parsed.success) form.fail(parsed.error.issues)
  return { form, wish: parsed.data }
}

const good: [string, string][] = [
  ['title', ' Språkkafé '],
  ['email', 'Kari@Eksempel.NO'],
  ['on', '2028-02-29'],
  ['at', '8.30'],
  ['seats', '12'],
  ['open', 'on'],
  ['audience', 'children'],
]
const but = (name: string, value: string) =>
  posted(good.map((pair) => (pair[0] === name ? [name, value] : pair)))

it('takes what people type', () => {
  expect(posted(good).wish).toEqual({
    title: 'Språkkafé',
    email: 'kari@eksempel.no',
    on: '2028-02-29',
    at: '08:30',
    seats: 12,
    open: true,
    audience: ['children'],
  })
})

it.each([
  ['title', '', 'Tittel må fylles ut'],
  ['title', 'x'.repeat(10_000), 'Tittel kan ha høyst 20 tegn'],
  ['email', 'kari', 'Skriv en e-postadresse slik: navn@eksempel.no'],
  ['on', '2027-02-29', 'Tittel må være en dato som finnes, for eksempel 24.11.2026'],
  ['at', '25:00', 'Tittel må være et klokkeslett, for eksempel 18.30'],
  ['seats', 'mange', 'Tittel må være et tall'],
  ['seats', '501', 'Tittel kan være høyst 500'],
  ['audience', 'cats', 'Tittel er ikke gyldig'],
])('refuses %s "%.20s" with a sentence', (name, value, sentence) => {
  const { form } = but(name, value)
  form.error(name, 'Tittel')
  form.sayErrors()
  expect(form.error(name)).toBe(sentence)
  expect(form.value(name)).toBe(value)
})

it('keeps emoji and right-to-left text, drops NUL, and joins line ends', () => {
  const data = new FormData()
  data.append('title', 'قهوة ☕\r\nhei\0')
  expect(formOf(data, 'nb').value('title')).toBe('قهوة ☕\nhei')
})
