import { accessTexts, stafflessTexts } from '#access'
import { activityTexts, peoplePath, staffPaths } from '#activities'
import { hubNames } from '#hubs'
import { page, pick, say, type Visit } from '#kernel'
import { associationTexts, isAdministrator, isStaff, mayWorkAt } from '#people'
import { RoomLinks, RoomsAtTheDesk, roomsAtTheDesk } from '#rooms'
import { Alert, ButtonLink, Card, Details, EmptyState, Page, Status } from '#ui'
import {
  type DeskDate,
  type Draft,
  datesNeedingAnswer,
  datesToday,
  draftsAt,
  hubsOf,
} from '../desk/at-the-desk.ts'
import { openFeedback } from '../feedback.ts'
import { portalRefusal } from '../refusals.ts'
import { texts } from '../texts/index.ts'
import { roomsTexts } from '../texts/rooms.ts'
import type { HubNames } from '../whats-on/days.ts'

export const deskPage = page({
  needs: 'sign-in',
  read: async (c) => {
    if (!isStaff(c.actor)) throw portalRefusal('portal.not-staff')
    const hubs = hubsOf(c.actor)
    const [unanswered, today, drafts, names, rooms, feedback] = await Promise.all([
      datesNeedingAnswer(c.db, hubs, c.now),
      datesToday(c.db, hubs, c.today),
      draftsAt(c.db, hubs),
      hubNames(c.db),
      roomsAtTheDesk(c.db, c.actor, c.now),
      mayWorkAt(c.actor, null) ? openFeedback(c.db) : [],
    ])
    const mine = hubs === null ? names : names.filter((hub) => hubs.includes(hub.id))
    return {
      unanswered,
      today,
      drafts,
      rooms,
      feedback: feedback.length,
      mine,
      names: new Map(names.map((hub) => [hub.id, hub.name])),
    }
  },
  show: ({ unanswered, today, drafts, rooms, feedback, mine, names }, c) => {
    const t = texts[c.lang].desk
    const waiting = today.filter((date) => date.offered > 0)
    const asked = rooms.requests.length + rooms.appeals.length + rooms.undecided.length
    const nothing = asked + unanswered.length + drafts.length + feedback + waiting.length === 0
    return (
      <Page c={c} title={t.title} wide>
        {c.done === 'hours-changed' && <Alert kind="success">{texts[c.lang].preview.applied}</Alert>}
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <div class="columns">
          <div class="stack loose">
            <section>
              <h2>{t.needsAnswer}</h2>
              {nothing && (
                <EmptyState level={3} title={t.nothing}>
                  {t.nothingText}
                </EmptyState>
              )}
              <ul class="desk-list">
                <RoomsAtTheDesk at={rooms} c={c} />
                {unanswered.map((date) => (
                  <Unanswered date={date} names={names} c={c} />
                ))}
                {waiting.map((date) => (
                  <li data-hub={date.hubId ?? undefined}>
                    <div>
                      <strong>
                        <Title text={date.title} c={c} />
                      </strong>
                      <p>
                        {date.offered} · {t.offers}
                      </p>
                    </div>
                    <ButtonLink size="sm" variant="secondary" href={c.url(peoplePath(date.id))}>
                      {t.list}
                    </ButtonLink>
                  </li>
                ))}
                {drafts.map((draft) => (
                  <DraftRow draft={draft} names={names} c={c} />
                ))}
                {feedback > 0 && (
                  <li>
                    <strong>{say[c.lang].plural(feedback, t.feedback)}</strong>
                    <ButtonLink size="sm" variant="secondary" href={c.url('/staff/feedback')}>
                      {t.read}
                    </ButtonLink>
                  </li>
                )}
              </ul>
            </section>
            <section>
              <h2>{t.today}</h2>
              {today.length === 0 ? (
                <p>{t.nothingToday}</p>
              ) : (
                <ul class="desk-list">
                  {today.map((date) => (
                    <TodayRow date={date} names={names} c={c} />
                  ))}
                </ul>
              )}
            </section>
          </div>
          <aside class="stack">
            {isAdministrator(c.actor) && (
              <Card title={t.administration} level={2}>
                <ul class="plain-list links">
                  <li>
                    <a href={c.url('/staff/people/roles')}>{t.roles}</a>
                  </li>
                  <li>
                    <a href={c.url('/staff/audit')}>{t.audit}</a>
                  </li>
                  <li>
                    <a href={c.url('/staff/feedback')}>{texts[c.lang].feedback.staffTitle}</a>
                  </li>
                  <li>
                    <a href={c.url('/staff/school-holidays')}>{t.schoolHolidays}</a>
                  </li>
                  <li>
                    <a href={c.url('/staff/outside-services')}>{t.outsideServices}</a>
                  </li>
                </ul>
              </Card>
            )}
            {mine.map((hub) =>
              mine.length > 3 ? (
                <Details summary={hub.name}>
                  <HubLinks hubId={hub.id} c={c} />
                </Details>
              ) : (
                <Card title={hub.name} level={2} hubId={hub.id}>
                  <HubLinks hubId={hub.id} c={c} />
                </Card>
              ),
            )}
          </aside>
        </div>
      </Page>
    )
  },
})

