import { nameActions } from '#people'
import './subjects.ts'
import { texts } from './texts/index.ts'

nameActions({ nb: texts.nb.actions, nn: texts.nn.actions, en: texts.en.actions })

export * from './announcements.ts'
export { answerCorrection, approveBooking, askForCorrection, declineBooking } from './answer-request.ts'
export { appealBooking, decideAppeal } from './appeal.ts'
export { type Answer, type Asking, answerTo, askingFor } from './ask-rules.ts'
export { bookingUsed, checkInBooking } from './be-there.ts'
export { type BlockWish, blockRoom, unblockRoom } from './block-room.ts'
export { bookForOther, bookRoom, type OtherWish } from './book-room.ts'
export * from './booking-rules.ts'
export { calendarOfHubRooms, calendarOfRoom, entriesOfPerson } from './calendar-files.ts'
export { cancelBooking } from './cancel-booking.ts'
export * from './find/index.ts'
export {
  type Holding,
  type HoldWish,
  holdRoomsFor,
  holdRoomsForAll,
  holdRoomsWhereFree,
  refuseRoomsElsewhere,
} from './hold-for.ts'
export { holdRoom } from './hold-room.ts'
export {
  type HitBooking,
  keepBooking,
  mayDecideAboutBookings,
  type RoomHoursChoice,
  resolveRoomHits,
  whatHoursHitRooms,
} from './hours-hits.ts'
export { hoursStateOf } from './hours-state.ts'
export { bookedInWeek, judge } from './judge-wish.ts'
export { type MoveWish, moveBooking } from './move-booking.ts'
export * from './pages/index.ts'
export type { InSeries } from './place-booking.ts'
export { answerBy, answerWithin, appealUntil, checkInFrom } from './promises.ts'
export {
  appealsWaiting,
  bookingById,
  bookingsOfHub,
  bookingsOfPerson,
  bookingsOfRoom,
  bookingsWaiting,
  everyRoomOf,
  roomById,
  roomsOf,
  stepsOf,
} from './reads.ts'
export { type RoomCode, refusal as roomRefusal } from './refusals.ts'
export { bookingEntry, bookingUid, takenEntry } from './room-calendar.ts'
export * from './rule-set.ts'
export * from './series/index.ts'
export * from './shapes.ts'
export { type AtTheDesk, RoomLinks, RoomsAtTheDesk, roomsAtTheDesk } from './staff/desk.tsx'
export { noteLook } from './staff/look.ts'
export { staffRoomPaths } from './staff/paths.ts'
export { texts as roomTexts } from './texts/index.ts'
export * from './waiting-list/index.ts'
export { asAnybodySees, mayRead, needBooking, type Right, rightTo } from './who-may.ts'
export { writeHold } from './write-hold.ts'
