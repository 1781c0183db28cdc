import { every, listen } from '#kernel'
import { activityCancelled, occurrenceCancelled, occurrenceChanged } from '../announcements.ts'
import {
  datesCancelled,
  datesChanged,
  findFollowersOfCancellation,
  findFollowersOfChange,
  tellOfCancellation,
  tellOfChange,
} from './tell-of-dates.ts'
import { findNews, somethingNew, tellOfNews } from './tell-of-news.ts'

export const followerListens = [
  listen(occurrenceChanged, 'activities.find-followers-of-change', findFollowersOfChange),
  listen(occurrenceCancelled, 'activities.find-followers-of-cancelled-dates', findFollowersOfCancellation),
  listen(activityCancelled, 'activities.find-followers-of-cancellation', findFollowersOfCancellation),
  listen(datesChanged, 'activities.tell-follower-of-change', tellOfChange),
  listen(datesCancelled, 'activities.tell-follower-of-cancellation', tellOfCancellation),
  listen(somethingNew, 'activities.tell-follower-of-news', tellOfNews),
]

export const followerTimers = [every('*/10 * * * *', 'activities.find-news', findNews)]
