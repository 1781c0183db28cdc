import { z } from 'zod'
import { config, field, found, page, pick, say, sql, type Visit } from '#kernel'
import { auditView, isAdministrator, mayWorkAt, needStaff } from '#people'
import {
  Alert,
  Button,
  ButtonLink,
  ErrorSummary,
  Facts,
  Form,
  Hidden,
  Local,
  Page,
  Status,
  Table,
  When,
} from '#ui'
import { adapterOf } from '../adapters/registry.ts'
import { type DoorView, doorById } from '../doors.ts'
import { type GrantView, keysOfDoor } from '../keys/grants.ts'
import { isLive } from '../keys/key-rules.ts'
import { endOneReport, removeCode } from '../remove-code.ts'
import { openReports, type Report } from '../reports.ts'
import { entranceDoors } from '../staffless/enter.ts'
import { texts } from '../texts/index.ts'
import { setUpTexts } from '../texts/set-up.ts'
import { DoorState } from './doors.tsx'
import { keyLooks } from './key-looks.ts'

const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('remove-code'), slot: field.number(0, 10_000) }),
  z.object({ do: z.literal('end-report'), report: field.number(1, Number.MAX_SAFE_INTEGER) }),
])

type Data = {
  door: DoorView
  keys: GrantView[]
  reports: Report[]
  rooms: { id: string; name: Record<string, string> }[]
  isEntrance: boolean
}

export const doorPage = page({
  needs: 'sign-in',
  form,
  read: async (c): Promise<Data> => {
    const door = found(await doorById(c.db, c.param('doorId')))
    needStaff(c.actor, door.hubId, 'host', 'hub-leader')
    const keys = await keysOfDoor(c.db, door.id, c.now)
    await auditView(
      c.db,
      c.actor,
      'access.keys-seen',
      { kind: 'door', id: door.id, hubId: door.hubId },
      keys.flatMap((key) => key.personId ?? []),
    )
    const rooms = await c.db
      .selectFrom('access.room_door as d')
      .innerJoin('rooms.room as r', 'r.id', 'd.room_id')
      .select(['r.id', 'r.name'])
      .where('d.door_id', '=', door.id)
      .orderBy(sql`r.place_in_list`)
      .execute()
    const isEntrance = (await entranceDoors(c.db, door.hubId)).some(({ id }) => id === door.id)
    return { door, keys, reports: await openReports(c.db, door.id), rooms, isEntrance }
  },
  act: async (c, wish, { door }) => {
    if (wish.do === 'remove-code') {
      await removeCode(c.db, c.actor, { doorId: door.id, slot: wish.slot }, c.now)
      return c.redirect(`/staff/doors/${door.id}?done=removed`)
    }
    await c.transaction((tx) => endOneReport(tx, c.actor, { doorId: door.id, reportId: wish.report }, c.now))
    return c.redirect(`/staff/doors/${door.id}?done=seen`)
  },
  show: (data, c) => {
    const t = texts[c.lang].doors
    const { door } = data
    const setUp = setUpTexts[c.lang]
    const done = c.done && (t.done[c.done] ?? setUp.done[c.done])
    const name = pick(door.name, c.lang)
    return (
      <Page
        c={c}
        title={name.text}
        wide
        hub={{ id: door.hubId }}
        breadcrumbs={[{ href: c.url('/staff/doors'), text: t.title }]}
      >
        <ErrorSummary c={c} />
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        <h1 class="ds-heading">{name.text}</h1>
        <p>
          <DoorState door={door} c={c} />
        </p>
        <ToLookAt data={data} c={c} />
        <Keys data={data} c={c} />
        <About data={data} c={c} />
        <p class="actions">
          {door.state === 'open' && (
            <ButtonLink href={c.url(`/staff/doors/${door.id}/give`)} variant="secondary">
              {setUp.give.link}
            </ButtonLink>
          )}
          {mayWorkAt(c.actor, door.hubId, 'hub-leader') && (
            <ButtonLink href={c.url(`/staff/doors/${door.id}/edit`)} variant="secondary">
              {setUp.edit}
            </ButtonLink>
          )}
          <ButtonLink href={c.url(`/staff/doors/${door.id}/log`)} variant="secondary">
            {t.lookLog}
          </ButtonLink>
          {door.adapter === 'door-agent' && isAdministrator(c.actor) && (
            <ButtonLink href={c.url(`/staff/doors/${door.id}/pair`)} variant="tertiary">
              {t.pair}
            </ButtonLink>
          )}
          {door.adapter === 'simulator' && config.demonstration && (
            <ButtonLink href={`/development/locks/${door.id}`} variant="tertiary">
              {texts[c.lang].simulator.link}
            </ButtonLink>
          )}
        </p>
      </Page>
    )
  },
})

