import { z } from 'zod'
import {
  ActivityFacts,
  type ActivityPage,
  ActivityPicture,
  activityJsonLd,
  activityTexts,
  idFrom,
  leadsOnTo,
  OccurrenceList,
  RuleSentence,
  activityPage as readActivity,
  signUpPath,
} from '#activities'
import { type Hub, HubAddress, hubOf } from '#hubs'
import { config, found, instantOf, page, pick, say, type Visit } from '#kernel'
import { follow, isFollowing, mayWorkAt, unfollow } from '#people'
import { Alert, Button, ButtonLink, EmptyState, Form, Local, LocalParagraphs, Page, Status } from '#ui'
import { texts } from '../texts/index.ts'
import { dateHref, dayAndTimes } from '../whats-on/days.ts'

type Dated = ActivityPage['dates'][number]
type Shown = {
  activity: ActivityPage
  hub: Hub | null
  date: Dated | undefined
  following: boolean
  leadsTo: number | null
}

const datesInSight = 12

export const activityPage = page({
  form: z.object({ do: z.enum(['follow', 'unfollow']) }),
  read: async (c): Promise<Shown> => {
    const id = idFrom(c.param('id'))
    const activity = found(await readActivity(id, c.actor, c.now))
    const chosen = Number(c.query.get('date'))
    const coming = activity.dates.filter((date) => date.state === 'on')
    const date = activity.dates.find((one) => one.id === chosen) ?? coming[0] ?? activity.dates[0]
    const hubId = date?.hubId ?? activity.hubId
    const [hub, following] = await Promise.all([
      hubId ? hubOf(c.db, hubId, c.today) : undefined,
      isFollowing(c.db, c.actor, `activity:${id}`),
    ])
    return { activity, hub: hub ?? null, date, following, leadsTo: leadsOnTo(activity) }
  },
  cache: (_, { activity }) =>
    activity.state === 'draft' ? null : { tags: ['activities', `activity:${activity.id}`] },
  act: async (c, wish, { activity }) => {
    await c.transaction((tx) =>
      (wish.do === 'follow' ? follow : unfollow)(tx, c.actor, `activity:${activity.id}`),
    )
    return c.redirect(`/activities/${activity.id}?done=${wish.do}ed`)
  },
  show: (shown, c) => {
    const { activity, hub, date } = shown
    const t = texts[c.lang].activity
    const title = pick(date?.title ?? activity.title, c.lang)
    const summary = pick(date?.summary ?? activity.summary, c.lang)
    return (
      <Page
        c={c}
        title={title.text}
        description={summary.text || t.description(title.text, hub?.name ?? '')}
        wide
        hub={hub ?? undefined}
        breadcrumbs={[
          { href: c.url('/activities'), text: t.back },
          ...(hub ? [{ href: c.url(`/hubs/${hub.id}`), text: hub.name }] : []),
        ]}
        jsonLd={activity.state === 'draft' ? undefined : activityJsonLd(activity, hub, c.lang)}
        noindex={activity.state === 'draft'}
      >
        {c.done === 'followed' && <Alert kind="success">{t.following}</Alert>}
        {c.done === 'unfollowed' && <Alert kind="info">{t.unfollowed}</Alert>}
        {activity.state === 'draft' && <Alert kind="info">{t.draft}</Alert>}
        {shown.leadsTo && (
          <Alert kind="info">
            <a href={c.url(`/activities/${shown.leadsTo}`)}>{t.goesOn}</a>
          </Alert>
        )}
        <div class="activity" data-hub={hub?.id}>
          <header class="activity-head">
            <h1 lang={title.lang === c.lang ? undefined : title.lang}>{title.text}</h1>
            <p class="actions">
              {activity.state === 'cancelled' && (
                <Status kind="cancelled">{activityTexts[c.lang].states.cancelled}</Status>
              )}
              {activity.state === 'published' && !date && (
                <Status kind="closed">{activityTexts[c.lang].states.past}</Status>
              )}
              {activity.example && <Status kind="example">{activityTexts[c.lang].states.example}</Status>}
            </p>
            {summary.text && (
              <p class="lead" lang={summary.lang === c.lang ? undefined : summary.lang}>
                {summary.text}
              </p>
            )}
          </header>
          {activity.state === 'cancelled' && (
            <Alert kind="danger" title={t.cancelledTitle}>
              <Local as="p" text={activity.cancelledMessage} c={c} />
              <p>{t.cancelledText}</p>
            </Alert>
          )}
          <div class="activity-body">
            <WhenAndWhere {...shown} c={c} />
            <Join {...shown} c={c} />
            <div class="activity-rest stack loose">
              <ActivityPicture activity={activity} hub={hub} c={c} />
              <LocalParagraphs text={activity.body} c={c} />
              <section>
                <h2 class="ds-sr-only">{t.facts}</h2>
                <ActivityFacts activity={activity} hub={hub} c={c} />
              </section>
              <Dates activity={activity} chosen={date} c={c} />
            </div>
            <aside class="stack">
              <Keep {...shown} c={c} />
            </aside>
          </div>
        </div>
      </Page>
    )
  },
})

