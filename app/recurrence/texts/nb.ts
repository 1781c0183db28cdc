export const nb = {
  refusals: {
    'recurrence.rule-broken': {
      why: 'Gjentakelsen er ikke skrevet slik at vi forstår den.',
      next: 'Velg hvor ofte det gjentas fra listen, eller rett RRULE-teksten. Eksempel: FREQ=WEEKLY;BYDAY=TU;COUNT=10',
    },
    'recurrence.rule-unsupported': {
      why: 'Denne måten å gjenta på kan vi ikke vise i en kalender her.',
      next: 'Bruk dag, uke, måned eller år. Enkelte datoer kan du legge til for hånd.',
    },
    'recurrence.rule-no-dates': {
      why: 'Det blir ingen datoer av dette.',
      next: 'Sjekk at sluttdatoen er etter startdatoen, og at ikke alle dagene hoppes over.',
    },
    'recurrence.rule-too-many': {
      why: 'Det blir flere enn 400 datoer.',
      next: 'Sett en tidligere sluttdato, eller del aktiviteten i to.',
    },
    'recurrence.rule-too-far': {
      why: 'Dette går lenger enn to år fram.',
      next: 'Velg en dato innen to år, eller la aktiviteten gå uten sluttdato.',
    },
  },
}
