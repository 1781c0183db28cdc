import { z } from 'zod'
import { field, page, say, type Visit } from '#kernel'
import { Button, ButtonLink, EmptyState, Form, Hidden, Local, Table } from '#ui'
import { draftHoursChange } from '../changes/hours-change.ts'
import type { HoursRow, HubFacts } from '../hours/facts.ts'
import { isDeviation } from '../hours/hours-between.ts'
import { factsOf } from '../hours-facts.ts'
import type { Hub } from '../hubs.ts'
import { ComingHours } from '../pieces/hours-table.tsx'
import { Example } from '../pieces/open-now.tsx'
import { SaidHours } from '../pieces/said-hours.tsx'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'

/** The hours as they are, and every way to change them. */
export const editHoursPage = page({
  needs: 'sign-in',
  form: z.object({ do: z.literal('take-back'), rowId: field.number(1, Number.MAX_SAFE_INTEGER) }),
  read: async (c) => {
    const hub = await hubToEdit(c)
    return { hub, facts: (await factsOf(c.db, hub.id)) as HubFacts }
  },
  act: async (c, wish, { hub }) => {
    const draft = await c.transaction((tx) =>
      draftHoursChange(tx, c.actor, hub.id, { kind: 'take-back', rowId: wish.rowId }),
    )
    return c.redirect(`${staffPath(hub.id, 'hours/preview')}?draft=${draft}`)
  },
  show: ({ hub, facts }, c) => {
    const t = texts[c.lang].staff
    const iso = c.today.toString()
    const coming = facts.rows.filter((row) => row.validTo === null || row.validTo >= iso)
    const regular = coming.filter((row) => !isDeviation(row))
    const deviations = coming.filter(isDeviation)
    return (
      <StaffFrame hub={hub} part="hours" c={c}>
        <p class="actions">
          <ButtonLink href={c.url(staffPath(hub.id, 'hours/new'))}>{t.changeHours}</ButtonLink>
          <ButtonLink variant="secondary" href={c.url(staffPath(hub.id, 'closures/new'))}>
            {t.newClosure}
          </ButtonLink>
        </p>
        <Rows caption={t.currentHours} rows={regular} hub={hub} c={c} />
        {deviations.length === 0 ? (
          <EmptyState title={t.noDeviations} />
        ) : (
          <Rows caption={t.deviations} rows={deviations} hub={hub} c={c} />
        )}
        <ComingHours facts={facts} c={c} />
      </StaffFrame>
    )
  },
})

function Rows({ caption, rows, hub, c }: { caption: string; rows: HoursRow[]; hub: Hub; c: Visit }) {
  const t = texts[c.lang]
  if (rows.length === 0) return <p>{t.hub.noHours}</p>
  return (
    <Table
      caption={caption}
      rowHead
      head={[t.staff.subject, t.staff.text, t.staff.period, <span>{t.staff.edit}</span>]}
      rows={rows.map((row) => {
        const service = hub.services.find((s) => s.id === row.serviceId)
        const query = new URLSearchParams({ service: row.serviceId ?? '', hours: row.kind, text: row.osm })
        return [
          <>
            {service ? <Local text={service.name} c={c} /> : t.staff.wholeHub}
            {`, ${t[row.kind].toLowerCase()}`}
          </>,
          <>
            <SaidHours osm={row.osm} c={c} /> {row.example && <Example c={c} />}
          </>,
          sayValid(row, c),
          isDeviation(row) ? (
            <Form c={c}>
              <Hidden name="rowId" value={row.id} />
              <Button
                name="do"
                value="take-back"
                variant="secondary"
                size="sm"
                label={`${t.staff.takeBack}: ${row.osm}`}
              >
                {t.staff.takeBack}
              </Button>
            </Form>
          ) : (
            <a href={`${c.url(staffPath(hub.id, 'hours/new'))}?${query}`}>
              {t.staff.edit}
              <span class="ds-sr-only">{` ${service?.name.nb ?? t.staff.wholeHub}, ${t[row.kind].toLowerCase()}`}</span>
            </a>
          ),
        ]
      })}
    />
  )
}

function sayValid(row: HoursRow, c: Visit) {
  const t = texts[c.lang].staff
  const date = (iso: string) => say[c.lang].dateYear(Temporal.PlainDate.from(iso))
  if (row.validFrom && row.validTo)
    return row.validFrom === row.validTo
      ? date(row.validFrom)
      : `${date(row.validFrom)} – ${date(row.validTo)}`
  return row.validFrom ? t.fromDate(date(row.validFrom)) : t.always
}