function WhenAndWhere({ activity, hub, date, c }: Shown & { c: Visit }) {
  const t = texts[c.lang].activity
  const outside = pick(date?.meetingPoint ?? activity.meetingPoint, c.lang)
  return (
    <div class="when-where">
      <p class="when">
        {date ? <time datetime={date.startsAt}>{dayAndTimes(date, c)}</time> : t.noDates}
        {date?.state === 'cancelled' && (
          <>
            {' '}
            <Status kind="cancelled">{activityTexts[c.lang].states.cancelled}</Status>
          </>
        )}
      </p>
      {date?.message && <Local as="p" text={date.message} c={c} class="date-message" />}
      <RuleSentence activity={activity} c={c} />
      <p class="where">
        {outside.text ? (
          <strong lang={outside.lang === c.lang ? undefined : outside.lang}>{outside.text}</strong>
        ) : (
          <>
            {hub && <a href={c.url(`/hubs/${hub.id}`)}>{hub.name}</a>}
            {hub && pick(date?.place ?? activity.place, c.lang).text && ', '}
            <Local text={date?.place ?? activity.place} c={c} />
          </>
        )}
      </p>
      {hub && !outside.text && (
        <p class="quiet">
          <HubAddress hub={hub} c={c} />
        </p>
      )}
      {activity.example && <p class="quiet small">{t.exampleNote}</p>}
    </div>
  )
}

/** The one thing this page is for: how to come. Swapped when a place is taken or freed. */
function Join({ activity, date, c }: Shown & { c: Visit }) {
  const t = texts[c.lang].activity
  if (activity.state !== 'published') return null
  if (!date)
    return (
      <section class="panel join">
        <h2>{t.noDates}</h2>
        <p>{t.noDatesText}</p>
      </section>
    )
  const course = activity.form === 'course'
  return (
    <section class="panel join">
      <h2>{t.join}</h2>
      <live-part id="join" topic={`activity:${activity.id}`}>
        <HowToCome activity={activity} date={date} c={c} />
      </live-part>
      <p class="quiet small">{course && date.signUpOpen ? t.course : dayAndTimes(date, c)}</p>
    </section>
  )
}

function HowToCome({ activity, date, c }: { activity: ActivityPage; date: Dated; c: Visit }) {
  const t = texts[c.lang].activity
  const words = activityTexts[c.lang].states
  const at = (instant: Temporal.Instant) => say[c.lang].dateTime(instant, c.today)
  const course = activity.form === 'course'
  if (date.state === 'cancelled') return <p>{t.thisDateCancelled}</p>
  if (activity.signUp === 'none') return <p>{t.dropIn}</p>
  const opens = activity.opensAt ? instantOf(activity.opensAt) : null
  if (opens && Temporal.Instant.compare(c.now, opens) < 0) return <p>{t.opensAt(at(opens))}</p>
  if (!date.signUpOpen)
    return <p>{course && activity.dates.some((one) => evening(activity, one, c)) ? t.begun : t.closed}</p>
  // A course is closed before its first evening, whichever of them is shown.
  const begins = instantOf(activity.coursePool?.startsAt ?? date.startsAt)
  const closes = begins.subtract({ minutes: activity.closesMinutesBefore })
  const full = date.left === 0
  const href = c.url(signUpPath(date.seriesId, course ? null : date.id))
  return (
    <>
      <p>
        {full ? (
          <Status kind="full">{activity.waitingList ? words.waitingList : words.full}</Status>
        ) : date.left === null ? (
          t.unlimited
        ) : (
          <Status kind="open">{say[c.lang].plural(date.left, t.seatsLeft)}</Status>
        )}
      </p>
      {(!full || activity.waitingList) && (
        <p>
          <ButtonLink href={href} rel="nofollow">
            {full ? t.waitingList : t.signUp}
          </ButtonLink>
        </p>
      )}
      {activity.closesMinutesBefore > 0 && <p class="quiet small">{t.closesAt(at(closes))}</p>}
    </>
  )
}

