import { now, pick, say, today } from '#kernel'
import type { HoursState } from '../rule-set.ts'
import type { Facts, InTheWay, nb, RefusedDates, Until } from './nb.ts'

const s = say.nn
const people = { one: 'person', other: 'personar' }
const bookings = { one: 'booking', other: 'bookingar' }

const states = {
  staffed: 'i bemanna tid',
  staffless: 'i ubemanna tid',
  evening: 'utanfor opningstida',
  weekend: 'i helger og på heilagdagar',
  night: 'om natta',
  closed: 'når torget er stengt',
} satisfies Record<HoursState, string>

export const nn = {
  states,
  actions: {
    'rooms.requested': 'Bad om eit rom',
    'rooms.booked': 'Booka eit rom',
    'rooms.booked-for-other': 'Booka eit rom for nokon',
    'rooms.approved': 'Godkjende ei booking',
    'rooms.correction-asked': 'Bad om endring i ein førespurnad',
    'rooms.corrected': 'Endra ein førespurnad',
    'rooms.declined': 'Avslo ein førespurnad',
    'rooms.appealed': 'Klaga på eit avslag',
    'rooms.appeal-decided': 'Avgjorde ei klage',
    'rooms.moved': 'Flytta ei booking',
    'rooms.cancelled': 'Avbestilte eit rom',
    'rooms.checked-in': 'Melde at nokon er komne til eit rom',
    'rooms.blocked': 'Sperra eit rom',
    'rooms.unblocked': 'Oppheva ei sperring',
  },
  refusals: {
    'rooms.ends-before-start': {
      why: 'Slutten må kome etter starten.',
      next: 'Vel ein seinare slutt.',
    },
    'rooms.past': { why: 'Tidspunktet er passert.', next: 'Vel eit tidspunkt som kjem.' },
    'rooms.over-capacity': (p: Facts) => ({
      why: p.capacity
        ? `Av omsyn til brann kan høgst ${s.plural(p.capacity, people)} vere i rommet.`
        : 'De er fleire enn rommet er godkjent for.',
      next: 'Finn eit større rom. Grensa gjeld for alle.',
    }),
    'rooms.not-open': {
      why: 'Rommet kan ikkje bookast no.',
      next: 'Sjå kva andre rom som er ledige.',
    },
    'rooms.hub-closed': { why: 'Torget er stengt då.', next: 'Vel ein annan dag eller eit anna torg.' },
    'rooms.not-for-them': {
      why: 'Rommet er ikkje for den du bookar for på denne tida.',
      next: 'Vel eit anna rom, eller spør ein vert.',
    },
    'rooms.not-then': (p: Facts) => ({
      why: p.state ? `Rommet blir ikkje booka ${states[p.state]}.` : 'Rommet blir ikkje booka på denne tida.',
      next: 'Vel ei anna tid, eller spør ein vert.',
    }),
    'rooms.too-soon': (p: Facts) => ({
      why: p.noticeMinutes
        ? `Rommet må bookast minst ${s.duration(p.noticeMinutes)} før.`
        : 'Det er for kort tid til.',
      next: 'Vel ei seinare tid, eller ring torget.',
    }),
    'rooms.too-far-ahead': (p: Facts) => ({
      why: p.daysAhead
        ? `Rommet kan bookast ${s.number(p.daysAhead)} dagar fram i tid.`
        : 'Det er for lenge til.',
      next: 'Vel ein tidlegare dag, eller kom tilbake når det er nærare.',
    }),
    'rooms.off-grid': (p: Facts) => ({
      why: p.stepMinutes
        ? `Start og slutt går i steg på ${p.stepMinutes} minutt.`
        : 'Start eller slutt er på eit klokkeslett som ikkje kan veljast.',
      next: 'Vel næraste klokkeslett.',
    }),
    'rooms.too-short': (p: Facts) => ({
      why: p.shortestMinutes
        ? `Ei booking er på minst ${s.duration(p.shortestMinutes)}.`
        : 'Bookinga er for kort.',
      next: 'Vel ein seinare slutt.',
    }),
    'rooms.too-long': (p: Facts) => ({
      why: p.longestMinutes
        ? `Ei booking er på høgst ${s.duration(p.longestMinutes)}.`
        : 'Bookinga er for lang.',
      next: 'Vel ei kortare tid, eller spør ein vert.',
    }),
    'rooms.too-few': (p: Facts) => ({
      why: p.smallestGroup
        ? `Rommet er for grupper på minst ${s.number(p.smallestGroup)}.`
        : 'De er for få til dette rommet.',
      next: 'Vel eit mindre rom.',
    }),
    'rooms.private-party': {
      why: 'Rommet blir ikkje lånt ut til lukka private selskap.',
      next: 'Finn eit rom som tillèt det, eller gjer det ope for alle.',
    },
    'rooms.alcohol': {
      why: 'Det er ikkje lov med alkohol i rommet på denne tida.',
      next: 'Book utan alkohol, eller finn eit anna rom.',
    },
    'rooms.responsible-age': (p: Facts) => ({
      why: p.responsibleAge
        ? `Den som er ansvarleg, må vere minst ${p.responsibleAge} år.`
        : 'Den som er ansvarleg, er for ung.',
      next: 'Oppgje ein eldre person som er ansvarleg på staden.',
    }),
    'rooms.person-quota': (p: Facts) => ({
      why: p.perPersonAWeek
        ? `Du har alt ${s.plural(p.perPersonAWeek, bookings)} av dette rommet den veka. Vi tel bookingar og førespurnader frå måndag til søndag som ikkje er over eller avbestilte.`
        : 'Du har alt så mange bookingar av dette rommet som ein person kan ha på ei veke.',
      next: 'Vel ei anna veke eller eit anna rom, eller avbestill ei du ikkje treng.',
    }),
    'rooms.association-quota': (p: Facts) => ({
      why: p.perAssociationAWeek
        ? `Foreininga har alt ${s.plural(p.perAssociationAWeek, bookings)} av dette rommet den veka. Vi tel bookingar og førespurnader frå måndag til søndag som ikkje er over eller avbestilte.`
        : 'Foreininga har alt så mange bookingar av dette rommet som ho kan ha på ei veke.',
      next: 'Vel ei anna veke eller eit anna rom, eller avbestill ei de ikkje treng.',
    }),
    'rooms.terms-missing': {
      why: 'Du må godta vilkåra for å booke.',
      next: 'Les vilkåra og kryss av.',
    },
    'rooms.terms-changed': {
      why: 'Vilkåra er endra sidan du opna sida.',
      next: 'Les dei nye vilkåra og kryss av.',
    },
    'rooms.taken': (p: InTheWay) => ({
      why:
        p.from && p.to
          ? `${pick(p.room, 'nn').text || 'Rommet'} er oppteke ${s.range(p.from, p.to, today(now()))}${pick(p.by, 'nn').text ? ` av ${pick(p.by, 'nn').text}` : ''}.`
          : 'Rommet er oppteke på denne tida.',
      next: 'Vel ei anna tid eller eit anna rom, eller set deg på venteliste.',
    }),
    'rooms.too-many-holds': {
      why: 'Du held av tre rom frå før.',
      next: 'Fullfør ei av bookingane, eller vent ti minutt.',
    },
    'rooms.too-many-dates': ({ most }: { most: number }) => ({
      why: `Ein kan søkje på ${most} datoar om gongen.`,
      next: 'Søk på færre datoar, eller book rommet direkte: då blir alle prøvde.',
    }),
    'rooms.no-mandate': {
      why: 'Du har ikkje fullmakt til å booke for foreininga.',
      next: 'Be leiaren i foreininga eller ein vert om fullmakt.',
    },
    'rooms.who-for': { why: 'Vi manglar namnet på den du bookar for.', next: 'Skriv namnet.' },
    'rooms.reason-missing': { why: 'Grunngjevinga manglar.', next: 'Skriv kvifor.' },
    'rooms.not-on': {
      why: 'Bookinga er over, avbestilt eller avslått.',
      next: 'Book på nytt om du treng rommet.',
    },
    'rooms.begun': { why: 'Bookinga har byrja.', next: 'Snakk med ein vert om noko må endrast.' },
    'rooms.cancel-too-late': (p: Until) => ({
      why: p.until
        ? `Fristen for å avbestille var ${s.dateTime(p.until, today(now()))}.`
        : 'Denne bookinga kan ikkje avbestillast her.',
      next: 'Ring torget, så hjelper dei deg.',
    }),
    'rooms.move-too-late': (p: Until) => ({
      why: p.until
        ? `Fristen for å endre var ${s.dateTime(p.until, today(now()))}. Han blir rekna frå den første tida du booka.`
        : 'Denne bookinga kan ikkje endrast her.',
      next: 'Ring torget, så hjelper dei deg.',
    }),
    'rooms.needs-approval': {
      why: 'Den nye tida må godkjennast av ein vert, og du har alt ei godkjend tid.',
      next: 'Send ein ny førespurnad, og avbestill denne når du har fått svar.',
    },
    'rooms.not-waiting': {
      why: 'Førespurnaden ventar ikkje på svar. Nokon kan ha svart i mellomtida.',
      next: 'Last sida på nytt og sjå kva som er svart.',
    },
    'rooms.answer-day-past': {
      why: 'Fristen må vere i dag eller seinare, og før bookinga byrjar.',
      next: 'Vel ein annan dag.',
    },
    'rooms.correction-over': {
      why: 'Fristen for å rette førespurnaden er ute.',
      next: 'Send ein ny førespurnad.',
    },
    'rooms.nothing-to-appeal': {
      why: 'Det er ikkje noko avslag å klage på, eller du har alt klaga.',
      next: 'Sjå kva som er svart på sida til bookinga.',
    },
    'rooms.appeal-too-late': (p: Until) => ({
      why: p.until ? `Klagefristen var ${s.dateTime(p.until, today(now()))}.` : 'Klagefristen er ute.',
      next: 'Ring torget om du har ein god grunn til at klaga kjem seint.',
    }),
    'rooms.another-must-decide': {
      why: 'Den som avslo eller sjølv bad om rommet, kan ikkje avgjere klaga.',
      next: 'Be ein kollega om å behandle ho.',
    },
    'rooms.not-booked': { why: 'Bookinga er ikkje godkjend.', next: 'Vent på svar frå ein vert.' },
    'rooms.check-in-early': {
      why: 'Du kan melde at du er komen frå 15 minutt før.',
      next: 'Prøv igjen då.',
    },
    'rooms.check-in-late': { why: 'Bookinga er over.', next: 'Book på nytt om du treng rommet.' },
    'rooms.held-by-activity': {
      why: 'Rommet er halde av ein aktivitet.',
      next: 'Endre aktiviteten, så følgjer rommet med.',
    },
    'rooms.dates-refused': (p: RefusedDates) => ({
      why: p.refused
        ? `${s.plural(p.refused.length, { one: 'dato', other: 'datoar' })} kan ikkje bookast.`
        : 'Nokre av datoane kan ikkje bookast.',
      next: 'Vel for kvar av dei: hopp over, flytt eller stopp.',
    }),
    'rooms.no-dates': { why: 'Serien har ingen datoar.', next: 'Vel når han blir teken opp att.' },
    'rooms.series-date-taken': {
      why: 'Serien har denne datoen frå før.',
      next: 'Endre den datoen i staden.',
    },
    'rooms.waiting-already': {
      why: 'Du står alt på venteliste for denne tida.',
      next: 'Du får beskjed om det blir ledig.',
    },
    'rooms.is-free': { why: 'Rommet er ledig på denne tida.', next: 'Book det med ein gong.' },
    'rooms.offer-ended': {
      why: 'Tilbodet har gått ut.',
      next: 'Sjå om rommet er ledig, eller set deg på venteliste igjen.',
    },
    'rooms.terms-version-taken': {
      why: 'Nokon andre har nettopp lagra ein ny versjon.',
      next: 'Les han, og lagre din på nytt.',
    },
  },
} satisfies typeof nb
