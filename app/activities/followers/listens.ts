import { every, listen } from '#kernel'
import { activityCancelled, datesAdded, occurrenceCancelled, occurrenceChanged } from '../announcements.ts'
import {
  datesCancelled,
  datesChanged,
  datesNew,
  findFollowersOfCancellation,
  findFollowersOfChange,
  findFollowersOfDates,
  tellOfCancellation,
  tellOfChange,
  tellOfDates,
} from './tell-of-dates.ts'
import { findNews, somethingNew, tellOfNews } from './tell-of-news.ts'

export const followerListens = [
  listen(occurrenceChanged, 'activities.find-followers-of-change', findFollowersOfChange),
  listen(occurrenceCancelled, 'activities.find-followers-of-cancelled-dates', findFollowersOfCancellation),
  listen(activityCancelled, 'activities.find-followers-of-cancellation', findFollowersOfCancellation),
  listen(datesAdded, 'activities.find-followers-of-dates', findFollowersOfDates),
  listen(datesNew, 'activities.tell-follower-of-dates', tellOfDates),
  listen(datesChanged, 'activities.tell-follower-of-change', tellOfChange),
  listen(datesCancelled, 'activities.tell-follower-of-cancellation', tellOfCancellation),
  listen(somethingNew, 'activities.tell-follower-of-news', tellOfNews),
]

export const followerTimers = [every('*/10 * * * *', 'activities.find-news', findNews)]
