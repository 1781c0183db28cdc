import { page, say } from '#kernel'
import { mayWorkAt } from '#people'
import { Button, DateField, Form, Select, Table } from '#ui'
import { changeStatus, statuses, statusForm, statusHistory } from '../edit/change-status.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'

export const editStatusPage = page({
  needs: 'sign-in',
  form: statusForm,
  read: async (c) => {
    const hub = await hubToEdit(c)
    return { hub, history: await statusHistory(c.db, hub.id) }
  },
  act: async (c, wish, { hub }) => {
    await c.transaction((tx) => changeStatus(tx, c.actor, hub.id, wish))
    return c.redirect(`${staffPath(hub.id, 'status')}?done=saved`)
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
            <Button>{t.staff.save}</Button>
          </Form>
        )}
      </StaffFrame>
    )
  },
})
