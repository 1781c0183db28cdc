import { z } from 'zod'
import { field, found, page, pick, say, type Visit } from '#kernel'
import {
  Alert,
  Button,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  NumberField,
  Page,
  Status,
  TextField,
  When,
} from '#ui'
import { MinimumStatus } from '../../minimum/minimum-status.tsx'
import { texts } from '../../texts/index.ts'
import { signUpTexts } from '../../texts/sign-up.ts'
import { sayAnswer } from '../answers.ts'
import { cancelSignUp } from '../cancel-sign-up.ts'
import { checkIn, checkInByCode, doorTopic, noteCancelledByHost, undoCheckIn, walkIn } from '../check-in.ts'
import { peoplePath } from '../paths.ts'
import { noteLook, type Participant, type PeopleAt, peopleAt } from '../people-at.ts'
import { placeOf } from '../pool-of.ts'
import { signUpWish } from '../schema.ts'
import { signUpForOther } from '../sign-up.ts'
import { Questions } from './questions.tsx'

const person = { signUp: z.uuid() }
const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('check-in'), ...person, count: field.number(0, 50).optional() }),
  z.object({ do: z.enum(['undo', 'cancel']), ...person }),
  z.object({ do: z.literal('code'), code: field.text(40) }),
  z.object({ do: z.enum(['one-more', 'one-less']) }),
  z.object({
    do: z.literal('add'),
    name: field.text(100),
    email: field.email().optional(),
    phone: field.text(30).optional(),
    others: field.number(0, 49).optional(),
  }),
])

const idOf = (c: Visit) => Number(/^\d{1,15}$/.exec(c.param('occurrenceId'))?.[0] ?? 0)

export const peoplePage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const at = await peopleAt(c.db, c.actor, idOf(c))
    if (c.req.method !== 'POST') await noteLook(c.db, c.actor, at)
    return at
  },
  act: async (c, wish, at) => {
    const door = { occurrenceId: at.occurrenceId, hubId: at.hubId }
    const done = await c.transaction(async (tx) => {
      switch (wish.do) {
        case 'check-in':
          await checkIn(tx, c.actor, door, wish.signUp, wish.count ?? null, c.now)
          return 'here'
        case 'code': {
          const { already, signUpId } = await checkInByCode(tx, c.actor, door, wish.code, c.now)
          return `${already ? 'already' : 'here'}&who=${signUpId}`
        }
        case 'undo':
          await undoCheckIn(tx, c.actor, door, wish.signUp)
          return 'undone'
        case 'one-more':
        case 'one-less':
          await walkIn(tx, c.actor, door, wish.do === 'one-more' ? 1 : -1, c.now)
          return 'counted'
        case 'cancel': {
          const signUp = found(at.people.find((one) => one.id === wish.signUp))
          await cancelSignUp(tx, signUp, 'host', c.now)
          await noteCancelledByHost(tx, c.actor, door, signUp)
          return 'cancelled'
        }
        case 'add': {
          const place = found(await placeOf(tx, at.seriesId, at.ofCourse ? null : at.occurrenceId, c.now))
          const { do: _, ...said } = wish
          const placed = await signUpForOther(
            tx,
            c.actor,
            place,
            signUpWish.parse({ ...said, answers: answersIn(c) }),
            c.lang,
            c.now,
          )
          return placed.state === 'attending' ? 'added' : 'added-to-line'
        }
      }
    })
    // The host stays at the name that was pressed: the next one in the queue stands beside it.
    const place = wish.do === 'check-in' || wish.do === 'undo' ? `#p-${wish.signUp}` : ''
    return c.redirect(`${peoplePath(at.occurrenceId)}?done=${done}${place}`)
  },
  show: (at, c) => {
    const t = signUpTexts[c.lang].host
    const title = pick(at.title, c.lang)
    const coming = at.people.filter(
      (one) =>
        (one.state === 'attending' || one.state === 'offered' || one.state === 'unconfirmed') && !one.absent,
    )
    const line = at.people
      .filter((one) => one.state === 'waiting')
      .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    const absent = at.people.filter((one) => one.absent)
    const expected = coming
      .filter((one) => one.state === 'attending')
      .reduce((sum, one) => sum + one.party, 0)
    const came = at.people.reduce((sum, one) => sum + (one.came ?? 0), 0)
    return (
      <Page
        c={c}
        title={t.titleFor(title.text)}
        hub={at.hubId ? { id: at.hubId } : undefined}
        breadcrumbs={[
          { href: c.url('/staff/activities'), text: texts[c.lang].staff.title },
          { href: c.url(`/staff/activities/${at.seriesId}`), text: title.text },
        ]}
        scripts={['check-in']}
        wide
      >
        <ErrorSummary c={c} />
        <Done people={at.people} c={c} />
        <h1 class="ds-heading">{t.titleFor(title.text)}</h1>
        <p class="lead">
          <When from={at.startsAt} to={at.endsAt} c={c} />
          <span class="on-paper"> ({say[c.lang].dateYear(at.startsAt)})</span>
        </p>
        <p>
          <MinimumStatus of={{ ...at, attending: expected }} c={c} />
        </p>
        <live-part id="door" topic={doorTopic(at.occurrenceId)}>
          <p class="door-count">
            <strong>{t.count(came, expected)}</strong> · {t.total(came + at.walkIns)}
          </p>
        </live-part>
        <p class="door-ways no-print">
          <a class="ds-link" href="#by-code">
            {t.code}
          </a>
          <a class="ds-link" href="#walk-ins">
            {t.walkIns}
          </a>
        </p>
        <div class="at-the-door">
          <div>
            {coming.length === 0 ? (
              <EmptyState title={t.nobody}>{t.nobodyHint}</EmptyState>
            ) : (
              <ul class="door-list">
                {coming.map((one) => (
                  <Person one={one} at={at} c={c} />
                ))}
              </ul>
            )}
            <Others title={t.waiting} people={line} at={at} c={c} />
            <Others title={t.absent} people={absent} at={at} c={c} />
          </div>
          <div>
            <CodeForm c={c} />
            <WalkIns at={at} c={c} />
          </div>
        </div>
        <AddSomebody at={at} c={c} />
        <p class="no-print">
          <a class="ds-link" href={c.url(`${peoplePath(at.occurrenceId)}.csv`)} download>
            {t.csv}
          </a>
        </p>
        <p class="hint">{t.seen}</p>
      </Page>
    )
  },
})

