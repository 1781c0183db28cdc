import { z } from 'zod'
import { page, pick, say, type Visit } from '#kernel'
import { Button, ButtonLink, ErrorSummary, Form, Page, TextArea } from '#ui'
import { cancelActivity } from '../cancel-activity.ts'
import { cancelOccurrence } from '../cancel-occurrence.ts'
import { idFrom, readSeries, type Series } from '../series.ts'
import { staffDatesOf } from '../staff-lists.ts'
import { texts } from '../texts/index.ts'
import { needHost } from '../who-may.ts'
import { staffDate } from './edit-date.tsx'
import { staffPaths } from './staff-paths.ts'

const cancelForm = z.object({ message: z.string().trim().min(1).max(500) })

/** Says what will happen to how many before anybody presses. */
export const cancelDatePage = page({
  needs: 'sign-in',
  form: cancelForm,
  read: async (c) => {
    const { series, date } = await staffDate(c)
    const told = (await staffDatesOf(c.db, series.id, c.now)).find((one) => one.id === date.id)?.taken ?? 0
    return { series, date, told }
  },
  act: async (c, { message }, { series, date }) => {
    await c.transaction((tx) =>
      cancelOccurrence(tx, c.actor, { occurrenceId: date.id, message: { [c.lang]: message } }, c.now),
    )
    return c.redirect(`${staffPaths.activity(series.id)}?done=date-cancelled`)
  },
  show: ({ series, date, told }, c) => {
    const t = texts[c.lang].staff
    const title = t.cancelDateTitle(
      pick(series.wish.title, c.lang).text,
      say[c.lang].day(date.startsAt, c.today),
    )
    return <Cancelling c={c} series={series} title={title} lead={t.cancelTold(told)} />
  },
})

export const cancelActivityPage = page({
  needs: 'sign-in',
  form: cancelForm,
  read: async (c) => {
    const series = await readSeries(c.db, idFrom(c.param('id')))
    needHost(c.actor, series.wish.hubId)
    const ahead = (await staffDatesOf(c.db, series.id, c.now)).filter(
      (date) => date.state === 'on' && Temporal.Instant.compare(date.startsAt, c.now) > 0,
    )
    const isCourse = series.wish.form === 'course'
    const told = isCourse ? (ahead[0]?.taken ?? 0) : ahead.reduce((sum, date) => sum + date.taken, 0)
    return { series, ahead: ahead.length, told }
  },
  act: async (c, { message }, { series }) => {
    await c.transaction((tx) =>
      cancelActivity(tx, c.actor, { seriesId: series.id, message: { [c.lang]: message } }, c.now),
    )
    return c.redirect(`${staffPaths.activity(series.id)}?done=cancelled`)
  },
  show: ({ series, ahead, told }, c) => {
    const t = texts[c.lang].staff
    const title = t.cancelAllTitle(pick(series.wish.title, c.lang).text)
    return (
      <Cancelling
        c={c}
        series={series}
        title={title}
        lead={`${t.cancelAllIntro(ahead)} ${t.cancelTold(told)}`}
      />
    )
  },
})

const Cancelling = ({
  c,
  series,
  title,
  lead,
}: {
  c: Visit
  series: Series
  title: string
  lead: string
}) => {
  const t = texts[c.lang].staff
  return (
    <Page
      c={c}
      title={title}
      breadcrumbs={[
        { href: c.url(staffPaths.activities), text: t.title },
        { href: c.url(staffPaths.activity(series.id)), text: pick(series.wish.title, c.lang).text },
      ]}
    >
      <ErrorSummary c={c} />
      <h1 class="ds-heading">{title}</h1>
      <p class="lead">{lead}</p>
      <Form c={c}>
        <TextArea
          c={c}
          name="message"
          label={t.message}
          hint={t.messageHint}
          rows={3}
          lang={c.lang}
          maxlength={500}
          required
        />
        <p class="actions">
          <Button color="danger">{t.cancelAndTell}</Button>
          <ButtonLink href={c.url(staffPaths.activity(series.id))} variant="secondary">
            {t.back}
          </ButtonLink>
        </p>
      </Form>
    </Page>
  )
}
