import { found, page, type Visit } from '#kernel'
import { Alert, Button, ButtonLink, ErrorSummary, Form, Page } from '#ui'
import { bookRoom } from '../book-room.ts'
import { giveUpHold } from '../give-up-hold.ts'
import { holdRoom } from '../hold-room.ts'
import { mayTry } from '../may-try.ts'
import { bookSeries } from '../series/book-series.ts'
import type { Place } from '../series/series-plan.ts'
import { pageTexts } from '../texts/pages.ts'
import { declineOffer, takeOffer } from '../waiting-list/answer-offer.ts'
import { freed } from '../waiting-list/freed.ts'
import { waitForRoom } from '../waiting-list/wait-for-room.ts'
import { type Booking, readBooking } from './book-data.ts'
import { type BookForm, bookForm, type FilledIn, FillIn, HeldUntil, wishFrom } from './book-form.tsx'
import { bookPathOf } from './book-path.ts'
import { choicesIn, placeFrom } from './date-choices.ts'
import { NotFree } from './instead.tsx'
import { sayWhen } from './repeat-fields.tsx'
import { BookBox } from './room.tsx'
import { named, sayPrice } from './room-words.tsx'
import { ruleOf, spanOf, usualTime, type WallTime } from './when-form.ts'

/** From a time in a room to a booking: kept for ten minutes, filled in, booked; or why not, and what comes nearest. */
export const bookPage = page({
  needs: 'sign-in',
  read: readBooking,
  form: bookForm,
  act: async (c, wish, data) => {
    if (wish.do === 'let-go') return letGo(c, data)
    await mayTry(c)
    if (wish.do === 'hold') return hold(c, wish, data)
    if (wish.do === 'wait') return wait(c, data)
    return book(c, wish as FilledIn, data)
  },
  show: (data, c) => {
    const t = pageTexts[c.lang].book
    const { room, time, hold, repetition } = data
    const { title } = named(room.name, c)
    const answered = hold !== null && hold.state !== 'held' && hold.state !== 'lapsed'
    const repeats = repetition.repeat !== 'never'
    // A series is kept for nobody while they fill in: its dates are asked for all at once.
    const filling = hold !== null || repeats || c.form.value('do') === 'book'
    return (
      <Page
        c={c}
        title={t.title(title)}
        hub={{ id: room.hubId }}
        breadcrumbs={[
          { href: c.url('/rooms'), text: pageTexts[c.lang].find.title },
          { href: c.url(`/rooms/${room.id}`), text: title },
        ]}
        noindex
      >
        <ErrorSummary c={c} />
        <h1 class="ds-heading">{t.title(title)}</h1>
        {time === null || room.state !== 'open' ? (
          <BookBox room={room} asked={{ time: usualTime(c), people: data.people }} c={c} />
        ) : (
          <>
            <p class="lead">
              <strong>{sayWhen(time, repetition, c)}</strong>, {room.hubName}
            </p>
            {answered ? (
              <p>
                <ButtonLink href={c.url(`/me/bookings/${hold.id}`)}>
                  {pageTexts[c.lang].booking.heading[hold.state]}
                </ButtonLink>
              </p>
            ) : (
              <>
                <HeldUntil data={data} c={c} />
                {(filling || !data.not) && data.way !== 'no' && (
                  <p>{data.way === 'approval' ? t.approval : t.instant}</p>
                )}
                {repeats && data.not && !c.form.failed && (
                  <p>{t.refusedTitle(data.not.refused.length, data.slots.length)}.</p>
                )}
                {filling ? <FillIn data={data} c={c} /> : <Check data={data} c={c} />}
                {!hold && (
                  <p>
                    <a href={c.url(`/rooms/${room.id}?${new URLSearchParams(time)}#book`)}>{t.changeTime}</a>
                  </p>
                )}
              </>
            )}
          </>
        )}
      </Page>
    )
  },
})

/** Is it right, and can it be had? Nothing is kept yet. */
function Check({ data, c }: { data: Booking; c: Visit }) {
  const t = pageTexts[c.lang].book
  const { not, price } = data
  if (not)
    return (
      <>
        {!c.form.refusal && (
          <Alert kind="warning" title={t.notTitle}>
            <p>{not.why}</p>
          </Alert>
        )}
        <NotFree data={data} c={c} />
      </>
    )
  return (
    <Form c={c} action={c.url(bookPathOf(data.room.id, data))}>
      <p>
        {t.price}: <strong>{sayPrice(price, c)}</strong>
      </p>
      <p class="hint">{t.holdHint}</p>
      <Button name="do" value="hold">
        {t.hold}
      </Button>
    </Form>
  )
}

async function hold(c: Visit, wish: Extract<BookForm, { do: 'hold' }>, data: Booking) {
  const { date, from, to } = wish
  const typed: WallTime | null = date && from && to ? { date, from, to } : null
  const time = found(typed ?? data.time)
  const people = Number(c.form.value('people')) || data.people
  const wanted = { ...data, time, people }
  if (data.repetition.repeat !== 'never') return c.redirect(bookPathOf(data.room.id, wanted))
  const held = await c.transaction((tx) =>
    holdRoom(tx, c.actor, { roomId: data.room.id, ...spanOf(time) }, c.now),
  )
  return c.redirect(bookPathOf(data.room.id, wanted, { hold: held.id }))
}

async function letGo(c: Visit, { hold: kept, offer, room }: Booking) {
  if (kept?.state === 'held')
    await c.transaction(async (tx) => {
      // A no to an offer passes it on to the next in line.
      if (offer) return declineOffer(tx, c.actor, offer.id, c.now)
      const time = await giveUpHold(tx, c.actor, kept.id, c.now)
      if (time) await freed(tx, time, c.now)
    })
  return c.redirect(`/rooms/${room.id}?done=let-go`)
}

async function wait(c: Visit, { room, time, people, as }: Booking) {
  const span = spanOf(found(time))
  await c.transaction((tx) =>
    waitForRoom(
      tx,
      c.actor,
      { roomId: room.id, ...span, headCount: people, associationId: as ?? undefined },
      c.now,
    ),
  )
  return c.redirect('/me/bookings?done=waiting')
}

async function book(c: Visit, filled: FilledIn, data: Booking) {
  const { room, hold: kept, offer } = data
  const time = found(data.time)
  const instead: Place | undefined = filled.instead ? placeFrom(filled.instead) : undefined
  const place = instead ?? { roomId: room.id, ...spanOf(time) }
  const wish = { ...wishFrom(filled), ...place, holdId: instead ? undefined : kept?.id }
  if (filled.repeat !== 'never' && !instead) {
    const wished = { wish, rule: ruleOf(time, filled), choices: choicesIn(c) }
    const series = await c.transaction(async (tx) => {
      // The first date would stand in its own way.
      const time = kept?.state === 'held' ? await giveUpHold(tx, c.actor, kept.id, c.now) : undefined
      const booked = await bookSeries(tx, c.actor, wished, c.now)
      if (time) await freed(tx, time, c.now)
      return booked
    })
    const asked = series.booked.some(({ state }) => state === 'requested')
    return c.redirect(
      `/me/bookings/${found(series.booked[0]).id}?done=${asked ? 'requested' : 'booked-series'}`,
    )
  }
  const { id, state } = await c.transaction((tx) =>
    offer && !instead ? takeOffer(tx, c.actor, offer.id, wish, c.now) : bookRoom(tx, c.actor, wish, c.now),
  )
  return c.redirect(`/me/bookings/${id}?done=${state}`)
}
