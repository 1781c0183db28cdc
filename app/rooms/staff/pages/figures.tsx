import { type HubFacts, hoursFacts } from '#hubs'
import { page, pick, say, type Visit } from '#kernel'
import { Button, DateField, EmptyState, Form, Local, Table } from '#ui'
import { everyRoomOf } from '../../reads.ts'
import { staffTexts } from '../../texts/staff.ts'
import { figuresOf, type HubFigures, type Period, users, usesAt } from '../figures.ts'
import { HubChoice, RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { dateIn } from '../when-typed.ts'
import { hubsToRun, type NamedHub } from '../who-may.ts'

const longest = 731
/** The month so far and to its end, unless another period was asked for; never longer than two years. */
export function periodOf(c: Visit): Period & { tooLong: boolean } {
  const from = dateIn(c.query.get('from')) ?? c.today.with({ day: 1 })
  const asked = dateIn(c.query.get('to')) ?? c.today.with({ day: c.today.daysInMonth })
  const to = Temporal.PlainDate.compare(asked, from) < 0 ? from : asked
  const tooLong = from.until(to).days > longest
  return { from, to: tooLong ? from.add({ days: longest }) : to, tooLong }
}

export async function readFigures(c: Visit) {
  const { hubs, asked } = await hubsToRun(c)
  const hub = asked ?? (hubs[0] as NamedHub)
  const period = periodOf(c)
  const [rooms, uses, facts] = await Promise.all([
    everyRoomOf(c.db, hub.id),
    usesAt(c.db, hub.id, period),
    hoursFacts(c.db),
  ])
  const known = rooms.filter((room) => room.state !== 'draft')
  return { hubs, hub, period, figures: figuresOf(known, uses, facts.get(hub.id) as HubFacts, period) }
}

export const figuresPage = page({
  needs: 'sign-in',
  read: readFigures,
  show: ({ hubs, hub, period, figures }, c) => {
    const t = staffTexts[c.lang].figures
    const about = { hub: hub.id, from: period.from.toString(), to: period.to.toString() }
    const periods = [
      ['month', c.today.with({ day: 1 }), c.today.with({ day: c.today.daysInMonth })],
      ['quarter', c.today.subtract({ months: 3 }), c.today],
      ['year', c.today.with({ month: 1, day: 1 }), c.today.with({ month: 12, day: 31 })],
    ] as const
    return (
      <RoomsFrame c={c} hub={hub} place="figures" title={t.title}>
        <p class="lead">{t.intro}</p>
        <HubChoice c={c} hubs={hubs} asked={hub} />
        <nav aria-label={t.title}>
          <ul class="chips">
            {periods.map(([name, from, to]) => (
              <li>
                <a
                  class="chip"
                  href={c.url(
                    staffRoomPaths.figures({ hub: hub.id, from: from.toString(), to: to.toString() }),
                  )}
                  aria-current={from.equals(period.from) && to.equals(period.to) ? 'page' : undefined}
                >
                  {t.periods[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Form c={c} method="get" class="filter-row">
          <input type="hidden" name="hub" value={hub.id} />
          <DateField c={c} name="from" label={t.from} value={about.from} />
          <DateField c={c} name="to" label={t.to} value={about.to} />
          <Button variant="secondary">{staffTexts[c.lang].show}</Button>
        </Form>
        {period.tooLong && <p role="status">{t.tooLong}</p>}
        {figures.rooms.length === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <FiguresTable figures={figures} c={c} />
        )}
        <p class="hint">{t.fewNote}</p>
        <p>
          <a href={c.url(staffRoomPaths.figuresFile(about))} download>
            {t.csv}
          </a>
        </p>
      </RoomsFrame>
    )
  },
})

function FiguresTable({ figures: { open, rooms }, c }: { figures: HubFigures; c: Visit }) {
  const t = staffTexts[c.lang].figures
  const number = (hours: number | null) =>
    hours === null ? <em class="quiet">{t.few}</em> : say[c.lang].number(hours)
  return (
    <Table
      caption={t.table}
      rowHead
      head={[t.room, t.used, t.usedOpen, t.openHours, t.share, ...users.map((user) => t.users[user])]}
      rows={rooms.map((room) => [
        <Local text={room.name} c={c} />,
        number(room.used),
        number(room.usedOpen),
        open === null ? t.unknownOpen : say[c.lang].number(open),
        open && room.usedOpen !== null ? `${Math.round((room.usedOpen / open) * 100)} %` : '–',
        ...users.map((user) => number(room.by[user])),
      ])}
    />
  )
}

export const figuresRows = ({ open, rooms }: HubFigures, c: Visit) => {
  const t = staffTexts[c.lang].figures
  const hidden = (hours: number | null) => hours ?? t.few
  return [
    [t.room, t.used, t.usedOpen, t.openHours, ...users.map((user) => t.users[user])],
    ...rooms.map((room) => [
      pick(room.name, c.lang).text,
      hidden(room.used),
      hidden(room.usedOpen),
      open,
      ...users.map((user) => hidden(room.by[user])),
    ]),
  ]
}
