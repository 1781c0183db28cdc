import { z } from 'zod'
import { field, page, pick, say, type Visit } from '#kernel'
import { everyRoomOf, type RoomView } from '#rooms'
import {
  Alert,
  Button,
  ButtonLink,
  DateField,
  Details,
  ErrorSummary,
  Form,
  Page,
  Status,
  Table,
  TimeField,
  When,
} from '#ui'
import { addDate } from '../add-date.ts'
import { copyActivity } from '../copy-activity.ts'
import { type HistoryRow, historyOf } from '../history.ts'
import { holdAnyway } from '../hours-hits.ts'
import { MinimumStatus } from '../minimum/minimum-status.tsx'
import { activityPath } from '../pieces/activity-cards.ts'
import { RuleSentence } from '../pieces/occurrence-list.tsx'
import { publishActivity } from '../publish-activity.ts'
import { RoomLinks } from '../rooms/room-links.tsx'
import { idFrom, readSeries, type Series } from '../series.ts'
import { peoplePath } from '../sign-up/paths.ts'
import { type StaffDate, staffDatesOf } from '../staff-lists.ts'
import { texts } from '../texts/index.ts'
import { needHost } from '../who-may.ts'
import { minutesBetween } from './activity-form.ts'
import { staffPaths } from './staff-paths.ts'

type Data = { series: Series; dates: StaffDate[]; rooms: RoomView[]; history: HistoryRow[] }

