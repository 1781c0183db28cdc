import type { Child } from 'hono/jsx'
import { pick, type Visit } from '#kernel'
import { ruleSentence } from '#recurrence'
import { Details, Local, Status, When } from '#ui'
import type { ActivityPage } from '../activity-page.ts'
import { RoomLinks } from '../rooms/room-links.tsx'
import { texts } from '../texts/index.ts'
import { statusOf } from './status-of.ts'

type ListedDate = ActivityPage['dates'][number]

/**
 * The coming dates of an activity, each with where it stands and what differs. `action` adds what the page offers for a
 * date: signing up, or editing it.
 */
export function OccurrenceList({
  activity,
  c,
  take = 12,
  linkTo,
  action,
}: {
  activity: ActivityPage
  c: Visit
  take?: number
  /** Where a date leads; null for the one that is shown. */
  linkTo?: (date: ListedDate) => string | null
  action?: (date: ListedDate) => Child
}) {
  const t = texts[c.lang].facts
  if (activity.dates.length === 0) return <p>{t.noDates}</p>
  const further = activity.dates.slice(take)
  const unlisted = activity.datesAhead - activity.dates.length
  const list = (dates: readonly ListedDate[]) => (
    <ul class="occurrences">
      {dates.map((date) => (
        <li id={`o${date.id}`} data-cancelled={date.state === 'cancelled'}>
          <div>
            <DateLink date={date} href={linkTo?.(date) ?? null} c={c} />
            <DateStatus date={date} activity={activity} c={c} />
            <Differs date={date} activity={activity} c={c} />
            <Local text={date.message} c={c} as="p" />
          </div>
          {action && date.state === 'on' && <div>{action(date)}</div>}
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {list(activity.dates.slice(0, take))}
      {further.length > 0 && (
        <Details summary={t.moreDates(further.length + unlisted)}>
          {list(further)}
          {unlisted > 0 && <p class="more">{t.datesLater(unlisted)}</p>}
        </Details>
      )}
    </>
  )
}

function DateLink({ date, href, c }: { date: ListedDate; href: string | null; c: Visit }) {
  const when = (
    <When from={Temporal.Instant.from(date.startsAt)} to={Temporal.Instant.from(date.endsAt)} c={c} />
  )
  return href ? <a href={href}>{when}</a> : when
}

function DateStatus({ date, activity, c }: { date: ListedDate; activity: ActivityPage; c: Visit }) {
  // The course may be full, but that evening somebody has given up a place.
  const status = date.givenUp ? null : statusOf({ ...date, seriesState: activity.state }, c.lang, c.now)
  return (
    <>
      {status && <Status kind={status.kind}>{status.text}</Status>}
      {date.example && <Status kind="example">{texts[c.lang].states.example}</Status>}
    </>
  )
}

/** Title or place, where this date has its own. */
function Differs({ date, activity, c }: { date: ListedDate; activity: ActivityPage; c: Visit }) {
  const own = (['title', 'place', 'meetingPoint'] as const).filter((key) => {
    const said = pick(date[key], c.lang).text
    return said && said !== pick(activity[key], c.lang).text
  })
  return (
    <>
      {own.map((key) => (
        <Local text={date[key]} c={c} as="p" class="differs" />
      ))}
      {date.rooms && date.rooms.length > 0 && (
        <p class="differs">
          {texts[c.lang].rooms.where}: <RoomLinks rooms={date.rooms} c={c} />
        </p>
      )}
    </>
  )
}

/** "Hver tirsdag kl. 18.00 til 15. juni"; nothing for what happens once. */
export function RuleSentence({ activity, c }: { activity: Pick<ActivityPage, 'rule'>; c: Visit }) {
  if (activity.rule.rrule === null) return null
  const text = ruleSentence(activity.rule, c.lang, c.today)
  return <p class="rule">{text.charAt(0).toUpperCase() + text.slice(1)}</p>
}
