import { z } from 'zod'
import { field, found, type LocalText, today, type Visit } from '#kernel'
import { answerCorrection } from '../answer-request.ts'
import { appealBooking } from '../appeal.ts'
import { checkInBooking } from '../be-there.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { mayTry } from '../may-try.ts'
import { moveBooking } from '../move-booking.ts'
import { cancelSeries } from '../series/cancel-series.ts'
import { moveSeries } from '../series/move-series.ts'
import { movedRule } from '../series/moved-rule.ts'
import { ruleToEdit, type Scope, scopes } from '../series/series.ts'
import { audiences, type BookingView } from '../shapes.ts'
import { choicesIn } from './date-choices.ts'
import { once, ruleOf, spanOf, timeFields } from './when-form.ts'

const scope = z.enum(scopes).default('this')

export const ownBookingForm = z.discriminatedUnion('do', [
  z.object({ do: z.literal('check-in') }),
  z.object({ do: z.literal('move'), ...timeFields, room: field.text(100).optional(), scope }),
  z.object({ do: z.literal('cancel'), message: field.text(1000).optional(), scope }),
  z.object({
    do: z.literal('answer'),
    ...timeFields,
    purpose: field.text(500),
    headCount: field.number(1, 5000),
    audience: z.enum(audiences),
    alcohol: field.tick(),
    party: field.tick(),
    answer: field.text(2000).optional(),
  }),
  z.object({ do: z.literal('appeal'), reason: field.text(4000) }),
])
type Wish = z.output<typeof ownBookingForm>

const saysOf = {
  'check-in': 'checked-in',
  move: 'moved',
  cancel: 'cancelled',
  answer: 'answered',
  appeal: 'appealed',
} as const

type Changing = { booking: BookingView; rooms: readonly { id: string }[] }

export async function actOnBooking(c: Visit, wish: Wish, { booking, rooms }: Changing) {
  if (wish.do === 'move' || wish.do === 'answer') await mayTry(c)
  await change(c, wish, { booking, rooms })
  return c.redirect(`/me/bookings/${booking.id}?done=${saysOf[wish.do]}`)
}

const change = (c: Visit, wish: Wish, { booking, rooms }: Changing) =>
  c.transaction(async (tx): Promise<unknown> => {
    const { actor, now } = c
    if (wish.do === 'check-in') return checkInBooking(tx, actor, booking.id, now)
    if (wish.do === 'appeal') return appealBooking(tx, actor, booking.id, { reason: wish.reason }, now)
    if (wish.do === 'answer') {
      const { responsibleName, responsiblePhone, roomId } = booking
      const person = {
        responsibleName: responsibleName ?? undefined,
        responsiblePhone: responsiblePhone ?? undefined,
      }
      const wished = { ...wish, ...person, roomId, ...spanOf(wish), acceptTerms: false }
      return answerCorrection(tx, actor, booking.id, wished, now)
    }
    if (wish.do === 'cancel') {
      const message: LocalText | undefined = wish.message ? { [c.lang]: wish.message } : undefined
      return booking.seriesId === null
        ? cancelBooking(tx, actor, booking.id, { message }, now)
        : cancelSeries(
            tx,
            actor,
            { bookingId: booking.id, scope: wish.scope, message, choices: choicesIn(c) },
            now,
          )
    }
    const isElsewhere = wish.room !== undefined && wish.room !== booking.roomId
    const roomId = isElsewhere ? found(rooms.find(({ id }) => id === wish.room)).id : undefined
    if (booking.seriesId === null || wish.scope === 'this')
      return moveBooking(tx, actor, booking.id, { ...spanOf(wish), roomId }, now)
    const { time, minutes } = ruleOf(wish, once)
    // When this date goes from Tuesday to Wednesday, so do the others.
    const { days } = today(booking.startsAt).until(wish.date, { largestUnit: 'day' })
    const rule = movedRule(await ruleToEdit(tx, booking.id, wish.scope, now), days, { time, minutes })
    const wished = {
      bookingId: booking.id,
      scope: wish.scope as Exclude<Scope, 'this'>,
      rule,
      roomId,
      choices: choicesIn(c),
      termsId: booking.termsId ?? undefined,
    }
    return moveSeries(tx, actor, wished, now)
  })
