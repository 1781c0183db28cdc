import { hubNames } from '#hubs'
import { page, pick, say, type Visit } from '#kernel'
import { mayWorkAt, needStaff } from '#people'
import { ButtonLink, EmptyState, Page, Status, Table } from '#ui'
import { type DoorView, doorsOfHubs } from '../doors.ts'
import { texts } from '../texts/index.ts'
import { setUpTexts } from '../texts/set-up.ts'

export const doorsPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const mine = (await hubNames(c.db)).filter((hub) => mayWorkAt(c.actor, hub.id, 'host', 'hub-leader'))
    if (mine.length === 0) needStaff(c.actor, null, 'host', 'hub-leader')
    return {
      doors: await doorsOfHubs(
        c.db,
        mine.map((hub) => hub.id),
      ),
      manyHubs: mine.length > 1,
      mayAdd: mine.some((hub) => mayWorkAt(c.actor, hub.id, 'hub-leader')),
    }
  },
  show: ({ doors, manyHubs, mayAdd }, c) => {
    const t = texts[c.lang].doors
    return (
      <Page c={c} title={t.title} wide breadcrumbs={[]}>
        <h1 class="ds-heading">{t.title}</h1>
        <p class="lead">{t.intro}</p>
        {mayAdd && (
          <p class="actions">
            <ButtonLink href={c.url('/staff/doors/new')} variant="secondary">
              {setUpTexts[c.lang].newDoor}
            </ButtonLink>
          </p>
        )}
        {doors.length === 0 ? (
          <EmptyState title={t.none} level={2}>
            {t.noneHint}
          </EmptyState>
        ) : (
          <Table
            caption={t.caption}
            rowHead
            head={[
              t.head.door,
              ...(manyHubs ? [t.head.hub] : []),
              t.head.state,
              t.head.battery,
              t.head.heard,
            ]}
            rows={doors.map((door) => [
              <a class="ds-link" href={c.url(`/staff/doors/${door.id}`)}>
                {pick(door.name, c.lang).text}
              </a>,
              ...(manyHubs ? [door.hubName] : []),
              <DoorState door={door} c={c} />,
              door.battery === null ? '–' : `${door.battery} %`,
              door.heardAt ? say[c.lang].dateTime(door.heardAt, c.today) : t.never,
            ])}
          />
        )}
      </Page>
    )
  },
})

/** What a host needs to see first: does it answer, does it stand fast, is there something to look at. */
export function DoorState({ door, c }: { door: DoorView; c: Visit }) {
  const t = texts[c.lang].doors
  if (door.state === 'closed') return <Status kind="draft">{t.closed}</Status>
  return (
    <>
      <Status kind={door.online ? 'open' : 'cancelled'}>{door.online ? t.online : t.offline}</Status>{' '}
      {door.jammed && <Status kind="cancelled">{t.jammed}</Status>}{' '}
      {door.openReports > 0 && <Status kind="soon">{t.reports(say[c.lang].number(door.openReports))}</Status>}
    </>
  )
}
