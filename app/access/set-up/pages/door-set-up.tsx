import { z } from 'zod'
import { hubNames } from '#hubs'
import { field, found, page, pick, say, type Visit } from '#kernel'
import { afterStepUp, mayWorkAt, needStaff } from '#people'
import { everyRoomOf } from '#rooms'
import { Alert, Button, Details, ErrorSummary, Form, Hidden, Page, Select, Status, TextArea } from '#ui'
import type { Capabilities, LockAdapter } from '../../adapters/adapter.ts'
import { adapterOf } from '../../adapters/registry.ts'
import { type DoorView, doorById } from '../../doors.ts'
import { keysOfDoor } from '../../keys/grants.ts'
import { isLive } from '../../keys/key-rules.ts'
import { texts } from '../../texts/index.ts'
import { setUpTexts } from '../../texts/set-up.ts'
import { closeDoor, reopenDoor } from '../close-door.ts'
import {
  type DoorTyped,
  editedDoor,
  factsFrom,
  isReady,
  kindCalled,
  kindsToChoose,
  newDoor,
} from '../door-form.ts'
import { refusal } from '../refusals.ts'
import { createDoor, editDoor } from '../write-door.ts'
import { DoorFields, type RoomChoice } from './door-fields.tsx'
import { sayCapabilities, sayKind } from './say-lock.ts'

/** First the kind of lock, then what a lock of that kind needs to know: two addresses of one page, without script. */
export const newDoorPage = afterStepUp(
  page({
    needs: 'sign-in',
    form: newDoor,
    read: async (c) => {
      const hubs = (await hubNames(c.db)).filter((hub) => mayWorkAt(c.actor, hub.id, 'hub-leader'))
      if (hubs.length === 0) needStaff(c.actor, null, 'hub-leader')
      const hub =
        hubs.find(({ id }) => id === c.query.get('hub')) ?? (hubs.length === 1 ? hubs[0] : undefined)
      return { hubs, hub, kind: kindCalled(c.query.get('kind')), rooms: hub ? await roomsAt(c, hub.id) : [] }
    },
    act: async (c, wish) => {
      const adapter = kindCalled(wish.adapter)
      if (!adapter) throw refusal('access.no-such-kind')
      const facts = factsFrom(wish, adapter)
      const id = await c.transaction((tx) =>
        createDoor(tx, c.actor, { hubId: wish.hub, adapter, facts }, c.now),
      )
      return c.redirect(`/staff/doors/${id}?done=created`)
    },
    show: ({ hubs, hub, kind, rooms }, c) => {
      const t = setUpTexts[c.lang]
      return (
        <Page
          c={c}
          title={t.newDoor}
          breadcrumbs={[{ href: c.url('/staff/doors'), text: texts[c.lang].doors.title }]}
        >
          <ErrorSummary c={c} />
          <h1 class="ds-heading">{t.newDoor}</h1>
          {kind && hub ? (
            <>
              <p>
                {hub.name}. <SaidKind c={c} kind={kind} />
              </p>
              <Form c={c}>
                <Hidden name="hub" value={hub.id} />
                <DoorFields c={c} kind={kind} rooms={rooms} />
                <Button>{t.form.create}</Button>
              </Form>
            </>
          ) : (
            <ChooseKind c={c} hubs={hubs} hub={hub} />
          )}
        </Page>
      )
    },
  }),
)

function ChooseKind({
  c,
  hubs,
  hub,
}: {
  c: Visit
  hubs: readonly { id: string; name: string }[]
  hub: { id: string; name: string } | undefined
}) {
  const t = setUpTexts[c.lang]
  const kinds = kindsToChoose()
  return (
    <>
      <p class="lead">{t.chooseKindLead}</p>
      <h2 class="ds-heading">{t.chooseKind}</h2>
      <dl class="lock-kinds">
        {kinds.map((kind) => (
          <div>
            <dt>{sayKind(kind.name, c.lang)}</dt>
            <dd>
              {t.kinds[kind.name]} {!kind.verified && <Unverified c={c} />}{' '}
              {!isReady(kind) && <Status kind="closed">{t.notReady}</Status>}
            </dd>
          </div>
        ))}
      </dl>
      <Form c={c} method="get" action={c.url('/staff/doors/new')}>
        <Select
          c={c}
          name="hub"
          label={t.form.hub}
          value={hub?.id}
          options={hubs.map((one) => ({ value: one.id, text: one.name }))}
          required
        />
        <Select
          c={c}
          name="kind"
          label={t.chooseKind}
          value={c.query.get('kind')}
          options={kinds
            .filter(isReady)
            .map((kind) => ({ value: kind.name, text: sayKind(kind.name, c.lang) }))}
          required
        />
        <Button>{t.next}</Button>
      </Form>
    </>
  )
}

const Unverified = ({ c }: { c: Visit }) => <Status kind="soon">{texts[c.lang].doors.unverified}</Status>

const SaidKind = ({ c, kind }: { c: Visit; kind: LockAdapter }) => (
  <>
    {sayKind(kind.name, c.lang)}. {setUpTexts[c.lang].kinds[kind.name]}{' '}
    {!kind.verified && <Unverified c={c} />}
  </>
)

