import { say } from '#kernel'

const s = say.nb
const newActivities = { one: 'ny aktivitet', other: 'nye aktiviteter' }
const dates = { one: 'dato', other: 'datoer' }

export const nb = {
  what: 'Hva',
  when: 'Når',
  where: 'Hvor',
  moreDates: (n: number) => `og ${s.plural(n, dates)} til`,
  was: (when: string) => `før: ${when}`,
  see: 'Se aktiviteten',
  because:
    'Du får denne e-posten fordi du følger dette på nettsidene våre. Svar kan ikke sendes til denne adressen.',
  changed: {
    subject: (title: string) => `Endret: ${title}`,
    lead: (what: string[]) =>
      what.length > 0
        ? `Dette er endret: ${s.list(what)}. Slik er det nå:`
        : 'Noe er endret. Slik er det nå:',
    what: { time: 'tiden', place: 'stedet', title: 'navnet' },
  },
  added: {
    subject: (n: number, title: string) => (n === 1 ? `Ny dato: ${title}` : `Nye datoer: ${title}`),
    lead: 'Det du følger, har fått nye datoer.',
  },
  cancelled: {
    subject: (title: string) => `Avlyst: ${title}`,
    all: 'Aktiviteten er dessverre avlyst.',
    dates: 'Dette er dessverre avlyst:',
  },
  closed: {
    subject: (hubs: string, service: string) =>
      service ? `Stengt: ${service} på ${hubs}` : `Stengt: ${hubs}`,
    notice: (hubs: string, service: string) => `Beskjed fra ${service ? `${service} på ${hubs}` : hubs}`,
    mayBeExtended: 'Kan bli forlenget.',
    see: 'Se når det er åpent',
  },
  news: {
    subject: (n: number, hubs: string[]) => `${s.plural(n, newActivities)} på ${s.list(hubs)}`,
    lead: 'Dette er nytt på programmet der du følger med:',
    see: 'Se hele programmet',
  },
  stop: {
    title: 'Slutt å følge',
    lead: (what: string) => `Vil du ikke lenger ha e-post om ${what}?`,
    button: 'Slutt å følge',
    orAll: 'Eller slutt med all e-post om det du følger, også andre torg og aktiviteter.',
    buttonAll: 'Ingen e-post om det jeg følger',
    stopped: 'Du følger ikke dette lenger, og får ikke mer e-post om det.',
    stoppedAll: 'Du får ikke mer e-post om det du følger.',
    signUps: 'Beskjeder om det du er påmeldt, kommer som før.',
    profile: 'Du kan endre dette på Min side.',
    gone: 'det du følger',
  },
}
