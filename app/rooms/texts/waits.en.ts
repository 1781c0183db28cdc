import type { nb } from './waits.nb.ts'

export const en: typeof nb = {
  refusals: {
    'rooms.too-many-waits': (p) => ({
      why: `You can wait for at most ${p.most ?? 10} times at once.`,
      next: 'Leave one of them first.',
    }),
    'rooms.wait-too-late': {
      why: 'It is too soon for anybody to get an offer.',
      next: 'Choose a later time.',
    },
    'rooms.wait-ended': {
      why: 'You are no longer on this waiting list.',
      next: 'Find the room again.',
    },
  },
  actions: {
    'rooms.wait': 'Joined the waiting list for a room',
    'rooms.leave-wait': 'Left the waiting list for a room',
    'rooms.take-offer': 'Accepted the offer of a room',
    'rooms.decline-offer': 'Declined the offer of a room',
  },
  states: {
    waiting: 'Waiting',
    offered: 'Has an offer',
    taken: 'Accepted',
    lapsed: 'Expired',
    left: 'Left',
  },
  mail: {
    noReply:
      'You get this mail because you are on the waiting list for a room. Replies to this address are not read.',
    waiting: {
      subject: (room) => `Waiting list: ${room}`,
      lead: (ahead) =>
        ahead === 0
          ? 'You are first in line. We write to you if the time becomes free.'
          : `There are ${ahead} ahead of you. We write to you if the time becomes free and it is your turn.`,
      action: 'See your waiting lists',
    },
    offered: {
      subject: (room) => `A free time for you: ${room}`,
      lead: (until) =>
        `The time you waited for is free. We keep it for you until ${until}. After that it goes to the next in line.`,
      action: 'Answer the offer',
    },
    offerEnded: {
      subject: (room) => `The offer has expired: ${room}`,
      lead: 'We got no answer in time, so the time has been passed on. If you still want it, you can join the line again.',
      action: 'See the room',
    },
  },
  privacy: {
    name: 'Waiting lists for rooms',
    what: 'Which room and time you wait for, for whom, and whether you got and answered an offer.',
    purpose: 'To give free times to those who wait, in order.',
    basis: 'Contract with you (GDPR article 6(1)(b)).',
    kept: 'Until 30 days after the time you waited for.',
    columns: { room: 'Room', from: 'From', to: 'To', state: 'Status', at: 'Joined the line' },
  },
}
