import type { Texts } from '#kernel'

const nb = {
  calendar: 'Kalender',
  news: 'Nytt',
  activitiesIn: (place: string) => `Det som skjer i ${place}`,
  newsIn: (place: string) => `Nye og endrede aktiviteter i ${place}`,
  newsAt: (hub: string) => `Nye og endrede aktiviteter på ${hub}`,
  cancelled: 'Avlyst',
}
const nn = {
  calendar: 'Kalender',
  news: 'Nytt',
  activitiesIn: (place: string) => `Det som skjer i ${place}`,
  newsIn: (place: string) => `Nye og endra aktivitetar i ${place}`,
  newsAt: (hub: string) => `Nye og endra aktivitetar på ${hub}`,
  cancelled: 'Avlyst',
} satisfies typeof nb
const en = {
  calendar: 'Calendar',
  news: 'News',
  activitiesIn: (place: string) => `What is on in ${place}`,
  newsIn: (place: string) => `New and changed activities in ${place}`,
  newsAt: (hub: string) => `New and changed activities at ${hub}`,
  cancelled: 'Cancelled',
} satisfies typeof nb

export const texts = { nb, nn, en } satisfies Texts<typeof nb>
