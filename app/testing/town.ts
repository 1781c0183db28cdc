import type { Page } from 'playwright-core'
import type { Served } from './served.ts'

export interface OpenDate {
  activity: number
  occurrence: number
  pool: number
  hub: string
  title: string
}

/** A coming date from the demonstration that has places left and asks no questions of its own. */
export async function anOpenDate({ ask }: Served, nth = 0): Promise<OpenDate> {
  const [date] = await ask<OpenDate>(
    `select s.id as activity, o.id as occurrence, p.id as pool, o.hub_id as hub, s.title ->> 'nb' as title
     from activities.pool p
     join activities.occurrence o on o.id = p.occurrence_id
     join activities.series s on s.id = o.series_id
     where s.state = 'published' and o.state = 'on' and s.sign_up = 'open' and s.form <> 'course'
       and o.starts_at > now() + interval '1 day' and p.taken = 0 and s.questions = '[]'
       and (s.opens_at is null or s.opens_at < now()) and s.age_min is null and s.age_max is null
       and s.closes_minutes_before < 1000
     order by o.starts_at, o.id offset $1 limit 1`,
    [nth],
  )
  if (!date) throw new Error('The demonstration has no date that is open for sign-up.')
  return date
}

/** The first address in a mail that leads to the site. */
export function linkIn(mail: string, origin: string): string {
  const found = mail.match(/https?:\/\/[^\s<>"]+/g)?.find((address) => address.startsWith(origin))
  if (!found) throw new Error(`No link to ${origin} in: ${mail}`)
  return found
}

export const pathOf = (page: Page) => new URL(page.url()).pathname

/** Presses Tab until the wanted thing has the focus, as somebody without a mouse must. */
export async function tabTo(page: Page, wanted: RegExp, most = 120): Promise<void> {
  for (let press = 0; press < most; press++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const here = document.activeElement as HTMLInputElement | null
      if (!here) return ''
      const label = here.labels?.[0]?.textContent
      return `${here.tagName.toLowerCase()} ${label ?? here.getAttribute('aria-label') ?? here.textContent ?? ''} ${here.name ?? ''}`.replace(
        /\s+/g,
        ' ',
      )
    })
    if (wanted.test(name)) {
      const seen = await page.evaluate(() => {
        const here = document.activeElement as HTMLElement
        const style = getComputedStyle(here)
        const box = here.getBoundingClientRect()
        const marked = [style, getComputedStyle(here.parentElement as HTMLElement)].some(
          (one) => (one.outlineStyle !== 'none' && one.outlineWidth !== '0px') || one.boxShadow !== 'none',
        )
        return { marked, inView: box.bottom > 0 && box.top < innerHeight }
      })
      if (!seen.marked || !seen.inView) throw new Error(`The focus on ${name} cannot be seen.`)
      return
    }
  }
  throw new Error(`Nothing called ${wanted} can be reached with Tab.`)
}
