import { say } from '#kernel'
import type { nb } from './followers.nb.ts'

const s = say.nn
const newActivities = { one: 'ny aktivitet', other: 'nye aktivitetar' }
const dates = { one: 'dato', other: 'datoar' }

export const nn = {
  what: 'Kva',
  when: 'Når',
  where: 'Kvar',
  moreDates: (n: number) => `og ${s.plural(n, dates)} til`,
  was: (when: string) => `før: ${when}`,
  see: 'Sjå aktiviteten',
  because:
    'Du får denne e-posten fordi du følgjer dette på nettsidene våre. Svar kan ikkje sendast til denne adressa.',
  changed: {
    subject: (title: string) => `Endra: ${title}`,
    lead: (what: string[]) =>
      what.length > 0 ? `Dette er endra: ${s.list(what)}. Slik er det no:` : 'Noko er endra. Slik er det no:',
    what: { time: 'tida', place: 'staden', title: 'namnet' },
  },
  added: {
    subject: (n: number, title: string) => (n === 1 ? `Ny dato: ${title}` : `Nye datoar: ${title}`),
    lead: 'Det du følgjer, har fått nye datoar.',
  },
  cancelled: {
    subject: (title: string) => `Avlyst: ${title}`,
    all: 'Aktiviteten er diverre avlyst.',
    dates: 'Dette er diverre avlyst:',
  },
  closed: {
    subject: (hubs: string, service: string) =>
      service ? `Stengt: ${service} på ${hubs}` : `Stengt: ${hubs}`,
    notice: (hubs: string, service: string) => `Beskjed frå ${service ? `${service} på ${hubs}` : hubs}`,
    mayBeExtended: 'Kan bli forlengd.',
    see: 'Sjå når det er ope',
  },
  news: {
    subject: (n: number, hubs: string[]) => `${s.plural(n, newActivities)} på ${s.list(hubs)}`,
    lead: 'Dette er nytt på programmet der du følgjer med:',
    see: 'Sjå heile programmet',
  },
  stop: {
    title: 'Slutt å følgje',
    lead: (what: string) => `Vil du ikkje lenger ha e-post om ${what}?`,
    button: 'Slutt å følgje',
    orAll: 'Eller slutt med all e-post om det du følgjer, også andre torg og aktivitetar.',
    buttonAll: 'Ingen e-post om det eg følgjer',
    stopped: 'Du følgjer ikkje dette lenger, og får ikkje meir e-post om det.',
    stoppedAll: 'Du får ikkje meir e-post om det du følgjer.',
    signUps: 'Meldingar om det du er påmeld til, kjem som før.',
    profile: 'Du kan endre dette på Mi side.',
    gone: 'det du følgjer',
  },
} satisfies typeof nb