function ToLookAt({ data: { reports }, c }: { data: Data; c: Visit }) {
  const t = texts[c.lang].doors
  return (
    <section aria-labelledby="reports">
      <h2 class="ds-heading" id="reports">
        {t.toLookAt}
      </h2>
      {reports.length === 0 && <p>{t.nothing}</p>}
      <ul class="door-reports">
        {reports.map((one) => {
          const said = one.detail === 'alarm' ? t.duringAlarm : t.kinds[one.kind]
          const slot = say[c.lang].number(one.slot ?? 0)
          return (
            <li>
              <p>
                {typeof said === 'function' ? said(slot) : said} ({say[c.lang].dateTime(one.at, c.today)})
              </p>
              <Form c={c} class="one-press">
                {one.kind === 'unknown-code' && one.slot !== null ? (
                  <>
                    <Hidden name="slot" value={one.slot} />
                    <Button name="do" value="remove-code" variant="secondary" size="sm">
                      {t.removeCode(slot)}
                    </Button>
                  </>
                ) : (
                  <>
                    <Hidden name="report" value={one.id} />
                    <Button name="do" value="end-report" variant="tertiary" size="sm">
                      {t.seen}
                    </Button>
                  </>
                )}
              </Form>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Keys({ data: { keys, door }, c }: { data: Data; c: Visit }) {
  const t = texts[c.lang].doors
  return (
    <section>
      {keys.length === 0 ? (
        <>
          <h2 class="ds-heading">{t.keys}</h2>
          <p>{t.noKeys}</p>
        </>
      ) : (
        <Table
          caption={t.keys}
          head={[t.keyHead.when, t.keyHead.who, t.keyHead.what, t.keyHead.state, t.keyHead.do]}
          rows={keys.map((key) => {
            const who = key.holder ?? '–'
            const when = say[c.lang].range(key.from, key.to, c.today)
            return [
              <When from={key.from} to={key.to} c={c} />,
              who,
              pick(key.about ?? key.roomName ?? {}, c.lang).text || t.causes[key.cause],
              <Status kind={keyLooks[key.state]}>{texts[c.lang].key.states[key.state]}</Status>,
              isLive(key.state) ? (
                <a
                  class="ds-link"
                  href={c.url(`/staff/doors/${door.id}/keys/${key.id}`)}
                  aria-label={t.revokeLabel(who, when)}
                >
                  {t.revoke}
                </a>
              ) : (
                ''
              ),
            ]
          })}
        />
      )}
    </section>
  )
}

function About({ data: { door, rooms, isEntrance }, c }: { data: Data; c: Visit }) {
  const t = texts[c.lang].doors
  const adapter = adapterOf(door)
  const kind = t.adapters[adapter.name] ?? adapter.name
  const clock = (time: Temporal.PlainTime) => say[c.lang].time(time)
  return (
    <section aria-labelledby="facts">
      <h2 class="ds-heading" id="facts">
        {t.facts}
      </h2>
      <Facts
        rows={[
          [t.rooms, rooms.map((room) => pick(room.name, c.lang).text).join(', ')],
          [t.kind, adapter.verified ? kind : `${kind}. ${t.unverified}.`],
          [t.head.battery, door.battery === null ? t.unknown : `${door.battery} %`],
          [t.head.state, door.locked === null ? t.unknown : door.locked ? t.locked : t.unlocked],
          [t.head.heard, door.heardAt ? say[c.lang].dateTime(door.heardAt, c.today) : t.never],
          [t.alarm, door.alarm ? t.alarmFromTo(clock(door.alarm.from), clock(door.alarm.to)) : t.noAlarm],
          [t.fail, t.fails[door.failState]],
          [t.phone, say[c.lang].phone(door.emergencyPhone)],
          [t.fire, <Local text={door.fireSafety} c={c} />],
          isEntrance && [setUpTexts[c.lang].entrance, setUpTexts[c.lang].yes],
        ]}
      />
    </section>
  )
}