const answersIn = (c: Visit) =>
  Object.fromEntries(
    Object.entries(c.form.input()).flatMap(([name, value]) =>
      name.startsWith('answer-') ? [[name.slice('answer-'.length), String(value)]] : [],
    ),
  )

function Done({ people, c }: { people: Participant[]; c: Visit }) {
  const t = signUpTexts[c.lang].host
  const who = people.find((one) => one.id === c.query.get('who'))
  const said = {
    here: who ? t.nowHere(nameOf(who, c)) : t.here,
    already: who ? t.alreadyHere(nameOf(who, c)) : signUpTexts[c.lang].refusals['activities.checked-in'].why,
    added: t.added,
    'added-to-line': t.addedLine,
  }[c.done ?? '']
  return said ? (
    <Alert kind="success">
      <p>{said}</p>
    </Alert>
  ) : null
}

/** Typing always works; where the browser can read QR codes, the script adds a button for the camera. */
function CodeForm({ c }: { c: Visit }) {
  const t = signUpTexts[c.lang].host
  return (
    <check-in-scan
      id="by-code"
      class="no-print"
      data-scan={t.scan}
      data-stop={t.stopScan}
      data-scanning={t.scanning}
      data-failed={t.scanFailed}
      data-without={t.cannotScan}
    >
      <Form c={c} class="one-line">
        <TextField c={c} name="code" label={t.code} hint={t.codeHint} autocomplete="off" maxlength={40} />
        <Button name="do" value="code">
          {t.checkInByCode}
        </Button>
      </Form>
    </check-in-scan>
  )
}

function WalkIns({ at, c }: { at: PeopleAt; c: Visit }) {
  const t = signUpTexts[c.lang].host
  return (
    <section class="walk-ins" aria-labelledby="walk-ins">
      <h2 class="ds-heading" id="walk-ins">
        {t.walkIns}
      </h2>
      <Form c={c} class="counter">
        <Button name="do" value="one-less" variant="secondary" disabled={at.walkIns === 0}>
          {t.oneLess}
        </Button>
        <output class="count">{say[c.lang].number(at.walkIns)}</output>
        <Button name="do" value="one-more" variant="secondary">
          {t.oneMore}
        </Button>
      </Form>
    </section>
  )
}

const nameOf = (one: Participant, c: Visit) => one.name || signUpTexts[c.lang].host.noName

function Person({ one, at, c }: { one: Participant; at: PeopleAt; c: Visit }) {
  const t = signUpTexts[c.lang].host
  const name = nameOf(one, c)
  return (
    <li class={one.came === null ? undefined : 'came'} id={`p-${one.id}`}>
      <div class="who">
        <strong dir="auto">{name}</strong>
        {one.party > 1 && <span>{signUpTexts[c.lang].status.party(one.party)}</span>}
        {one.state !== 'attending' && (
          <Status kind="soon">{signUpTexts[c.lang].status.short[one.state]}</Status>
        )}
        {one.came !== null && <Status kind="open">{t.came(one.came, one.party)}</Status>}
        {one.children.length > 0 && <span dir="auto">{one.children.map(childText).join(', ')}</span>}
      </div>
      <div class="press">
        {one.came === null ? (
          <Form c={c} class="one-press">
            <Hidden name="signUp" value={one.id} />
            <Button name="do" value="check-in" label={t.checkInLabel(name)}>
              {t.checkIn}
            </Button>
          </Form>
        ) : (
          <Form c={c} class="one-press">
            <Hidden name="signUp" value={one.id} />
            <Button name="do" value="undo" variant="secondary" label={t.undoLabel(name)}>
              {t.undo}
            </Button>
          </Form>
        )}
      </div>
      <Answers one={one} at={at} c={c} />
      <More one={one} c={c} />
    </li>
  )
}

