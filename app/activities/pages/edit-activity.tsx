import { found, page, pick, say, type Visit } from '#kernel'
import { joinRule, type Rule, splitRule } from '#recurrence'
import { Button, ErrorSummary, Form, Hidden, Page, RadioGroup, TextArea } from '#ui'
import { editFollowing } from '../edit-following.ts'
import { editSeries } from '../edit-series.ts'
import { idFrom, type Occurrence, occurrencesOf, readSeries, type Series } from '../series.ts'
import type { ActivityWish } from '../shapes.ts'
import { texts } from '../texts/index.ts'
import { needHost } from '../who-may.ts'
import { ActivityFields, type FormChoices } from './activity-fields.tsx'
import { activityForm, fieldsOf, wishFrom } from './activity-form.ts'
import { choicesFor } from './choices.ts'
import { DatesPreview, type Preview, previewOf } from './dates-preview.tsx'
import { staffPaths } from './staff-paths.ts'

type Data = {
  series: Series
  wish: ActivityWish
  choices: FormChoices
  from: Occurrence | null
  /** The rule of all dates, when the form shows how it goes on from one. */
  whole: (edited: Rule) => Rule
}

export const editActivityPage = page({
  needs: 'sign-in',
  form: activityForm,
  read: async (c): Promise<Data> => {
    const series = await readSeries(c.db, idFrom(c.param('id')))
    needHost(c.actor, series.wish.hubId)
    const all = (await occurrencesOf(c.db, series.id)).filter((o) => o.state !== 'dropped')
    const dates = all.map((o) => o.originalDate)
    const asked = c.query.get('date')
    const from = asked === null ? null : found(all.find((o) => o.id === idFrom(asked)))
    // From a date on, the form shows the rule as it goes on from there.
    const splits =
      from !== null && series.wish.form !== 'course' && dates.some((date) => date < from.originalDate)
    const wish = splits
      ? { ...series.wish, rule: splitRule(series.wish.rule, from.originalDate, dates).after }
      : series.wish
    const whole = (rule: Rule) => (splits ? joinRule(series.wish.rule, rule, from.originalDate, dates) : rule)
    return { series, wish, from, whole, choices: await choicesFor(c, series.wish.hubId) }
  },
  act: async (c, fields, data) => {
    const { series, from } = data
    const wish = {
      ...wishFrom(fields),
      example: series.wish.example && sameTimes(fields, data.wish),
    }
    if (fields.do === 'preview') return c.hono.html(String(await show(data, c, await previewOf(c, wish))))
    const edit = {
      wish,
      basedOn: fields.basedOn,
      message: fields.message ? { [c.lang]: fields.message } : null,
    }
    const id = await c.transaction(async (tx) => {
      if (from && fields.scope === 'following')
        return (await editFollowing(tx, c.actor, { ...edit, occurrenceId: from.id }, c.now)).seriesId
      const all = { ...wish, rule: data.whole(wish.rule) }
      await editSeries(tx, c.actor, { ...edit, wish: all, seriesId: series.id }, c.now)
      return series.id
    })
    return c.redirect(`${staffPaths.activity(id)}?done=saved`)
  },
  show: (data, c) => show(data, c),
})

const sameTimes = (fields: { date: string; time: string }, wish: ActivityWish) =>
  fields.date === wish.rule.start && fields.time === wish.rule.time

function show({ series, wish, choices, from }: Data, c: Visit, preview?: Preview) {
  const t = texts[c.lang].staff
  const title = pick(series.wish.title, c.lang).text
  const date = from && say[c.lang].day(from.startsAt, c.today)
  return (
    <Page
      c={c}
      title={t.editTitle(title)}
      breadcrumbs={[
        { href: c.url(staffPaths.activities), text: t.title },
        { href: c.url(staffPaths.activity(series.id)), text: title },
      ]}
    >
      <ErrorSummary c={c} />
      <h1 class="ds-heading">{t.editTitle(title)}</h1>
      <Form c={c}>
        <Hidden name="basedOn" value={series.sequence} />
        {from && date && (
          <>
            <RadioGroup
              c={c}
              name="scope"
              label={t.scope}
              hint={t.scopeHint}
              value="following"
              options={[
                { value: 'following', text: t.scopes.following(date) },
                { value: 'all', text: t.scopes.all },
              ]}
            />
            <p>
              <a href={c.url(staffPaths.date(series.id, from.id))}>{t.scopes.this(date)}</a>
            </p>
          </>
        )}
        <ActivityFields c={c} shown={fieldsOf(wish)} choices={choices} />
        {series.state === 'published' && (
          <TextArea
            c={c}
            name="message"
            label={t.message}
            hint={t.scopeHint}
            rows={2}
            optional
            maxlength={500}
          />
        )}
        {preview && <DatesPreview preview={preview} c={c} />}
        <p class="actions">
          <Button name="do" value="preview" variant="secondary" formaction="#preview">
            {t.preview}
          </Button>
          <Button name="do" value="save">
            {t.save}
          </Button>
        </p>
      </Form>
    </Page>
  )
}
