import { z } from 'zod'
import { ActivitiesByDay, cardsOn, noFilters } from '#activities'
import {
  ClosureNotices,
  ComingHours,
  factsOf,
  type Hub,
  HubAddress,
  HubContact,
  HubFacilities,
  HubPictures,
  HubProfile,
  HubServices,
  hubJsonLd,
  hubOf,
  OpenNow,
  whoMayChangeHours,
} from '#hubs'
import { found, page, type Visit } from '#kernel'
import { follow, isFollowing, mayWorkAt, unfollow } from '#people'
import { RoomCards, type RoomView, roomPageTexts, roomsOf } from '#rooms'
import { Alert, Button, ButtonLink, EmptyState, Form, HubBand, Page } from '#ui'
import { feedLinks } from '../feeds/feed-links.tsx'
import { texts } from '../texts/index.ts'
import { roomsTexts } from '../texts/rooms.ts'

const datesShown = 8

export const hubPage = page({
  form: z.object({ do: z.enum(['follow', 'unfollow']) }),
  read: async (c) => {
    const id = c.param('hubId')
    const [hub, facts, coming, following, rooms] = await Promise.all([
      hubOf(c.db, id, c.today),
      factsOf(c.db, id),
      cardsOn({ ...noFilters, hubs: [id] }, null, c.now, { take: datesShown }),
      isFollowing(c.db, c.actor, `hub:${id}`),
      roomsOf(c.db, id),
    ])
    return { hub: found(hub), facts: found(facts), coming: coming.items, following, rooms }
  },
  cache: (_, { hub }) => ({ tags: ['hubs', `hub:${hub.id}`, 'activities', 'rooms'] }),
  act: async (c, wish, { hub }) => {
    await c.transaction((tx) => (wish.do === 'follow' ? follow : unfollow)(tx, c.actor, `hub:${hub.id}`))
    return c.redirect(`/hubs/${hub.id}?done=${wish.do}ed`)
  },
  show: ({ hub, facts, coming, following, rooms }, c) => {
    const t = texts[c.lang].hub
    return (
      <Page
        c={c}
        title={hub.name}
        description={t.description(hub.name)}
        wide
        hub={hub}
        breadcrumbs={[{ href: c.url('/hubs'), text: t.all }]}
        jsonLd={hubJsonLd(hub, facts, c.lang, c.today)}
        head={feedLinks(c, { hub })}
      >
        {c.done === 'followed' && <Alert kind="success">{t.following}</Alert>}
        {c.done === 'unfollowed' && <Alert kind="info">{t.unfollowed}</Alert>}
        <HubBand hub={hub} c={c}>
          <p>
            <OpenNow facts={facts} c={c} />
          </p>
          <HubProfile hub={hub} c={c} />
          <p>
            <HubAddress hub={hub} c={c} />
          </p>
          <nav class="jump" aria-label={t.onThisPage}>
            <ul class="chips">
              {(['hours', 'contact', 'services', 'facilities'] as const).map((part) => (
                <li>
                  <a class="chip" href={`#${part}`}>
                    {t[part]}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </HubBand>
        <ClosureNotices facts={facts} services={hub.services} c={c} />
        <StaffLinks hub={hub} c={c} />
        <div class="columns">
          <div class="stack loose">
            <section>
              <h2>{t.whatsOn}</h2>
              {coming.length > 0 ? (
                <>
                  <ActivitiesByDay items={coming} c={c} level={4} />
                  <p class="actions">
                    <ButtonLink href={c.url(`/activities?hub=${hub.id}`)} variant="secondary">
                      {t.whatsOnAll}
                    </ButtonLink>
                    <a href={c.url(`/activities?view=week&hub=${hub.id}`)}>{t.poster}</a>
                  </p>
                </>
              ) : (
                <EmptyState
                  level={3}
                  title={t.emptyTitle}
                  action={
                    <ButtonLink href={c.url('/activities')} variant="secondary">
                      {t.elsewhere}
                    </ButtonLink>
                  }
                >
                  {t.emptyText}
                </EmptyState>
              )}
            </section>
            <RoomsHere rooms={rooms} hub={hub} c={c} />
            <section>
              <h2 id="services">{t.services}</h2>
              <HubServices hub={hub} facts={facts} c={c} />
            </section>
            <HubPictures hub={hub} c={c} />
          </div>
          <aside class="stack hub-side">
            <section class="panel">
              <h2 id="contact">{t.contact}</h2>
              <HubContact hub={hub} c={c} />
              <p>
                <a href={c.url(`/hubs?near=${hub.id}`)}>{t.map}</a>
              </p>
            </section>
            <section class="panel">
              <h2>{t.follow}</h2>
              <Follow hub={hub} following={following} c={c} />
              <p class="small">
                <a href={`/hubs/${hub.id}.ics`}>{t.calendar}</a>
              </p>
            </section>
            <section class="panel">
              <h2 id="hours">{t.hours}</h2>
              <ComingHours facts={facts} c={c} />
            </section>
            <section class="panel">
              <h2 id="facilities">{t.facilities}</h2>
              <HubFacilities hub={hub} c={c} />
            </section>
          </aside>
        </div>
      </Page>
    )
  },
})

function RoomsHere({ rooms, hub, c }: { rooms: RoomView[]; hub: Hub; c: Visit }) {
  if (rooms.length === 0) return null
  const t = roomPageTexts[c.lang].links
  return (
    <section>
      <h2 id="rooms">{t.hubTitle}</h2>
      <RoomCards rooms={rooms} c={c} />
      <p class="actions">
        <ButtonLink href={c.url(`/rooms?hub=${hub.id}`)} variant="secondary">
          {t.hubAll}
        </ButtonLink>
        <a href={c.url(`/hubs/${hub.id}/calendar`)}>{roomsTexts[c.lang].calendar.seeWhenTaken}</a>
        <a href={`/hubs/${hub.id}/rooms.ics`}>{t.hubCalendar}</a>
      </p>
    </section>
  )
}

function Follow({ hub, following, c }: { hub: Hub; following: boolean; c: Visit }) {
  const t = texts[c.lang].hub
  if (!c.actor.personId)
    return (
      <>
        <p>{t.followHint}</p>
        <p>
          <a href={c.url(`/sign-in?then=/hubs/${hub.id}`)} rel="nofollow">
            {t.signInToFollow}
          </a>
        </p>
      </>
    )
  return (
    <>
      <p>{following ? t.following : t.followHint}</p>
      <Form c={c}>
        <Button variant="secondary" name="do" value={following ? 'unfollow' : 'follow'}>
          {following ? t.unfollow : t.follow}
        </Button>
      </Form>
    </>
  )
}

function StaffLinks({ hub, c }: { hub: Hub; c: Visit }) {
  if (!mayWorkAt(c.actor, hub.id, ...whoMayChangeHours)) return null
  const t = texts[c.lang]
  return (
    <p class="actions staff-links">
      <ButtonLink size="sm" href={c.url(`/staff/activities/new?hub=${hub.id}`)}>
        {t.hub.newActivity}
      </ButtonLink>
      <ButtonLink size="sm" variant="secondary" href={c.url(`/staff/hubs/${hub.id}/hours`)}>
        {t.desk.changeHours}
      </ButtonLink>
      <ButtonLink size="sm" variant="secondary" href={c.url(`/staff/hubs/${hub.id}`)}>
        {t.hub.edit}
      </ButtonLink>
    </p>
  )
}
