import { html } from 'hono/html'
import {
  activityTexts,
  audiences,
  categories,
  type Filters,
  languageName,
  spokenLanguages,
  writeFilters,
} from '#activities'
import { say, type Visit } from '#kernel'
import { texts } from '../texts/index.ts'
import type { HubNames } from './days.ts'

type Choice = { value: string; text: string }

/** Written as text: forty choices in a form on the most opened page. */
const tick = (name: string, { value, text }: Choice, on: boolean) => {
  const id = `${name}-${value}`
  return html`<div class="ds-field"><input class="ds-input" type="checkbox" id="${id}" name="${name}" value="${value}"${on ? html` checked` : ''}><label class="ds-label" data-weight="regular" for="${id}">${text}</label></div>`
}

const group = (legend: string, name: string, choices: Choice[], chosen: readonly string[]) =>
  html`<details class="ds-details"${chosen.length > 0 ? html` open` : ''}><summary>${legend}${chosen.length > 0 ? ` (${chosen.length})` : ''}</summary><div><fieldset class="ds-fieldset"><legend class="ds-sr-only">${legend}</legend>${choices.map((choice) => tick(name, choice, chosen.includes(choice.value)))}</fieldset></div></details>`

const dateField = (name: string, label: string, value: string | null) =>
  html`<div class="ds-field"><label class="ds-label" for="${name}">${label}</label><input class="ds-input" type="date" id="${name}" name="${name}" value="${value ?? ''}"></div>`

export function FilterForm({
  filters,
  view,
  hubs,
  c,
}: {
  filters: Filters
  view: string
  hubs: HubNames
  c: Visit
}) {
  const t = texts[c.lang].whatsOn
  const words = activityTexts[c.lang]
  const named = (values: readonly string[], name: (value: never) => string) =>
    values.map((value) => ({ value, text: name(value as never) }))
  return html`<search aria-label="${t.filters}"><form class="filter-form" method="get" action="${c.url('/activities')}">
${view === 'list' ? '' : html`<input type="hidden" name="view" value="${view}">`}
<div class="ds-field"><label class="ds-label" for="q">${t.text}</label><input class="ds-input" type="search" id="q" name="q" value="${filters.q ?? ''}" maxlength="100"></div>
<div class="filter-dates">${dateField('from', t.from, filters.from)}${dateField('to', t.to, filters.to)}</div>
<div class="filter-groups">${group(
    t.hub,
    'hub',
    [...hubs].map(([value, text]) => ({ value, text })),
    filters.hubs,
  )}
${group(
  t.category,
  'category',
  named(categories, (value) => words.categories[value]),
  filters.categories,
)}
${group(
  t.audience,
  'audience',
  named(audiences, (value) => words.audiences[value]),
  filters.audiences,
)}
${group(
  t.language,
  'spoken',
  named(spokenLanguages, (value) => languageName(value, c.lang)),
  filters.spoken,
)}</div>
<fieldset class="ds-fieldset"><legend class="ds-sr-only">${t.moreFilters}</legend>
${tick('free', { value: '1', text: t.onlyFree }, filters.free)}${tick('accessible', { value: '1', text: t.onlyAccessible }, filters.accessible)}${tick('indoors', { value: '1', text: t.onlyIndoors }, filters.indoors)}${tick('seats', { value: '1', text: t.onlySeats }, filters.seats)}</fieldset>
<div class="ds-field"><label class="ds-label" for="age">${t.age}</label><div data-field="description" id="age-hint">${t.ageHint}</div><input class="ds-input" type="text" inputmode="numeric" size="4" id="age" name="age" value="${filters.age ?? ''}" aria-describedby="age-hint"></div>
<button class="ds-button" type="submit">${t.show}</button></form></search>`
}

/** What is chosen, each with a link that takes it away. */
export function ChosenFilters({
  filters,
  view,
  hubs,
  c,
}: {
  filters: Filters
  view: string
  hubs: HubNames
  c: Visit
}) {
  const t = texts[c.lang].whatsOn
  const chosen = chosenOf(filters, hubs, c)
  if (chosen.length === 0) return null
  const href = (left: Filters) => whatsOnHref(left, view, c)
  return (
    <div class="chosen">
      <h2 class="ds-sr-only">{t.chosen}</h2>
      <ul class="chips">
        {chosen.map(({ text, without }) => (
          <li>
            <a class="chip" href={href(without)}>
              <span class="ds-sr-only">{t.remove('')}</span>
              {text}
              <span aria-hidden="true"> ×</span>
            </a>
          </li>
        ))}
        <li>
          <a class="chip plain" href={c.url(view === 'list' ? '/activities' : `/activities?view=${view}`)}>
            {t.clear}
          </a>
        </li>
      </ul>
    </div>
  )
}

/** The address of the list with these filters. */
export function whatsOnHref(
  filters: Filters,
  view: string,
  c: Visit,
  more: Record<string, string> = {},
): string {
  const params = writeFilters(filters)
  if (view !== 'list') params.set('view', view)
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return c.url(params.size > 0 ? `/activities?${params}` : '/activities')
}

function chosenOf(filters: Filters, hubs: HubNames, c: Visit): { text: string; without: Filters }[] {
  const t = texts[c.lang].whatsOn
  const words = activityTexts[c.lang]
  const day = (iso: string) => say[c.lang].day(Temporal.PlainDate.from(iso), c.today)
  const each = <K extends 'hubs' | 'categories' | 'audiences' | 'spoken' | 'forms'>(
    key: K,
    name: (value: never) => string,
  ) =>
    filters[key].map((value) => ({
      text: name(value as never),
      without: { ...filters, [key]: filters[key].filter((other) => other !== value) },
    }))
  const flag = (key: 'free' | 'accessible' | 'indoors' | 'seats', text: string) =>
    filters[key] ? [{ text, without: { ...filters, [key]: false } }] : []
  return [
    ...(filters.q ? [{ text: `«${filters.q}»`, without: { ...filters, q: null } }] : []),
    ...(filters.from && filters.from === filters.to
      ? [{ text: day(filters.from), without: { ...filters, from: null, to: null } }]
      : [
          ...(filters.from
            ? [{ text: `${t.from.toLowerCase()}: ${day(filters.from)}`, without: { ...filters, from: null } }]
            : []),
          ...(filters.to
            ? [{ text: `${t.to.toLowerCase()}: ${day(filters.to)}`, without: { ...filters, to: null } }]
            : []),
        ]),
    ...each('hubs', (value: string) => hubs.get(value) ?? value),
    ...each('categories', (value: keyof typeof words.categories) => words.categories[value]),
    ...each('forms', (value: keyof typeof words.forms) => words.forms[value]),
    ...each('audiences', (value: keyof typeof words.audiences) => words.audiences[value]),
    ...each('spoken', (value: string) => languageName(value, c.lang)),
    ...(filters.age === null
      ? []
      : [{ text: `${filters.age} ${t.years}`, without: { ...filters, age: null } }]),
    ...flag('free', t.onlyFree),
    ...flag('accessible', t.onlyAccessible),
    ...flag('indoors', t.onlyIndoors),
    ...flag('seats', t.onlySeats),
  ]
}
