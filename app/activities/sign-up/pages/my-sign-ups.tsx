import { page, pick, type Visit } from '#kernel'
import { ButtonLink, Card, EmptyState, Page, Status, type StatusKind, When } from '#ui'
import { signUpTexts } from '../../texts/sign-up.ts'
import { comingDates, whereOf } from '../sign-up-calendar.ts'
import type { SignUpState } from '../sign-up-rules.ts'
import { mySignUps, type SignUpView } from '../sign-ups.ts'

export const mySignUpsPage = page({
  needs: 'sign-in',
  read: (c) => mySignUps(c.db, c.actor.personId as string, c.now),
  show: (signUps, c) => {
    const t = signUpTexts[c.lang].status
    return (
      <Page c={c} title={t.mine} breadcrumbs={[]}>
        <h1 class="ds-heading">{t.mine}</h1>
        <MySignUps signUps={signUps} c={c} level={2} />
      </Page>
    )
  },
})

const looks: Record<SignUpState, StatusKind> = {
  unconfirmed: 'soon',
  attending: 'open',
  waiting: 'full',
  offered: 'soon',
  cancelled: 'cancelled',
  lapsed: 'closed',
}

/** One's own sign-ups, the soonest first; also a piece of My page. */
export function MySignUps({ signUps, c, level = 3 }: { signUps: SignUpView[]; c: Visit; level?: 2 | 3 }) {
  const t = signUpTexts[c.lang].status
  if (signUps.length === 0)
    return (
      <EmptyState
        title={t.none}
        level={level}
        action={<ButtonLink href={c.url('/activities')}>{t.find}</ButtonLink>}
      >
        {t.noneHint}
      </EmptyState>
    )
  return (
    <ul class="sign-up-list">
      {signUps.map((signUp) => {
        const title = pick(signUp.title, c.lang)
        const next = comingDates(signUp, c.now)[0] ?? signUp.dates.at(-1)
        const off =
          signUp.seriesState === 'cancelled' || signUp.dates.every((date) => date.state === 'cancelled')
        return (
          <li>
            <Card
              href={c.url(`/me/sign-ups/${signUp.id}`)}
              title={title.text}
              lang={title.lang === c.lang ? undefined : title.lang}
              level={level}
            >
              <p>
                {off ? (
                  <Status kind="cancelled">{t.dateCancelled}</Status>
                ) : (
                  <Status kind={looks[signUp.state]}>{t.short[signUp.state]}</Status>
                )}
              </p>
              {next && (
                <p>
                  <When from={next.startsAt} to={next.endsAt} c={c} />
                </p>
              )}
              <p>{whereOf(signUp, c.lang)}</p>
            </Card>
          </li>
        )
      })}
    </ul>
  )
}
