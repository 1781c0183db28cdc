import { z } from 'zod'
import { field, page, say } from '#kernel'
import { mayWorkAt } from '#people'
import { Button, DateField, Form, Select, Table } from '#ui'
import { draftHoursChange } from '../changes/hours-change.ts'
import { statuses } from '../hours/facts.ts'
import { factsOf } from '../hours-facts.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'

/** What the hub has been, is and will be. A hub that opens or closes changes when its doors are open, so it is previewed as hours are. */
export const editStatusPage = page({
  needs: 'sign-in',
  form: z.object({ status: z.enum(statuses), from: field.date() }),
  read: async (c) => {
    const hub = await hubToEdit(c)
    return { hub, history: (await factsOf(c.db, hub.id))?.status ?? [] }
  },
  act: async (c, wish, { hub }) => {
    const draft = await c.transaction((tx) =>
      draftHoursChange(tx, c.actor, hub.id, { kind: 'status', ...wish }),
    )
    return c.redirect(`${staffPath(hub.id, 'hours/preview')}?draft=${draft}`)
  },
  show: ({ hub, history }, c) => {
    const t = texts[c.lang]
    const date = (iso: string | null) => (iso ? say[c.lang].dateYear(Temporal.PlainDate.from(iso)) : '–')
    return (
      <StaffFrame hub={hub} part="status" c={c}>
        <p class="lead">{t.staff.statusHint}</p>
        <Table
          caption={t.staff.status}
          rowHead
          head={[t.staff.status, t.staff.from, t.staff.to]}
          rows={history.map((period) => [t.statuses[period.status], date(period.from), date(period.to)])}
        />
        {mayWorkAt(c.actor, hub.id, 'hub-leader') && (
          <Form c={c}>
            <Select
              c={c}
              name="status"
              label={t.staff.newStatus}
              options={statuses.map((value) => ({ value, text: t.statuses[value] }))}
              required
            />
            <DateField c={c} name="from" label={t.staff.statusFrom} value={c.today.toString()} required />
            <p>{t.staff.previewHint}</p>
            <Button>{t.staff.preview}</Button>
          </Form>
        )}
      </StaffFrame>
    )
  },
})
