import { say } from '#kernel'
import type { nb } from './followers.nb.ts'

const s = say.en
const newActivities = { one: 'new activity', other: 'new activities' }
const dates = { one: 'more date', other: 'more dates' }

export const en = {
  what: 'What',
  when: 'When',
  where: 'Where',
  moreDates: (n: number) => `and ${s.plural(n, dates)}`,
  was: (when: string) => `before: ${when}`,
  see: 'See the activity',
  because: 'You get this e-mail because you follow this on our pages. This address does not take replies.',
  changed: {
    subject: (title: string) => `Changed: ${title}`,
    lead: (what: string[]) =>
      what.length > 0
        ? `This has changed: ${s.list(what)}. As it is now:`
        : 'Something has changed. As it is now:',
    what: { time: 'the time', place: 'the place', title: 'the name' },
  },
  added: {
    subject: (n: number, title: string) => (n === 1 ? `New date: ${title}` : `New dates: ${title}`),
    lead: 'What you follow has got new dates.',
  },
  cancelled: {
    subject: (title: string) => `Cancelled: ${title}`,
    all: 'Unfortunately the activity is cancelled.',
    dates: 'Unfortunately this is cancelled:',
  },
  closed: {
    subject: (hubs: string, service: string) =>
      service ? `Closed: ${service} at ${hubs}` : `Closed: ${hubs}`,
    notice: (hubs: string, service: string) => `Notice from ${service ? `${service} at ${hubs}` : hubs}`,
    mayBeExtended: 'May be extended.',
    see: 'See when it is open',
  },
  news: {
    subject: (n: number, hubs: string[]) => `${s.plural(n, newActivities)} at ${s.list(hubs)}`,
    lead: 'This is new on the programme where you follow along:',
    see: 'See the whole programme',
  },
  stop: {
    title: 'Stop following',
    lead: (what: string) => `No more e-mail about ${what}?`,
    button: 'Stop following',
    orAll: 'Or stop all e-mail about what you follow, other hubs and activities too.',
    buttonAll: 'No e-mail about what I follow',
    stopped: 'You no longer follow this and get no more e-mail about it.',
    stoppedAll: 'You get no more e-mail about what you follow.',
    signUps: 'Messages about what you have signed up for come as before.',
    profile: 'You can change this on My page.',
    gone: 'what you follow',
  },
} satisfies typeof nb
