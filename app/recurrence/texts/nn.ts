import type { nb } from './nb.ts'

export const nn = {
  refusals: {
    'recurrence.rule-broken': {
      why: 'Gjentakinga er ikkje skriven slik at vi forstår ho.',
      next: 'Vel kor ofte det blir gjenteke frå lista, eller rett RRULE-teksten. Døme: FREQ=WEEKLY;BYDAY=TU;COUNT=10',
    },
    'recurrence.rule-unsupported': {
      why: 'Denne måten å gjenta på kan vi ikkje vise i ein kalender her.',
      next: 'Bruk dag, veke, månad eller år. Einskilde datoar kan du leggje til for hand.',
    },
    'recurrence.rule-no-dates': {
      why: 'Det blir ingen datoar av dette.',
      next: 'Sjekk at sluttdatoen er etter startdatoen, og at ikkje alle dagane blir hoppa over.',
    },
    'recurrence.rule-too-many': {
      why: 'Det blir fleire enn 400 datoar.',
      next: 'Set ein tidlegare sluttdato, eller del aktiviteten i to.',
    },
    'recurrence.rule-too-far': {
      why: 'Dette går lenger enn to år fram.',
      next: 'Vel ein dato innan to år, eller la aktiviteten gå utan sluttdato.',
    },
  },
} satisfies typeof nb
