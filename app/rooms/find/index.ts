export { alternativesTo, findRooms } from './find-rooms.ts'
export {
  type Alternative,
  anyWish,
  type FindCode,
  type FindWish,
  type FoundRoom,
  type FoundRooms,
  type RefusedRoom,
} from './find-wish.ts'
export { freeTimes } from './free-times.ts'
