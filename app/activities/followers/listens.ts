import { hubClosed } from '#hubs'
import { every, listen } from '#kernel'
import { activityCancelled, datesAdded, occurrenceCancelled, occurrenceChanged } from '../announcements.ts'
import { closureFollowed, findFollowersOfClosure, tellOfClosure } from './tell-of-closures.ts'
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
  listen(hubClosed, 'activities.find-followers-of-closure', findFollowersOfClosure),
  listen(closureFollowed, 'activities.tell-follower-of-closure', tellOfClosure),
  listen(somethingNew, 'activities.tell-follower-of-news', tellOfNews),
]

export const followerTimers = [every('*/10 * * * *', 'activities.find-news', findNews)]