const childText = (child: Participant['children'][number]) =>
  child.birthYear === null ? child.name : `${child.name} (${child.birthYear})`

/** In sight, also on paper: an allergy is no use behind a press. */
function Answers({ one, at, c }: { one: Participant; at: PeopleAt; c: Visit }) {
  const answered = at.questions.flatMap((question) => {
    const stored = one.answers[question.id]
    return stored ? [{ question, said: sayAnswer(question, stored, c.lang) }] : []
  })
  if (answered.length === 0) return null
  return (
    <dl class="facts answers">
      {answered.map(({ question, said }) => (
        <div>
          <dt>{pick(question.label, c.lang).text}</dt>
          <dd dir="auto">{said}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the host needs now and then: contact, part of a party, taking somebody off the list. */
function More({ one, c }: { one: Participant; c: Visit }) {
  const t = signUpTexts[c.lang].host
  return (
    <Details summary={t.contact}>
      <p>
        {one.email && (
          <a class="ds-link" href={`mailto:${one.email}`}>
            {one.email}
          </a>
        )}{' '}
        {one.phone && (
          <a class="ds-link" href={`tel:${one.phone.replace(/[^\d+]/g, '')}`}>
            {say[c.lang].phone(one.phone)}
          </a>
        )}
        {one.signedUpBy && <span>{t.by(one.signedUpBy)}</span>}
      </p>
      {one.party > 1 && (
        <Form c={c} class="one-line no-print">
          <Hidden name="signUp" value={one.id} />
          <NumberField
            c={c}
            name="count"
            id={`count-${one.id}`}
            label={t.howMany}
            value={one.came ?? one.party}
          />
          <Button name="do" value="check-in" variant="secondary">
            {t.checkInByCode}
          </Button>
        </Form>
      )}
      <Form c={c} class="one-press no-print">
        <Hidden name="signUp" value={one.id} />
        <Button
          name="do"
          value="cancel"
          variant="tertiary"
          color="danger"
          label={t.cancelLabel(nameOf(one, c))}
        >
          {t.cancel}
        </Button>
      </Form>
    </Details>
  )
}

function Others({ title, people, at, c }: { title: string; people: Participant[]; at: PeopleAt; c: Visit }) {
  if (people.length === 0) return null
  const t = signUpTexts[c.lang].host
  return (
    <section>
      <h2 class="ds-heading">{title}</h2>
      <ol class="door-list">
        {people.map((one) => (
          <li>
            <div class="who">
              <strong dir="auto">{nameOf(one, c)}</strong>
              {one.party > 1 && <span>{signUpTexts[c.lang].status.party(one.party)}</span>}
              {one.came !== null && <Status kind="open">{t.came(one.came, one.party)}</Status>}
            </div>
            <div class="press no-print">
              <Form c={c} class="one-press">
                <Hidden name="signUp" value={one.id} />
                <Button
                  name="do"
                  value={one.came === null ? 'check-in' : 'undo'}
                  variant="secondary"
                  label={(one.came === null ? t.checkInLabel : t.undoLabel)(nameOf(one, c))}
                >
                  {one.came === null ? t.checkIn : t.undo}
                </Button>
              </Form>
            </div>
            <Answers one={one} at={at} c={c} />
            <More one={one} c={c} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function AddSomebody({ at, c }: { at: PeopleAt; c: Visit }) {
  const t = signUpTexts[c.lang]
  return (
    <div class="no-print">
      <Details summary={t.host.add} open={c.form.value('do') === 'add'}>
        <p>{t.host.addWhy}</p>
        <Form c={c}>
          <TextField c={c} name="name" label={t.signUp.name} autocomplete="off" required maxlength={100} />
          <TextField c={c} name="email" type="email" label={t.signUp.email} autocomplete="off" optional />
          <TextField
            c={c}
            name="phone"
            type="tel"
            label={t.signUp.phone}
            hint={t.signUp.phoneHint}
            autocomplete="off"
            optional
          />
          <NumberField c={c} name="others" label={t.signUp.others} value={0} />
          <Questions place={{ questions: at.questions, endsAt: at.endsAt }} c={c} />
          <Button name="do" value="add">
            {t.host.addButton}
          </Button>
        </Form>
      </Details>
    </div>
  )
}