/**
 * One evening of a course for somebody who is not on it: a place that another gave up, or the list for one. Only when
 * the whole course can no longer be had.
 */
function evening(activity: ActivityPage, date: Dated, c: Visit): 'place' | 'list' | null {
  const pool = activity.coursePool
  if (activity.form !== 'course' || activity.signUp === 'none' || pool?.capacity == null) return null
  if (date.state !== 'on' || (date.signUpOpen && date.left !== 0)) return null
  const closes = instantOf(date.startsAt).subtract({ minutes: activity.closesMinutesBefore })
  const opens = activity.opensAt ? instantOf(activity.opensAt) : null
  if (Temporal.Instant.compare(closes, c.now) <= 0) return null
  if (opens && Temporal.Instant.compare(c.now, opens) < 0) return null
  return date.givenUp ? 'place' : 'list'
}

/** Take it along, tell others, hear about changes. */
function Keep({ activity, hub, following, c }: Shown & { c: Visit }) {
  const t = texts[c.lang].activity
  const mayEdit = mayWorkAt(c.actor, activity.hubId, 'host', 'hub-leader', 'editor')
  return (
    <>
      {activity.state === 'published' && (
        <section class="panel stack">
          <h2>{t.takeAlong}</h2>
          <p>
            <a href={`/activities/${activity.id}.ics`}>{t.calendarFile}</a>
          </p>
          {c.actor.personId ? (
            <Form c={c}>
              <Button variant="secondary" name="do" value={following ? 'unfollow' : 'follow'}>
                {following ? t.unfollow : t.follow}
              </Button>
            </Form>
          ) : (
            <p>
              <a href={c.url(`/sign-in?then=/activities/${activity.id}`)} rel="nofollow">
                {t.signInToFollow}
              </a>
            </p>
          )}
          <p class="small quiet">
            {t.shareHint}{' '}
            <span class="share">{`${config.publicUrl}${c.url(`/activities/${activity.id}`)}`}</span>
          </p>
        </section>
      )}
      {mayEdit && (
        <section class="panel stack">
          <h2>{hub?.name ?? activityTexts[c.lang].wholeMunicipality}</h2>
          <p class="actions">
            <ButtonLink href={c.url(`/staff/activities/${activity.id}`)} size="sm">
              {t.edit}
            </ButtonLink>
          </p>
        </section>
      )}
    </>
  )
}

function Dates({ activity, chosen, c }: { activity: ActivityPage; chosen: Dated | undefined; c: Visit }) {
  const t = texts[c.lang].activity
  if (activity.dates.length === 0) return <EmptyState title={t.noDates}>{t.noDatesText}</EmptyState>
  if (activity.dates.length === 1) return null
  return (
    <section>
      <h2>{t.dates}</h2>
      <OccurrenceList
        activity={activity}
        c={c}
        take={datesInSight}
        linkTo={(date) =>
          activity.form === 'course' || date.id === chosen?.id
            ? null
            : dateHref({ seriesId: activity.id, id: date.id }, c)
        }
        action={(date) =>
          activity.form === 'course' ? (
            <ThisEvening activity={activity} date={date} c={c} />
          ) : (
            date.id === chosen?.id && activity.dates.length > 1 && <span class="quiet small">{t.shown}</span>
          )
        }
      />
    </section>
  )
}

function ThisEvening({ activity, date, c }: { activity: ActivityPage; date: Dated; c: Visit }) {
  const t = texts[c.lang].activity
  const offer = evening(activity, date, c)
  if (!offer) return null
  const text = offer === 'place' ? t.eveningPlace : t.eveningList
  return (
    <a
      href={c.url(signUpPath(date.seriesId, date.id))}
      rel="nofollow"
      aria-label={`${text}: ${dayAndTimes(date, c)}`}
    >
      {text}
    </a>
  )
}