export const staffActivityPage = page({
  needs: 'sign-in',
  form: z.discriminatedUnion('do', [
    z.object({ do: z.literal('publish') }),
    z.object({ do: z.literal('keep'), occurrenceId: field.number(1, Number.MAX_SAFE_INTEGER) }),
    z.object({ do: z.literal('copy'), copyStart: field.date() }),
    z.object({
      do: z.literal('add-date'),
      addDate: field.date(),
      addFrom: field.time().optional(),
      addTo: field.time().optional(),
    }),
  ]),
  read: async (c): Promise<Data> => {
    const series = await readSeries(c.db, idFrom(c.param('id')))
    needHost(c.actor, series.wish.hubId)
    const { hubId, roomIds } = series.wish
    const [dates, rooms, history] = await Promise.all([
      staffDatesOf(c.db, series.id, c.now),
      hubId !== null && roomIds.length > 0 ? everyRoomOf(c.db, hubId) : [],
      historyOf(c.db, series.id),
    ])
    return { series, dates, rooms: rooms.filter(({ id }) => roomIds.includes(id)), history }
  },
  act: async (c, wish, { series }) => {
    const here = staffPaths.activity(series.id)
    switch (wish.do) {
      case 'publish':
        await c.transaction((tx) => publishActivity(tx, c.actor, series.id, c.now))
        return c.redirect(`${here}?done=published`)
      case 'keep':
        await c.transaction((tx) => holdAnyway(tx, c.actor, wish.occurrenceId))
        return c.redirect(`${here}?done=kept`)
      case 'copy': {
        const { id } = await c.transaction((tx) =>
          copyActivity(tx, c.actor, { seriesId: series.id, start: wish.copyStart }, c.now),
        )
        return c.redirect(`${staffPaths.activity(id)}?done=copied`)
      }
      case 'add-date': {
        const from = wish.addFrom ?? series.wish.rule.time
        const minutes = wish.addTo ? minutesBetween(from, wish.addTo) : series.wish.rule.minutes
        await c.transaction((tx) =>
          addDate(tx, c.actor, { seriesId: series.id, date: wish.addDate, start: from, minutes }, c.now),
        )
        return c.redirect(`${here}?done=date-added`)
      }
    }
  },
  show: (data, c) => {
    const { series, dates, rooms, history } = data
    const t = texts[c.lang].staff
    const title = pick(series.wish.title, c.lang)
    const answers = dates.filter((date) => date.attention !== null)
    return (
      <Page
        c={c}
        title={title.text}
        wide
        breadcrumbs={[{ href: c.url(staffPaths.activities), text: t.title }]}
      >
        <Done c={c} />
        <ErrorSummary c={c} />
        <h1 class="ds-heading" lang={title.lang} dir="auto">
          {title.text}
        </h1>
        <p class="activity-tags">
          <SeriesStatus series={series} c={c} />
          <span>{texts[c.lang].forms[series.wish.form]}</span>
        </p>
        <RuleSentence activity={series.wish} c={c} />
        {rooms.length > 0 && (
          <p>
            {texts[c.lang].rooms.where}: <RoomLinks rooms={rooms} c={c} />
          </p>
        )}
        {answers.length > 0 && <Answers dates={answers} series={series} c={c} />}
        {series.state !== 'cancelled' && (
          <div class="actions">
            {series.state === 'draft' && (
              <Form c={c} class="one-press">
                <Button name="do" value="publish">
                  {t.publish}
                </Button>
              </Form>
            )}
            <ButtonLink
              href={c.url(staffPaths.edit(series.id))}
              variant={series.state === 'draft' ? 'secondary' : 'primary'}
            >
              {t.table.edit}
            </ButtonLink>
            {series.state === 'published' && (
              <ButtonLink href={c.url(activityPath(series.id))} variant="tertiary">
                {t.seePublic}
              </ButtonLink>
            )}
            <ButtonLink href={c.url(staffPaths.cancel(series.id))} variant="tertiary" color="danger">
              {t.cancelAll}
            </ButtonLink>
          </div>
        )}
        <Dates dates={dates.slice(0, datesInSight)} series={series} c={c} caption={t.dates} />
        {dates.length > datesInSight && (
          <Details summary={texts[c.lang].facts.moreDates(dates.length - datesInSight)}>
            <Dates dates={dates.slice(datesInSight)} series={series} c={c} caption={t.laterDates} />
          </Details>
        )}
        {series.state !== 'cancelled' && (
          <Details summary={t.addDate} open={Boolean(c.form.value('addDate'))}>
            <Form c={c}>
              <div class="side-by-side">
                <DateField c={c} name="addDate" label={texts[c.lang].staff.form.dateOnly} required />
                <TimeField c={c} name="addFrom" label={t.form.time} value={series.wish.rule.time} />
                <TimeField c={c} name="addTo" label={t.form.timeEnd} optional />
              </div>
              <Button name="do" value="add-date" variant="secondary">
                {t.addDatePress}
              </Button>
            </Form>
          </Details>
        )}
        <Details summary={t.copy} open={Boolean(c.form.value('copyStart'))}>
          <Form c={c}>
            <DateField c={c} name="copyStart" label={t.copyStart} hint={t.copyHint} required />
            <Button name="do" value="copy" variant="secondary">
              {t.copy}
            </Button>
          </Form>
        </Details>
        <History rows={history} c={c} />
      </Page>
    )
  },
})

const datesInSight = 12

/** What the press before this page did. */
export function Done({ c }: { c: Visit }) {
  const said: Record<string, string> = texts[c.lang].staff.done
  const text = c.done === null ? undefined : said[c.done]
  return text ? <Alert kind="success">{text}</Alert> : null
}

export function SeriesStatus({ series, c }: { series: Pick<Series, 'state'>; c: Visit }) {
  const t = texts[c.lang].states
  return (
    <Status kind={{ draft: 'draft', published: 'open', cancelled: 'cancelled' }[series.state] as 'draft'}>
      {t[series.state]}
    </Status>
  )
}

