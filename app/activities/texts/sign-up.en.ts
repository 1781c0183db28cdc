import { say } from '#kernel'
import type { nb } from './sign-up.nb.ts'

const s = say.en
const places = { one: 'place', other: 'places' }
const persons = { one: 'person', other: 'people' }

export const en = {
  refusals: {
    'activities.not-published': { why: 'The activity is not published.', next: 'See what else is on.' },
    'activities.cancelled': { why: 'The activity is cancelled.', next: 'See what else is on at the hub.' },
    'activities.no-sign-up': { why: 'You do not need to sign up for this.', next: 'Just come.' },
    'activities.past': {
      why: 'The activity has started or is over.',
      next: 'Look for the next date in the calendar.',
    },
    'activities.not-open-yet': (p: { opensAt?: Temporal.Instant | null }) => ({
      why: p.opensAt
        ? `Sign-up opens on ${s.date(p.opensAt)} at ${s.time(p.opensAt)}.`
        : 'Sign-up has not opened.',
      next: 'Come back then.',
    }),
    'activities.closed': {
      why: 'The deadline for signing up has passed.',
      next: 'Call the hub, they may still have room.',
    },
    'activities.nobody': {
      why: 'At least one person must be coming.',
      next: 'Choose who is coming, or cancel for the whole party.',
    },
    'activities.party-too-big': (p: { max?: number }) => ({
      why: p.max
        ? `One sign-up can be for ${p.max} people at most.`
        : 'You are more than one sign-up can take.',
      next: 'Call the hub if there are more of you.',
    }),
    'activities.more-than-places': (p: { capacity?: number }) => ({
      why: p.capacity
        ? `There is only room for ${s.number(p.capacity)} in all.`
        : 'You are more than there is room for.',
      next: 'Sign up fewer people.',
    }),
    'activities.too-young': (p: { ageMin?: number }) => ({
      why: p.ageMin
        ? `The activity is for people aged ${p.ageMin} or older.`
        : 'The activity is for older people.',
      next: 'Look for something else in the programme, or ask the host.',
    }),
    'activities.too-old': (p: { ageMax?: number }) => ({
      why: p.ageMax
        ? `The activity is for people aged ${p.ageMax} or younger.`
        : 'The activity is for younger people.',
      next: 'Look for something else in the programme, or ask the host.',
    }),
    'activities.full': { why: 'There are no places left.', next: 'Try another day, or see what else is on.' },
    'activities.already-signed-up': {
      why: 'You are already signed up.',
      next: 'You find your sign-up on My page.',
    },
    'activities.child-already-signed-up': {
      why: 'The child is already signed up.',
      next: 'Untick the child, or look at your sign-ups.',
    },
    'activities.not-your-child': {
      why: 'We cannot find the child among yours.',
      next: 'Check your children on My page.',
    },
    'activities.who-are-you': {
      why: 'We need a name and an e-mail address.',
      next: 'Fill in both, or sign in.',
    },
    'activities.answer-missing': (p: { question?: string }) => ({
      why: p.question ? `You need to answer “${p.question}”.` : 'A question has not been answered.',
      next: 'Write the answer and try again.',
    }),
    'activities.answer-unknown': (p: { question?: string }) => ({
      why: p.question
        ? `Choose one of the answers to “${p.question}”.`
        : 'An answer is none of those to choose from.',
      next: 'Choose one of them and try again.',
    }),
    'activities.hold-lapsed': {
      why: 'More than half an hour has passed, so the place has gone to someone else.',
      next: 'Sign up again.',
    },
    'activities.offer-ended': {
      why: 'The offer is no longer open.',
      next: 'Sign up again if you still want to come.',
    },
    'activities.ended': { why: 'This sign-up is no longer valid.', next: 'Sign up again.' },
    'activities.no-room-to-grow': {
      why: 'There is no room for more in your party now.',
      next: 'Let those who want to join put themselves on the waiting list.',
    },
    'activities.only-for-courses': {
      why: 'This is only for courses with several dates.',
      next: 'Cancel your sign-up if you cannot come.',
    },
    'activities.seat-given': {
      why: 'Your place on that day has gone to someone else.',
      next: 'Ask the host whether there is room for one more.',
    },
    'activities.checked-in': { why: 'Already checked in.', next: 'There is nothing you need to do.' },
    'activities.unknown-code': {
      why: 'Nobody who signed up has that code.',
      next: 'Check the code, or find the name in the list.',
    },
    'activities.not-here': { why: 'The sign-up is not for this date.', next: 'Look for the right date.' },
  },

  signUp: {
    title: 'Sign up',
    titleFor: (title: string) => `Sign up for ${title}`,
    toActivity: 'To the activity',
    allDates: (n: number) => `All ${s.number(n)} dates`,
    left: (n: number) => `${s.plural(n, { one: 'place', other: 'places' })} left`,
    fullLine: (waiting: number) =>
      waiting > 0
        ? `It is full. There ${waiting === 1 ? 'is' : 'are'} ${s.plural(waiting, { one: 'sign-up', other: 'sign-ups' })} on the waiting list.`
        : 'It is full, but you can join the waiting list. We e-mail you when there is a place for you.',
    dateOfCourse:
      'This is one date of a course. You get a place when a regular participant says they are not coming that day.',
    who: 'Who is coming?',
    self: 'I am coming myself',
    others: 'How many are coming with you?',
    othersHint: (max: number) => `Do not count the children you have ticked. You can be ${max} in all.`,
    othersHintAlone: (max: number) => `You can be ${max} in all.`,
    addChildren: 'Add children',
    noChildren: 'Are children coming? Add them on My page, and you can sign them up by name.',
    name: 'Name',
    email: 'E-mail',
    emailHint: 'We send a link there. Your sign-up counts once you have confirmed it, within 30 minutes.',
    phone: 'Phone',
    phoneHint: 'Only if they have no e-mail',
    questions: 'The organiser asks',
    answersGo: (date: Temporal.Instant) =>
      `Only the host sees your answers. They are deleted on ${s.dateYear(date)}.`,
    yes: 'Yes',
    no: 'No',
    remind: 'Remind me the day before',
    submit: 'Sign up',
    submitLine: 'Join the waiting list',
    signInTitle: 'Have you signed in before?',
    signIn: 'Sign in and sign up',
    signInWhy: 'Then you need not confirm, you can sign up children, and everything is on My page.',
    withoutAccount: 'Without signing in',
    pendingTitle: 'Check your e-mail',
    pending:
      'We have sent you an e-mail. Open the link in it and press “Confirm” within 30 minutes, otherwise the place goes to someone else.',
    pendingHint: 'Cannot find it? Look in your spam folder, or try again in a while.',
    keptFor: 'We use this information for your sign-up only and delete it 30 days afterwards.',
    closedTitle: 'Sign-up is not open',
  },

  noAddress: {
    title: 'You get no e-mail about changes',
    why: 'We have no e-mail address for you. Then you will not hear if it is cancelled, moved, or if there is a place for you.',
    add: 'Add an e-mail address',
  },

  status: {
    unconfirmed: 'Confirm your sign-up',
    unconfirmedHeld: (until: string) => `We are keeping the place for you until ${until}.`,
    unconfirmedLine: (until: string) =>
      `It is full right now. Confirm before ${until}, and we put you on the waiting list.`,
    confirm: 'Confirm',
    attending: 'You are signed up',
    waiting: (n: number) => `You are number ${s.number(n)} on the waiting list`,
    waitingWhy: 'We write to you when there is a place. You keep your number.',
    offered: 'There is a place for you',
    offeredUntil: (until: string) => `Answer before ${until}. After that the place goes to the next in line.`,
    accept: 'Yes, I am coming',
    decline: 'No, thank you',
    cancelled: 'Your sign-up is cancelled',
    lapsedHold: 'The sign-up was not confirmed in time',
    lapsedOffer: 'The offer of a place has ended',
    again: 'Sign up again',
    activityCancelled: 'The activity is cancelled',
    over: 'The activity is over. Thank you for coming.',
    when: 'When',
    where: 'Where',
    who: 'Who',
    bring: 'Bring',
    party: (n: number) => s.plural(n, persons),
    with: (names: string[]) => `with ${s.list(names)}`,
    code: 'Your code at the door',
    codeHint: 'Show it to the host when you arrive.',
    calendar: 'Add to my calendar',
    dates: 'The dates',
    notTonight: 'Not coming',
    notTonightLabel: (date: string) => `Not coming on ${date}`,
    notTonightHint: 'Cannot make one of the days? Say so, and someone else gets the place that day.',
    absent: 'You are not coming',
    backTonight: 'Coming after all',
    backTonightLabel: (date: string) => `Coming after all on ${date}`,
    dateCancelled: 'Cancelled',
    change: 'Change the number',
    partyLabel: 'How many are coming, yourself included?',
    save: 'Save',
    cancel: 'Cancel your sign-up',
    cancelWhy: 'The place then goes to the next on the waiting list.',
    cancelButton: 'Yes, cancel it',
    confirmationSent: (to: string) => `We have sent a confirmation to ${to}, with a calendar file.`,
    confirmationMissing: 'You find the sign-up again on My page.',
    done: {
      waiting: 'You are on the waiting list.',
      confirmed: 'Thank you, your sign-up is confirmed.',
      accepted: 'Good that you are coming.',
      declined: 'Thank you for answering. The place goes to the next in line.',
      cancelled: 'Thank you for telling us.',
      changed: 'Your change is saved.',
    } as Record<string, string>,
    mine: 'My sign-ups',
    none: 'You have no sign-ups ahead',
    noneHint: 'When you sign up for something, you find it here.',
    find: 'See what is on',
    short: {
      unconfirmed: 'Not confirmed',
      attending: 'Signed up',
      waiting: 'Waiting list',
      offered: 'Place offered',
      cancelled: 'Cancelled',
      lapsed: 'Ended',
    },
    remove: 'Remove me',
  },

  host: {
    title: 'Who is coming',
    titleFor: (title: string) => `Who is coming to ${title}`,
    count: (came: number, expected: number) =>
      `${s.number(came)} of ${s.number(expected)} signed up have come`,
    total: (n: number) => `${s.plural(n, persons)} in all`,
    nobody: 'Nobody has signed up yet',
    nobodyHint: 'Those who sign up appear here. You can sign people up yourself.',
    code: 'Code',
    codeHint: 'Eight characters. Capital and small letters are the same.',
    checkInByCode: 'Check in',
    scan: 'Read a QR code with the camera',
    stopScan: 'Stop the camera',
    scanning: 'Hold the code in front of the camera.',
    cannotScan: 'This browser cannot read QR codes. Type the code instead.',
    scanFailed: 'The camera cannot be used here. Type the code instead.',
    checkIn: 'Here',
    checkInLabel: (name: string) => `${name} is here`,
    checkInSome: (n: number) => `${n} here`,
    undo: 'Undo',
    undoLabel: (name: string) => `Undo that ${name} is here`,
    here: 'Has come',
    came: (count: number, party: number) => (count === party ? 'Has come' : `${count} of ${party} have come`),
    howMany: 'How many are here',
    alreadyHere: (name: string) => `${name} is checked in already.`,
    nowHere: (name: string) => `${name} is checked in.`,
    walkIns: 'Came without signing up',
    oneMore: 'One more',
    oneLess: 'One fewer',
    waiting: 'The waiting list',
    absent: 'Not coming this day',
    answers: 'Answers',
    cancel: 'Cancel',
    cancelLabel: (name: string) => `Cancel for ${name}`,
    add: 'Sign somebody up',
    addWhy: 'For those who do not use the web. The log says that you did it.',
    addButton: 'Sign up',
    added: 'The person is signed up.',
    addedLine: 'It is full. The person is on the waiting list.',
    csv: 'Download as a spreadsheet',
    print: 'Print',
    party: 'Number',
    state: 'Status',
    contact: 'Contact',
    children: 'Children',
    by: (name: string) => `signed up by ${name}`,
    noName: 'No name',
    seen: 'That you see this list is written in the log.',
    back: 'To the activity',
    csvHead: ['Name', 'Number', 'Children', 'Status', 'Came', 'E-mail', 'Phone'],
  },

  mail: {
    hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    from: (who: string) => `Best wishes, ${who}`,
    what: 'What',
    when: 'When',
    where: 'Where',
    party: 'Number',
    bring: 'Bring',
    code: 'Code at the door',
    qr: (code: string) => `QR code with the code ${code}`,
    see: 'See, change or cancel',
    noReply: 'You get this e-mail because you signed up. Replies to this address are not read.',
    notYou: 'Was it not you who signed up? Then you need do nothing, and the address is deleted.',
    confirm: {
      subject: (title: string) => `Confirm your sign-up: ${title}`,
      lead: (until: string) =>
        `Somebody signed up with this address. Follow the link and confirm before ${until}, otherwise the place goes to someone else.`,
      action: 'Confirm your sign-up',
    },
    again: {
      subject: (title: string) => `You are already signed up: ${title}`,
      lead: 'Somebody tried to sign up with this address once more. Your sign-up stands as before.',
    },
    attending: {
      subject: (title: string) => `You are signed up: ${title}`,
      lead: 'You are signed up. A calendar file is attached.',
    },
    waiting: {
      subject: (title: string) => `Waiting list: ${title}`,
      lead: (n: number) =>
        `It is full right now. You are number ${s.number(n)} on the waiting list, and we write when there is a place.`,
    },
    offered: {
      subject: (title: string) => `There is a place: ${title}`,
      lead: (until: string, n: number) =>
        `There ${n === 1 ? 'is' : 'are'} ${s.plural(n, places)} for you. Answer before ${until}. After that the place goes to the next in line.`,
      action: 'Answer the offer',
    },
    offerEnded: {
      subject: (title: string) => `The offer has ended: ${title}`,
      lead: 'We did not get an answer in time, so the place has gone to the next in line. If you still want to come, you can sign up again.',
      action: 'Sign up again',
    },
    cancelled: {
      subject: (title: string) => `Cancelled: ${title}`,
      lead: 'Your sign-up is cancelled. Thank you for telling us.',
    },
    cancelledByHost: {
      subject: (title: string) => `Cancelled: ${title}`,
      lead: 'The host has cancelled your sign-up. Get in touch if this is a mistake.',
    },
    changed: {
      subject: (title: string) => `Changed: ${title}`,
      lead: 'Something has changed. This is how it is now:',
      what: 'This has changed:',
      time: (now: string, was: string) => `New time: ${now} (before: ${was})`,
      place: (now: string, was: string) => `New place: ${now} (before: ${was})`,
      title: (now: string, was: string) => `New name: ${now} (before: ${was})`,
      messageSubject: (title: string) => `A message about ${title}`,
      cannot: 'If it no longer suits you, you can cancel.',
    },
    added: {
      subject: (title: string, n: number) => (n === 1 ? `New date: ${title}` : `New dates: ${title}`),
      lead: (n: number): string =>
        n === 1
          ? 'The course has got one more date. You are signed up for it, too.'
          : 'The course has got more dates. You are signed up for them, too.',
      cannot:
        'If it does not suit you, say so on the page of your sign-up, and somebody else gets the place that day.',
    },
    notTonight: {
      subject: (title: string) => `You are not coming: ${title}`,
      lead: (when: string) =>
        `You have told us that you are not coming ${when}. You are still signed up for the other dates. If you can come after all, say so on the page of your sign-up.`,
    },
    backTonight: {
      subject: (title: string) => `You are coming after all: ${title}`,
      lead: (when: string) =>
        `How nice that you are coming ${when} after all. The date is back in your calendar.`,
    },
    dateCancelled: {
      subject: (title: string) => `Cancelled: ${title}`,
      lead: (dates: string[]) => `This is cancelled: ${s.list(dates)}.`,
      rest: 'The other dates are as before.',
    },
    seriesCancelled: {
      subject: (title: string) => `Cancelled: ${title}`,
      lead: 'We are sorry to say that the activity is cancelled.',
    },
    reminder: {
      subject: (title: string, when: string) => `${title} ${when}`,
      lead: (when: string) => `A reminder that you are signed up ${when}.`,
      cannot: 'Cannot make it after all? Cancel, and someone else gets the place.',
    },
  },

  actions: {
    'activities.sign-up': 'Signed up',
    'activities.sign-up-for-other': 'Signed somebody else up',
    'activities.cancel-for-other': 'Cancelled for somebody else',
    'activities.saw-participants': 'Saw who is coming',
    'activities.check-in': 'Noted that somebody came',
    'activities.check-in-undone': 'Struck that somebody came',
    'activities.walk-in': 'Changed the count of those who came without signing up',
  },

  privacy: {
    name: 'Sign-ups',
    what: 'Name, e-mail without an account, who is coming, answers to the organiser and whether you came.',
    purpose: 'To keep your place, to tell you about changes and to let the host receive you.',
    basis: 'General Data Protection Regulation article 6(1)(e): a task in the public interest.',
    kept: 'Deleted 30 days after the last date. Answers to the organiser may go earlier. How many came is kept without names.',
    columns: {
      activity: 'Activity',
      date: 'Date',
      state: 'Status',
      party: 'Number',
      name: 'Name without an account',
      contact: 'Contact without an account',
      children: 'Children',
      answers: 'Answers to the organiser',
      came: 'Came',
      at: 'Signed up',
    },
  },
} satisfies typeof nb
