import { accessTexts, keysOfPerson, MyKeys, stafflessTexts } from '#access'
import { activityPath, type Followed, followedActivities, MySignUps, mySignUps } from '#activities'
import { hoursFacts, hubList, OpenNow } from '#hubs'
import { instantOf, page, say, type Visit } from '#kernel'
import { associationTexts, type Child, childrenOf, isStaff, needPerson, topicsOf } from '#people'
import { BookingList, readMyBookings, roomPageTexts, Waits } from '#rooms'
import { Alert, ButtonLink, Card, Local, Page } from '#ui'
import { texts } from '../texts/index.ts'

const bookingsShown = 3
/** The next ones: those one may soon stand at the door with. */
const keysShown = 2

export const myPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const personId = needPerson(c.actor)
    const [signUps, topics, hubs, facts, children, rooms, keys] = await Promise.all([
      mySignUps(c.db, personId, c.now),
      topicsOf(c.db, personId),
      hubList(c.db, c.today),
      hoursFacts(c.db),
      childrenOf(c.db, personId),
      readMyBookings(c),
      keysOfPerson(c.db, personId, c.now),
    ])
    const followed = hubs.filter((hub) => topics.includes(`hub:${hub.id}`))
    return {
      signUps,
      followed,
      activities: await followedActivities(c.db, topics, c.now),
      facts,
      children,
      rooms,
      keys,
    }
  },
  show: ({ signUps, followed, activities, facts, children, rooms, keys }, c) => {
    const t = texts[c.lang].me
    return (
      <Page c={c} title={t.title} wide>
        {c.done && t.done[c.done] && <Alert kind="success">{t.done[c.done]}</Alert>}
        <h1>{c.actor.name ? t.hello(c.actor.name) : t.title}</h1>
        <div class="columns">
          <div class="stack loose">
            <section>
              <h2>{t.mySignUps}</h2>
              <MySignUps signUps={signUps} c={c} />
            </section>
            {keys.length > 0 && (
              <section>
                <h2>{accessTexts[c.lang].key.mine}</h2>
                <MyKeys keys={keys.slice(0, keysShown)} c={c} />
              </section>
            )}
            <section class="stack">
              <h2>{roomPageTexts[c.lang].mine.title}</h2>
              <Waits waits={rooms.waits} level={3} c={c} />
              <BookingList bookings={rooms.bookings.slice(0, bookingsShown)} c={c} />
              {rooms.bookings.length > 0 && (
                <p>
                  <a href={c.url('/me/bookings')}>{roomPageTexts[c.lang].mine.all}</a>
                </p>
              )}
            </section>
            <section>
              <h2>{t.myHubs}</h2>
              {followed.length === 0 ? (
                <p>
                  {t.noHubs} <a href={c.url('/hubs')}>{t.findHub}</a>
                </p>
              ) : (
                <div class="cards">
                  {followed.map((hub) => (
                    <Card href={c.url(`/hubs/${hub.id}`)} title={hub.name} hubId={hub.id}>
                      <p>
                        <OpenNow
                          facts={facts.get(hub.id) as NonNullable<ReturnType<typeof facts.get>>}
                          c={c}
                        />
                      </p>
                    </Card>
                  ))}
                </div>
              )}
            </section>
            {activities.length > 0 && (
              <section>
                <h2>{t.myActivities}</h2>
                <FollowedActivities list={activities} c={c} />
              </section>
            )}
          </div>
          <aside class="stack">
            <section class="panel stack">
              <h2>{t.myChildren}</h2>
              <Children list={children} c={c} />
            </section>
            <section class="panel stack">
              <h2>{t.calendar}</h2>
              <p>{t.calendarText}</p>
              <p>
                <a href={c.url('/me/calendar')}>{t.calendarLink}</a>
              </p>
            </section>
            <section class="panel stack">
              <h2>{t.settings}</h2>
              <ul class="plain-list links">
                <li>
                  <a href={c.url('/me/profile')}>{t.profile}</a>
                </li>
                <li>
                  <a href={c.url('/me/keys')}>{accessTexts[c.lang].key.mine}</a>
                </li>
                <li>
                  <a href={c.url('/me/staffless')}>{stafflessTexts[c.lang].title}</a>
                </li>
                <li>
                  <a href={c.url('/me/associations')}>{associationTexts[c.lang].mine}</a>
                </li>
                <li>
                  <a href={c.url('/me/sessions')}>{t.sessions}</a>
                </li>
                <li>
                  <a href={c.url('/me/data')}>{t.privacy}</a>
                </li>
                {isStaff(c.actor) && (
                  <li>
                    <a href={c.url('/staff')}>{texts[c.lang].desk.title}</a>
                  </li>
                )}
              </ul>
              <p>
                <ButtonLink href={c.url('/sign-out')} variant="secondary">
                  {t.signOut}
                </ButtonLink>
              </p>
            </section>
          </aside>
        </div>
      </Page>
    )
  },
})

function FollowedActivities({ list, c }: { list: Followed[]; c: Visit }) {
  return (
    <ul class="plain-list links">
      {list.map(({ id, title, nextAt }) => (
        <li>
          <a href={c.url(activityPath(id))}>
            <Local text={title} c={c} />
          </a>{' '}
          <span class="quiet">
            {nextAt ? say[c.lang].dateTime(instantOf(nextAt), c.today) : texts[c.lang].activity.noDates}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Children({ list, c }: { list: Child[]; c: Visit }) {
  const t = texts[c.lang].me
  return (
    <>
      {list.length === 0 ? (
        <p>{t.noChildren}</p>
      ) : (
        <ul class="plain-list">
          {list.map((child) => (
            <li>
              {child.name}, <span class="quiet">{t.childBorn(child.birthYear)}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={c.url('/me/children')}>{t.manageChildren}</a>
      </p>
    </>
  )
}