const roomsAt = async (c: Visit, hubId: string): Promise<RoomChoice[]> =>
  (await everyRoomOf(c.db, hubId)).map(({ id, name }) => ({ id, name }))

const closing = z.object({ do: z.literal('close'), reason: field.text(300) })
const reopening = z.object({ do: z.literal('reopen') })

type Deed = z.output<typeof closing> | z.output<typeof reopening> | (DoorTyped & { do: 'edit' })

/** Three forms stand on the page; only the door's own depends on its kind of lock. */
function deedOf(c: Visit): z.ZodType<Deed> {
  switch (c.form.value('do')) {
    case 'close':
      return closing
    case 'reopen':
      return reopening
    default:
      return editedDoor(c).safeExtend({ do: z.literal('edit') })
  }
}

type Data = {
  door: DoorView
  can: Capabilities | null
  rooms: RoomChoice[]
  behind: string[]
  isEntrance: boolean
  keys: number
}

export const doorSetUpPage = afterStepUp(
  page({
    needs: 'sign-in',
    form: deedOf,
    read: async (c): Promise<Data> => {
      const door = found(await doorById(c.db, c.param('doorId')))
      needStaff(c.actor, door.hubId, 'hub-leader')
      const behind = await c.db
        .selectFrom('access.room_door')
        .select('room_id')
        .where('door_id', '=', door.id)
        .execute()
      const entrance = await c.db
        .selectFrom('access.staffless_door')
        .select('door_id')
        .where('door_id', '=', door.id)
        .executeTakeFirst()
      const keys = await keysOfDoor(c.db, door.id, c.now)
      return {
        door,
        can: await capabilitiesOf(door),
        rooms: await roomsAt(c, door.hubId),
        behind: behind.map((row) => row.room_id),
        isEntrance: entrance !== undefined,
        keys: keys.filter((key) => isLive(key.state)).length,
      }
    },
    act: async (c, wish, { door }) => {
      const path = `/staff/doors/${door.id}`
      switch (wish.do) {
        case 'close':
          await c.transaction((tx) => closeDoor(tx, c.actor, door.id, { reason: wish.reason }, c.now))
          return c.redirect(`${path}?done=closed`)
        case 'reopen':
          await c.transaction((tx) => reopenDoor(tx, c.actor, door.id, c.now))
          return c.redirect(`${path}?done=reopened`)
        case 'edit': {
          if (wish.adapter !== door.adapter) throw refusal('access.no-such-kind')
          const facts = factsFrom(wish, adapterOf(door))
          await c.transaction((tx) => editDoor(tx, c.actor, door.id, facts, c.now))
          return c.redirect(`${path}?done=edited`)
        }
      }
    },
    show: ({ door, can, rooms, behind, isEntrance, keys }, c) => {
      const t = setUpTexts[c.lang]
      const adapter = adapterOf(door)
      return (
        <Page
          c={c}
          title={t.edit}
          hub={{ id: door.hubId }}
          breadcrumbs={[
            { href: c.url('/staff/doors'), text: texts[c.lang].doors.title },
            { href: c.url(`/staff/doors/${door.id}`), text: pick(door.name, c.lang).text },
          ]}
        >
          <ErrorSummary c={c} />
          <h1 class="ds-heading">{t.edit}</h1>
          {door.state === 'closed' && (
            <Alert kind="warning">
              <p>{t.close.isClosed}</p>
            </Alert>
          )}
          <p>
            {door.hubName}. <SaidKind c={c} kind={adapter} />
          </p>
          <h2 class="ds-heading">{t.capabilities}</h2>
          {can ? (
            <ul>
              {sayCapabilities(can, c.lang).map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p>{t.noCapabilities}</p>
          )}
          <Form c={c}>
            <Hidden name="do" value="edit" />
            <DoorFields
              c={c}
              kind={adapter}
              rooms={rooms}
              door={door}
              behind={behind}
              isEntrance={isEntrance}
            />
            <div class="actions">
              <Button>{t.form.save}</Button>
            </div>
          </Form>
          <div class="door-use">
            {door.state === 'open' ? (
              <Details summary={t.close.title} open={c.form.value('do') === 'close'}>
                <p>
                  {keys === 0 ? t.close.noKeys : t.close.lead(say[c.lang].plural(keys, t.close.keyForms))}
                </p>
                <Form c={c}>
                  <Hidden name="do" value="close" />
                  <TextArea
                    c={c}
                    name="reason"
                    label={texts[c.lang].doors.reason}
                    hint={texts[c.lang].doors.reasonHint}
                    maxlength={300}
                    required
                  />
                  <Button variant="secondary" color="danger">
                    {t.close.button}
                  </Button>
                </Form>
              </Details>
            ) : (
              <Form c={c}>
                <Hidden name="do" value="reopen" />
                <p>{t.close.reopenLead}</p>
                <Button variant="secondary">{t.close.reopen}</Button>
              </Form>
            )}
          </div>
        </Page>
      )
    },
  }),
)

/** A lock that is set wrongly, or whose broker is not there, is to be mended on this page: it must open. */
async function capabilitiesOf(door: DoorView): Promise<Capabilities | null> {
  try {
    return await adapterOf(door).capabilities(door)
  } catch {
    return null
  }
}