function Answers({ dates, series, c }: { dates: StaffDate[]; series: Series; c: Visit }) {
  const t = texts[c.lang].staff
  return (
    <Alert kind="warning" title={t.attentionTitle}>
      <p>{t.attentionIntro}</p>
      <ul class="occurrences">
        {dates.map((date) => (
          <li>
            <div>
              <When from={date.startsAt} to={date.endsAt} c={c} /> –{' '}
              {date.attention === 'too-few'
                ? texts[c.lang].minimum.few(series.wish.minimum ?? 0, date.attending)
                : t.attention[date.attention as keyof typeof t.attention]}
            </div>
            <div class="actions">
              <ButtonLink href={c.url(staffPaths.date(series.id, date.id))} variant="secondary" size="sm">
                {t.moveDate}
              </ButtonLink>
              <ButtonLink
                href={c.url(
                  // A course that does not come about is off as a whole.
                  date.attention === 'too-few' && series.wish.form === 'course'
                    ? staffPaths.cancel(series.id)
                    : staffPaths.cancelDate(series.id, date.id),
                )}
                variant="secondary"
                size="sm"
              >
                {t.cancelPress}
              </ButtonLink>
              <form method="post">
                <input type="hidden" name="occurrenceId" value={String(date.id)} />
                <Button name="do" value="keep" variant="secondary" size="sm">
                  {date.attention === 'too-few' ? texts[c.lang].minimum.holdAnyway : t.keepDate}
                </Button>
              </form>
            </div>
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Dates({
  dates,
  series,
  c,
  caption,
}: {
  dates: StaffDate[]
  series: Series
  c: Visit
  caption: string
}) {
  const t = texts[c.lang]
  if (dates.length === 0) return <p>{t.facts.noDates}</p>
  const isOpen = series.wish.signUp === 'open'
  return (
    <Table
      caption={caption}
      rowHead
      head={[t.facts.when, ...(isOpen ? [t.staff.table.people] : []), <span>{t.staff.table.edit}</span>]}
      rows={dates.map((date) => {
        const ahead = Temporal.Instant.compare(date.startsAt, c.now) > 0
        const changeable = ahead && date.state === 'on' && series.state !== 'cancelled'
        return [
          <>
            <When from={date.startsAt} to={date.endsAt} c={c} />{' '}
            {date.state === 'cancelled' && <Status kind="cancelled">{t.states.cancelled}</Status>}
            {date.state === 'on' && Object.keys(date.changes).length > 0 && (
              <Status kind="info">{t.facts.dateDiffers}</Status>
            )}
          </>,
          ...(isOpen
            ? [
                <>
                  <a href={c.url(peoplePath(date.id))}>
                    {t.staff.signedUp(date.taken, date.capacity)}
                    <span class="ds-sr-only"> {say[c.lang].date(date.startsAt)}</span>
                  </a>
                  {(series.wish.form !== 'course' || date === dates[0]) &&
                    date.state === 'on' &&
                    series.state === 'published' && <MinimumStatus of={{ ...series.wish, ...date }} c={c} />}
                </>,
              ]
            : []),
          changeable && (
            <span class="row-actions">
              <a href={c.url(staffPaths.date(series.id, date.id))}>
                {t.staff.editDate}
                <span class="ds-sr-only"> {say[c.lang].date(date.startsAt)}</span>
              </a>{' '}
              <a href={c.url(staffPaths.edit(series.id, date.id))}>
                {t.staff.editFollowing}
                <span class="ds-sr-only"> {say[c.lang].date(date.startsAt)}</span>
              </a>
            </span>
          ),
        ]
      })}
    />
  )
}

function History({ rows, c }: { rows: HistoryRow[]; c: Visit }) {
  const t = texts[c.lang].staff
  return (
    <Details summary={t.history}>
      <ol class="history">
        {rows.map((row) => (
          <li>
            {t.kinds[row.what]}
            {row.date && ` (${say[c.lang].dateYear(Temporal.PlainDate.from(row.date))})`}
            {' – '}
            {t.historyBy(
              row.by ?? (row.bySystem ? t.system : t.someone),
              say[c.lang].dateTime(row.at, c.today),
            )}
          </li>
        ))}
      </ol>
    </Details>
  )
}
