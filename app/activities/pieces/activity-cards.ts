import { raw } from 'hono/html'
import { type Lang, pick, say, urlIn, type Visit } from '#kernel'
import { texts } from '../texts/index.ts'
import type { DateCard } from '../whats-on.ts'
import { type SaidStatus, statusOf } from './status-of.ts'

// Lists are the hot path: fifty cards as strings cost a quarter of what fifty trees of elements do. Everything people
// wrote goes through `esc`.

const special = /[&<>"']/g
const esc = (text: string) => text.replace(special, (sign) => `&#${sign.charCodeAt(0)};`)

const colors = {
  open: 'success',
  closed: 'neutral',
  full: 'warning',
  cancelled: 'danger',
  example: 'sun',
  info: 'info',
  soon: 'accent',
  draft: 'neutral',
}

const tag = (kind: SaidStatus['kind'], text: string) =>
  `<span class="ds-tag status" data-kind="${kind}" data-color="${colors[kind]}">${text}</span>`

/** Content that people wrote, marked with the language it is in when it is not the reader's. */
function written(text: DateCard['title'], lang: Lang, element: string): string {
  const found = pick(text, lang)
  if (!found.text) return ''
  return `<${element}${found.lang === lang ? '' : ` lang="${found.lang}"`} dir="auto">${esc(found.text)}</${element}>`
}

const clock = (lang: Lang, time: string) => (lang === 'en' ? time : time.replace(':', '.'))

/** With a date, the page opens on that one. */
export const activityPath = (seriesId: number, occurrenceId?: number) =>
  `/activities/${seriesId}${occurrenceId === undefined ? '' : `?date=${occurrenceId}`}`

export type CardOptions = {
  /** The hub's name; where a page is about one hub, leave it out. */
  hubName?: (hubId: string) => string | undefined
  /** Says the day on each card; lists grouped by day have it in their headings. */
  withDay?: boolean
  level?: 2 | 3 | 4
}

function card(item: DateCard, c: Visit, options: CardOptions, day: string): string {
  const { lang } = c
  const t = texts[lang]
  const level = options.level ?? 3
  const status = statusOf(item, lang, c.now)
  const hub = item.hubId === null ? t.wholeMunicipality : options.hubName?.(item.hubId)
  const place = pick(item.meetingPoint, lang).text ? item.meetingPoint : item.place
  const where = [hub ? esc(hub) : '', written(place, lang, 'span')].filter(Boolean).join(' · ')
  const times = `${clock(lang, item.from)}–${clock(lang, item.to)}`
  const title = pick(item.title, lang)
  return (
    `<li><article class="ds-card opens activity"${item.hubId ? ` data-hub="${item.hubId}"` : ''}${item.state === 'cancelled' ? ' data-cancelled' : ''}>` +
    `<p class="activity-when"><time datetime="${item.startsAt}">${options.withDay ? `${day} ${lang === 'en' ? 'at' : 'kl.'} ` : ''}${times}</time></p>` +
    `<h${level} class="ds-heading card-title"${title.lang === lang ? '' : ` lang="${title.lang}"`}><a href="${urlIn(lang, activityPath(item.seriesId, item.form === 'recurring' ? item.id : undefined))}" dir="auto">${esc(title.text)}</a></h${level}>` +
    (where ? `<p class="activity-where">${where}</p>` : '') +
    written(item.summary, lang, 'p') +
    `<p class="activity-tags">${status ? tag(status.kind, status.text) : ''}${item.example ? tag('example', t.states.example) : ''}` +
    `<span>${t.categories[item.category]}</span>${item.free ? `<span>${t.facts.free}</span>` : ''}</p>` +
    '</article></li>'
  )
}

/** A plain list of dates as cards: on a hub's page, on the front page. */
export function ActivityCards({
  items,
  c,
  ...options
}: CardOptions & { items: readonly DateCard[]; c: Visit }) {
  let day = ''
  let date = ''
  const cards = items.map((item) => {
    if (item.date !== date) {
      date = item.date
      day = dayName(date, c)
    }
    return card(item, c, { withDay: true, ...options }, day)
  })
  return raw(`<ul class="activities">${cards.join('')}</ul>`)
}

const dayName = (date: string, c: Visit) => say[c.lang].day(Temporal.PlainDate.from(date), c.today)

/** The same by day, each day under its own heading. */
export function ActivitiesByDay({
  items,
  c,
  ...options
}: CardOptions & { items: readonly DateCard[]; c: Visit }) {
  const level = options.level ?? 3
  const above = level - 1
  let html = ''
  let date = ''
  for (const item of items) {
    if (item.date !== date) {
      const day = dayName(item.date, c)
      html += `${date ? '</ul></section>' : ''}<section class="day"><h${above} class="ds-heading day-name" id="d${item.date}">${day.charAt(0).toUpperCase()}${day.slice(1)}</h${above}><ul class="activities">`
      date = item.date
    }
    html += card(item, c, { ...options, withDay: false, level }, '')
  }
  return raw(html && `${html}</ul></section>`)
}
