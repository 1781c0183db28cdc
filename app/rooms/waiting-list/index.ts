import { nameActions } from '#people'
import { waitTexts } from '../texts/waits.ts'

nameActions({ nb: waitTexts.nb.actions, nn: waitTexts.nn.actions, en: waitTexts.en.actions })

export { declineOffer, leaveWait, type OfferWish, takeOffer } from './answer-offer.ts'
export { type WaitWish, waitForRoom } from './wait-for-room.ts'
export {
  type WaitState,
  type WaitView,
  waitById,
  waitOfBooking,
  waitsOfPerson,
} from './waits.ts'
