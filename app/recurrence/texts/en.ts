import type { nb } from './nb.ts'

export const en = {
  refusals: {
    'recurrence.rule-broken': {
      why: 'We do not understand how it repeats.',
      next: 'Choose how often it repeats from the list, or correct the RRULE. Example: FREQ=WEEKLY;BYDAY=TU;COUNT=10',
    },
    'recurrence.rule-unsupported': {
      why: 'This way of repeating cannot be shown in a calendar here.',
      next: 'Use days, weeks, months or years. You can add single dates by hand.',
    },
    'recurrence.rule-no-dates': {
      why: 'This gives no dates at all.',
      next: 'Check that the last date is after the first, and that not every day is skipped.',
    },
    'recurrence.rule-too-many': {
      why: 'This gives more than 400 dates.',
      next: 'Choose an earlier last date, or split the activity in two.',
    },
    'recurrence.rule-too-far': {
      why: 'This goes more than two years ahead.',
      next: 'Choose a date within two years, or let the activity run without an end.',
    },
  },
} satisfies typeof nb