function HubLinks({ hubId, c }: { hubId: string; c: Visit }) {
  const t = texts[c.lang].desk
  return (
    <ul class="plain-list links">
      <li>
        <a href={c.url(`/staff/activities/new?hub=${hubId}`)}>{t.newActivity}</a>
      </li>
      <li>
        <a href={c.url(`/staff/activities?hub=${hubId}`)}>{t.activities}</a>
      </li>
      <li>
        <a href={c.url(`/staff/hubs/${hubId}/hours`)}>{t.changeHours}</a>
      </li>
      <li>
        <a href={c.url(`/hubs/${hubId}/calendar`)}>{roomsTexts[c.lang].calendar.short}</a>
      </li>
      <RoomLinks hubId={hubId} c={c} />
      {mayWorkAt(c.actor, hubId, 'host', 'hub-leader') && (
        <>
          <li>
            <a href={c.url('/staff/doors')}>{accessTexts[c.lang].doors.title}</a>
          </li>
          <li>
            <a href={c.url(`/staff/hubs/${hubId}/staffless`)}>{stafflessTexts[c.lang].staffTitle}</a>
          </li>
          <li>
            <a href={c.url('/staff/associations')}>{associationTexts[c.lang].title}</a>
          </li>
        </>
      )}
      <li>
        <a href={c.url(`/staff/hubs/${hubId}`)}>{t.editHub}</a>
      </li>
    </ul>
  )
}

const Title = ({ text, c }: { text: DeskDate['title']; c: Visit }) => {
  const title = pick(text, c.lang)
  return <span lang={title.lang === c.lang ? undefined : title.lang}>{title.text}</span>
}

function Unanswered({ date, names, c }: { date: DeskDate; names: HubNames; c: Visit }) {
  const t = texts[c.lang].desk
  return (
    <li data-hub={date.hubId ?? undefined}>
      <div>
        <strong>
          <Title text={date.title} c={c} />
        </strong>
        <p>
          <time datetime={date.startsAt.toString()}>
            {say[c.lang].range(date.startsAt, date.endsAt, c.today)}
          </time>
          {' · '}
          {date.hubId && names.get(date.hubId)}
        </p>
        <p class="actions">
          <Status kind="full">
            {date.attention === 'too-few'
              ? activityTexts[c.lang].minimum.few(date.minimum ?? 0, date.attending)
              : t.attention[date.attention as string]}
          </Status>
          {date.attending > 0 && <span class="small">{say[c.lang].plural(date.attending, t.signedUp)}</span>}
        </p>
      </div>
      <ButtonLink
        size="sm"
        href={c.url(
          date.attention === 'too-few'
            ? staffPaths.activity(date.seriesId)
            : `/staff/activities/${date.seriesId}/dates/${date.id}`,
        )}
      >
        {date.attention === 'too-few' ? activityTexts[c.lang].minimum.decide : t.decide}
      </ButtonLink>
    </li>
  )
}

function DraftRow({ draft, names, c }: { draft: Draft; names: HubNames; c: Visit }) {
  const t = texts[c.lang].desk
  return (
    <li data-hub={draft.hubId ?? undefined}>
      <div>
        <strong>
          <Title text={draft.title} c={c} />
        </strong>
        <p class="quiet small">
          {[t.draft, draft.hubId && names.get(draft.hubId), say[c.lang].dateTime(draft.createdAt, c.today)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <ButtonLink size="sm" variant="secondary" href={c.url(`/staff/activities/${draft.id}`)}>
        {t.goOn}
      </ButtonLink>
    </li>
  )
}

function TodayRow({ date, names, c }: { date: DeskDate; names: HubNames; c: Visit }) {
  const t = texts[c.lang].desk
  const s = say[c.lang]
  return (
    <li data-hub={date.hubId ?? undefined} class={date.state === 'cancelled' ? 'is-cancelled' : undefined}>
      <time class="desk-time" datetime={date.startsAt.toString()}>
        {s.times(date.startsAt, date.endsAt)}
      </time>
      <div>
        <strong>
          <a href={c.url(`/activities/${date.seriesId}?date=${date.id}`)}>
            <Title text={date.title} c={c} />
          </a>
        </strong>
        <p class="quiet small">{date.hubId && names.get(date.hubId)}</p>
      </div>
      <p class="desk-counts">
        {date.state === 'cancelled' ? (
          <Status kind="cancelled">{t.cancelled}</Status>
        ) : (
          date.signUp === 'open' && (
            <a href={c.url(peoplePath(date.id))}>
              {date.attending} {date.capacity !== null && t.capacityOf(date.capacity)} {t.signedUp.other}
              {date.waiting > 0 && `, ${s.plural(date.waiting, t.waiting)}`}
            </a>
          )
        )}
      </p>
      {date.state === 'on' && (
        <ButtonLink size="sm" variant="secondary" href={c.url(peoplePath(date.id))}>
          {date.came === null ? t.checkIn : t.came(date.came)}
        </ButtonLink>
      )}
    </li>
  )
}
