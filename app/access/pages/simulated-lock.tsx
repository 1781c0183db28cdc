import { z } from 'zod'
import { field, found, inTransaction, now, page, pick, say, sql } from '#kernel'
import { Alert, Button, Checkbox, ErrorSummary, Form, NumberField, Page, Table, TextField } from '#ui'
import { simulatedLock, typePin } from '../adapters/simulator.ts'
import { doorById } from '../doors.ts'
import { heardEvent } from '../heard.ts'
import { texts } from '../texts/index.ts'

const form = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('behave'),
    online: field.tick(),
    jammed: field.tick(),
    slots: field.number(0, 1000),
    late: field.number(0, 3600),
    loseReplies: field.number(0, 100),
    loseCommands: field.number(0, 100),
    battery: field.number(0, 100),
  }),
  z.object({ do: z.literal('type'), pin: z.string().regex(/^\d{4,8}$/) }),
  z.object({ do: z.literal('put'), slot: field.number(0, 999) }),
])

type Message = { id: number; what: string; at: string }

/** Outside the demonstration there is no such address. */
export const simulatedLockPage = page({
  form,
  read: async (c) => {
    const door = found(await doorById(c.db, c.param('doorId')))
    const lock = found(await simulatedLock(c.db, door.id))
    const { rows: slots } = await sql<{ slot: number }>`
      select slot from access.simulated_slot where door_id = ${door.id} order by slot`.execute(c.db)
    const { rows: messages } = await sql<Message>`
      select id, what, at from access.simulated_message where door_id = ${door.id} order by id desc limit 20`.execute(
      c.db,
    )
    return { door, lock, slots: slots.map((row) => row.slot), messages }
  },
  act: async (c, wish, { door }) => {
    const here = `/development/locks/${door.id}`
    if (wish.do === 'type') {
      const slot = await typePin(door.id, wish.pin)
      await heardEvent(
        c.db,
        {
          doorId: door.id,
          at: now(),
          what: slot === undefined ? 'refused' : 'opened',
          how: 'keypad',
          slot,
        },
        c.now,
      )
      return c.redirect(`${here}?done=${slot === undefined ? 'refuses' : 'opens'}`)
    }
    await inTransaction(async (tx) => {
      if (wish.do === 'put')
        await sql`insert into access.simulated_slot (door_id, slot, pin_hash) values (${door.id}, ${wish.slot}, 'strange')
          on conflict do nothing`.execute(tx)
      else
        await sql`update access.simulated_lock set online = ${wish.online}, jammed = ${wish.jammed}, slots = ${wish.slots},
          late_seconds = ${wish.late}, lose_replies = ${wish.loseReplies}, lose_commands = ${wish.loseCommands},
          battery = ${wish.battery} where door_id = ${door.id}`.execute(tx)
    })
    return c.redirect(`${here}?done=done`)
  },
  show: ({ door, lock, slots, messages }, c) => {
    const t = texts[c.lang].simulator
    const said: Record<string, string> = { opens: t.opens, refuses: t.refuses, done: t.done }
    const title = t.title(pick(door.name, c.lang).text)
    return (
      <Page c={c} title={title} noindex>
        <ErrorSummary c={c} />
        {c.done && said[c.done] && (
          <Alert kind={c.done === 'refuses' ? 'warning' : 'success'}>
            <p>{said[c.done]}</p>
          </Alert>
        )}
        <h1 class="ds-heading">{title}</h1>
        <p class="lead">{t.lead}</p>
        <Form c={c} label={t.type}>
          <TextField c={c} name="pin" label={t.pinLabel} inputmode="numeric" autocomplete="off" />
          <Button name="do" value="type">
            {t.press}
          </Button>
        </Form>
        <p>
          {t.held}: {slots.length > 0 ? t.holds(slots.join(', ')) : t.empty}
        </p>
        <Form c={c} label={t.save}>
          <Checkbox c={c} name="online" label={t.online} checked={lock.online} />
          <Checkbox c={c} name="jammed" label={t.jammed} checked={lock.jammed} />
          <NumberField c={c} name="slots" label={t.slots} value={lock.slots} />
          <NumberField c={c} name="late" label={t.late} value={lock.lateSeconds} />
          <NumberField c={c} name="loseReplies" label={t.loseReplies} value={lock.loseReplies} />
          <NumberField c={c} name="loseCommands" label={t.loseCommands} value={lock.loseCommands} />
          <NumberField c={c} name="battery" label={t.battery} value={lock.battery} />
          <Button name="do" value="behave">
            {t.save}
          </Button>
        </Form>
        <Form c={c} label={t.put}>
          <NumberField c={c} name="slot" label={t.slotLabel} value={9} />
          <Button name="do" value="put" variant="secondary">
            {t.put}
          </Button>
        </Form>
        {messages.length > 0 && (
          <Table
            caption={t.messages}
            head={[texts[c.lang].doors.logHead.at, texts[c.lang].doors.logHead.what]}
            rows={messages.map((one) => [
              say[c.lang].dateTime(Temporal.Instant.from(one.at), c.today),
              one.what,
            ])}
          />
        )}
      </Page>
    )
  },
})
