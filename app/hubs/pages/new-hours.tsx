import { z } from 'zod'
import { field, page, say, type Visit } from '#kernel'
import { Button, Checkbox, DateField, Details, Form, RadioGroup, Select, TextField, TimeField } from '#ui'
import { draftHoursChange } from '../changes/hours-change.ts'
import type { HoursWish } from '../changes/hours-wish.ts'
import { inLanguages, textFrom } from '../edit/in-languages.ts'
import type { HubFacts } from '../hours/facts.ts'
import { type Week, weekdays, weekOf, weekText } from '../hours/week-text.ts'
import { tidyHours, whyNotHours } from '../hours/why-not-hours.ts'
import { factsOf } from '../hours-facts.ts'
import { refusal, refuse } from '../refusals.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'
import { TextInLanguages } from './text-in-languages.tsx'

const time = field.time().optional()
const times = Object.fromEntries(
  weekdays.flatMap((day) => [
    [`${day}_from`, time],
    [`${day}_to`, time],
  ]),
) as Record<string, typeof time>

const form = z
  .object({
    service: z.string().max(80).optional(),
    hours: z.enum(['staffed', 'staffless']),
    applies: z.enum(['regular', 'deviation']),
    from: field.date(),
    to: field.date().optional(),
    closed: field.tick(),
    osm: field.text(500).optional(),
    closedOnHolidays: field.tick(),
    ...inLanguages('note', 300),
  })
  .and(z.object(times))

/** A week as people think of it, or the text as experts write it; then what it means, before anything changes. */
export const newHoursPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const hub = await hubToEdit(c)
    return { hub, now: c.query.get('text') ?? textNow((await factsOf(c.db, hub.id)) as HubFacts, c.today) }
  },
  act: async (c, typed, { hub }) => {
    const osm = hoursFrom(typed)
    const about = {
      serviceId: typed.service ?? null,
      hours: typed.hours,
      osm,
      closedOnHolidays: typed.closedOnHolidays,
      note: textFrom(typed, 'note'),
      from: typed.from,
    }
    const wish: HoursWish =
      typed.applies === 'deviation'
        ? { kind: 'deviation', ...about, to: typed.to ?? typed.from }
        : { kind: 'regular', ...about }
    const draft = await c.transaction((tx) => draftHoursChange(tx, c.actor, hub.id, wish))
    return c.redirect(`${staffPath(hub.id, 'hours/preview')}?draft=${draft}`)
  },
  show: ({ hub, now }, c) => {
    const t = texts[c.lang]
    const week = now && whyNotHours(now) === undefined ? weekOf({ osm: now }) : undefined
    const kind = c.query.get('hours') === 'staffless' ? 'staffless' : 'staffed'
    return (
      <StaffFrame hub={hub} part="hours" title={t.staff.changeHours} c={c}>
        <Form c={c}>
          <Select
            c={c}
            name="service"
            label={t.staff.about}
            empty={t.staff.wholeHub}
            options={hub.services.map((s) => ({ value: s.id, text: s.name[c.lang] ?? s.name.nb ?? s.id }))}
            value={c.query.get('service')}
          />
          <RadioGroup
            c={c}
            name="hours"
            label={t.staff.kind}
            options={[
              { value: 'staffed', text: t.staffed },
              { value: 'staffless', text: t.staffless },
            ]}
            value={kind}
          />
          <RadioGroup
            c={c}
            name="applies"
            label={t.staff.applies}
            options={[
              { value: 'regular', text: t.staff.regular },
              { value: 'deviation', text: t.staff.deviation },
            ]}
            value="regular"
          />
          <DateField c={c} name="from" label={t.staff.from} value={c.today.toString()} required />
          <DateField c={c} name="to" label={t.staff.to} hint={t.staff.toHint} optional />
          <WeekFields week={week} c={c} />
          <Checkbox c={c} name="closed" label={t.staff.closedAll} />
          <Details summary={t.staff.expert} open={Boolean(now && !week) || Boolean(c.form.value('osm'))}>
            <TextField
              c={c}
              name="osm"
              label={t.staff.osm}
              hint={t.staff.osmHint}
              value={week ? '' : now}
              optional
              maxlength={500}
            />
          </Details>
          <Checkbox
            c={c}
            name="closedOnHolidays"
            label={t.staff.closedOnHolidays}
            checked={kind === 'staffed'}
          />
          <TextInLanguages c={c} name="note" label={t.staff.note} maxlength={300} />
          <p>{t.staff.previewHint}</p>
          <Button>{t.staff.preview}</Button>
        </Form>
      </StaffFrame>
    )
  },
})

/** Most changes are small: the form begins with the staffed week as it is. */
const textNow = (facts: HubFacts, today: Temporal.PlainDate) =>
  facts.rows.findLast(
    (row) =>
      row.serviceId === null &&
      row.kind === 'staffed' &&
      row.validTo === null &&
      (row.validFrom ?? '') <= today.toString(),
  )?.osm ?? ''

type Typed = z.infer<typeof form>

function hoursFrom(typed: Typed): string {
  if (typed.closed) return 'off'
  if (typed.osm) {
    refuse(whyNotHours(typed.osm))
    return tidyHours(typed.osm)
  }
  const given = typed as Record<string, unknown>
  const week: Week = {}
  for (const day of weekdays) {
    const [from, to] = [given[`${day}_from`], given[`${day}_to`]]
    if (from === undefined && to === undefined) continue
    if (typeof from !== 'string' || typeof to !== 'string') throw refusal('hubs.hours-vague')
    week[day] = { from, to }
  }
  const text = weekText(week)
  if (!text) throw refusal('hubs.no-hours-given')
  return text
}

// Any Monday: only the weekday's name is taken from it.
const monday = Temporal.PlainDate.from('2001-01-08')

function WeekFields({ week, c }: { week: Week | undefined; c: Visit }) {
  const t = texts[c.lang].staff
  return (
    <fieldset class="ds-fieldset week-fields">
      <legend class="ds-label">{t.week}</legend>
      <p>{t.weekHint}</p>
      {weekdays.map((day, i) => {
        const name = say[c.lang].weekday(monday.add({ days: i }))
        const said = name.charAt(0).toUpperCase() + name.slice(1)
        return (
          <div class="pair">
            <TimeField c={c} name={`${day}_from`} label={t.opens(said)} value={week?.[day]?.from} />
            <TimeField c={c} name={`${day}_to`} label={t.closes(said)} value={week?.[day]?.to} />
          </div>
        )
      })}
    </fieldset>
  )
}
