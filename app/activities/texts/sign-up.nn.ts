import { say } from '#kernel'
import type { nb } from './sign-up.nb.ts'

const s = say.nn
const places = { one: 'plass', other: 'plassar' }
const persons = { one: 'person', other: 'personar' }

export const nn = {
  refusals: {
    'activities.not-published': { why: 'Aktiviteten er ikkje publisert.', next: 'Sjå kva anna som skjer.' },
    'activities.cancelled': { why: 'Aktiviteten er avlyst.', next: 'Sjå kva anna som skjer på torget.' },
    'activities.no-sign-up': { why: 'Her treng du ikkje melde deg på.', next: 'Berre kom.' },
    'activities.past': {
      why: 'Aktiviteten har byrja eller er over.',
      next: 'Sjå etter neste gong i kalenderen.',
    },
    'activities.not-open-yet': (p: { opensAt?: Temporal.Instant | null }) => ({
      why: p.opensAt
        ? `Påmeldinga opnar ${s.date(p.opensAt)} kl. ${s.time(p.opensAt)}.`
        : 'Påmeldinga har ikkje opna.',
      next: 'Kom tilbake då.',
    }),
    'activities.closed': {
      why: 'Fristen for å melde seg på er ute.',
      next: 'Ring torget, dei kan ha plass likevel.',
    },
    'activities.nobody': {
      why: 'Det må vere minst éin som skal kome.',
      next: 'Vel kven som kjem, eller meld av heile følgjet.',
    },
    'activities.party-too-big': (p: { max?: number }) => ({
      why: p.max ? `De kan vere høgst ${p.max} i kvar påmelding.` : 'De er fleire enn éi påmelding kan ta.',
      next: 'Ring torget om de er fleire.',
    }),
    'activities.more-than-places': (p: { capacity?: number }) => ({
      why: p.capacity
        ? `Det er berre plass til ${s.number(p.capacity)} i alt.`
        : 'De er fleire enn det er plass til.',
      next: 'Meld på færre.',
    }),
    'activities.too-young': (p: { ageMin?: number }) => ({
      why: p.ageMin
        ? `Aktiviteten er for dei som er ${p.ageMin} år eller eldre.`
        : 'Aktiviteten er for eldre.',
      next: 'Sjå etter noko anna i programmet, eller spør verten.',
    }),
    'activities.too-old': (p: { ageMax?: number }) => ({
      why: p.ageMax
        ? `Aktiviteten er for dei som er ${p.ageMax} år eller yngre.`
        : 'Aktiviteten er for yngre.',
      next: 'Sjå etter noko anna i programmet, eller spør verten.',
    }),
    'activities.full': {
      why: 'Det er ikkje fleire plassar.',
      next: 'Prøv ein annan dag, eller sjå kva anna som skjer.',
    },
    'activities.already-signed-up': { why: 'Du er alt påmeld.', next: 'Du finn påmeldinga på Mi side.' },
    'activities.child-already-signed-up': {
      why: 'Barnet er alt påmeldt.',
      next: 'Ta bort krysset ved barnet, eller sjå påmeldingane dine.',
    },
    'activities.not-your-child': {
      why: 'Vi finn ikkje barnet blant dine.',
      next: 'Sjå over barna dine på Mi side.',
    },
    'activities.who-are-you': {
      why: 'Vi treng namn og e-postadresse.',
      next: 'Fyll ut begge, eller logg inn.',
    },
    'activities.answer-missing': (p: { question?: string }) => ({
      why: p.question ? `Du må svare på «${p.question}».` : 'Eit spørsmål er ikkje svart på.',
      next: 'Skriv svaret og prøv igjen.',
    }),
    'activities.answer-unknown': (p: { question?: string }) => ({
      why: p.question
        ? `Vel eitt av svara på «${p.question}».`
        : 'Eit svar er ikkje mellom dei som kan veljast.',
      next: 'Vel eitt av dei og prøv igjen.',
    }),
    'activities.hold-lapsed': {
      why: 'Det har gått meir enn ein halv time, så plassen er gjeven vidare.',
      next: 'Meld deg på igjen.',
    },
    'activities.offer-ended': {
      why: 'Tilbodet gjeld ikkje lenger.',
      next: 'Meld deg på igjen om du framleis vil kome.',
    },
    'activities.ended': { why: 'Påmeldinga er ikkje lenger gyldig.', next: 'Meld deg på igjen.' },
    'activities.no-room-to-grow': {
      why: 'Det er ikkje plass til fleire i følgjet no.',
      next: 'La dei som vil bli med, melde seg på ventelista sjølve.',
    },
    'activities.only-for-courses': {
      why: 'Dette gjeld berre kurs med fleire datoar.',
      next: 'Meld deg av om du ikkje kan kome.',
    },
    'activities.seat-given': {
      why: 'Plassen din denne dagen er gjeven til ein annan.',
      next: 'Spør verten om det er rom for éin til.',
    },
    'activities.checked-in': { why: 'Alt registrert.', next: 'Du treng ikkje gjere noko.' },
    'activities.unknown-code': {
      why: 'Ingen påmelde har den koden.',
      next: 'Sjå over koden, eller finn namnet i lista.',
    },
    'activities.not-here': { why: 'Påmeldinga gjeld ikkje denne datoen.', next: 'Sjå etter rett dato.' },
  },

  signUp: {
    title: 'Meld deg på',
    titleFor: (title: string) => `Meld deg på ${title}`,
    toActivity: 'Til aktiviteten',
    allDates: (n: number) => `Alle ${s.number(n)} datoane`,
    left: (n: number) => `${s.plural(n, { one: 'ledig plass', other: 'ledige plassar' })}`,
    fullLine: (waiting: number) =>
      waiting > 0
        ? `Det er fullt. ${s.plural(waiting, { one: 'påmelding', other: 'påmeldingar' })} står på ventelista.`
        : 'Det er fullt, men du kan stå på ventelista. Du får e-post når det blir ein plass til deg.',
    dateOfCourse:
      'Dette er éin dato i eit kurs. Du får plass når ein fast deltakar seier frå at dei ikkje kjem den dagen.',
    who: 'Kven kjem?',
    self: 'Eg kjem sjølv',
    others: 'Kor mange kjem saman med deg?',
    othersHint: (max: number) =>
      `Barn du har kryssa av, skal ikkje teljast med her. De kan vere ${max} til saman.`,
    othersHintAlone: (max: number) => `De kan vere ${max} til saman.`,
    addChildren: 'Legg inn barn',
    noChildren: 'Skal barn vere med? Legg dei inn på Mi side, så kan du melde dei på med namn.',
    name: 'Namn',
    email: 'E-post',
    emailHint: 'Vi sender ei lenkje dit. Påmeldinga gjeld når du har stadfesta, innan 30 minutt.',
    phone: 'Telefon',
    phoneHint: 'Berre om dei ikkje har e-post',
    questions: 'Arrangøren spør',
    answersGo: (date: Temporal.Instant) => `Svara ser berre verten. Dei blir sletta ${s.dateYear(date)}.`,
    yes: 'Ja',
    no: 'Nei',
    remind: 'Minn meg på det dagen før',
    submit: 'Meld på',
    submitLine: 'Still meg på ventelista',
    signInTitle: 'Har du logga inn før?',
    signIn: 'Logg inn og meld på',
    signInWhy: 'Då slepp du å stadfeste, du kan melde på barn, og alt ligg på Mi side.',
    withoutAccount: 'Utan å logge inn',
    pendingTitle: 'Sjekk e-posten din',
    pending:
      'Vi har sendt deg ein e-post. Opne lenkja i han og trykk «Stadfest» innan 30 minutt, elles går plassen vidare.',
    pendingHint: 'Finn du han ikkje? Sjå i søppelposten, eller prøv igjen om litt.',
    keptFor: 'Vi bruker opplysningane til denne påmeldinga og slettar dei 30 dagar etterpå.',
    closedTitle: 'Påmeldinga er ikkje open',
  },

  noAddress: {
    title: 'Du får ingen e-post om endringar',
    why: 'Vi har ikkje noka e-postadresse til deg. Då får du ikkje vite om det blir avlyst, flytta eller blir plass til deg.',
    add: 'Legg inn e-post',
  },

  status: {
    unconfirmed: 'Stadfest påmeldinga',
    unconfirmedHeld: (until: string) => `Vi held av plassen din til ${until}.`,
    unconfirmedLine: (until: string) =>
      `Det er fullt no. Stadfest innan ${until}, så stiller vi deg på ventelista.`,
    confirm: 'Stadfest',
    attending: 'Du er påmeld',
    waiting: (n: number) => `Du er nummer ${s.number(n)} på ventelista`,
    waitingWhy: 'Vi skriv til deg når det blir plass. Du held på nummeret ditt.',
    offered: 'Det er blitt plass til deg',
    offeredUntil: (until: string) => `Svar før ${until}. Etter det går plassen til nestemann.`,
    accept: 'Ja, eg kjem',
    decline: 'Nei takk',
    cancelled: 'Du er meld av',
    lapsedHold: 'Påmeldinga vart ikkje stadfesta i tide',
    lapsedOffer: 'Tilbodet om plass har gått ut',
    again: 'Meld deg på igjen',
    activityCancelled: 'Aktiviteten er avlyst',
    over: 'Aktiviteten er over. Takk for at du var med.',
    when: 'Når',
    where: 'Kvar',
    who: 'Kven',
    bring: 'Ta med',
    party: (n: number) => s.plural(n, persons),
    with: (names: string[]) => `med ${s.list(names)}`,
    code: 'Koden din i døra',
    codeHint: 'Vis han til verten når du kjem.',
    calendar: 'Legg i kalenderen min',
    dates: 'Datoane',
    notTonight: 'Kjem ikkje',
    notTonightLabel: (date: string) => `Kjem ikkje ${date}`,
    notTonightHint: 'Kan du ikkje ein dag? Sei frå, så får ein annan plassen den dagen.',
    absent: 'Du kjem ikkje',
    backTonight: 'Kjem likevel',
    backTonightLabel: (date: string) => `Kjem likevel ${date}`,
    dateCancelled: 'Avlyst',
    change: 'Endre talet',
    partyLabel: 'Kor mange kjem, deg sjølv medrekna?',
    save: 'Lagre',
    cancel: 'Meld deg av',
    cancelWhy: 'Då går plassen til nestemann på ventelista.',
    cancelButton: 'Ja, meld meg av',
    confirmationSent: (to: string) => `Vi har sendt ei stadfesting til ${to}. Kalenderfila ligg ved.`,
    confirmationMissing: 'Du finn påmeldinga att på Mi side.',
    done: {
      waiting: 'Du står på ventelista.',
      confirmed: 'Takk, påmeldinga er stadfesta.',
      accepted: 'Så fint at du kjem.',
      declined: 'Takk for svaret. Plassen går til nestemann.',
      cancelled: 'Takk for at du sa frå.',
      changed: 'Endringa er lagra.',
    } as Record<string, string>,
    mine: 'Påmeldingane mine',
    none: 'Du har ingen påmeldingar framover',
    noneHint: 'Når du melder deg på noko, finn du det her.',
    find: 'Sjå kva som skjer',
    short: {
      unconfirmed: 'Ikkje stadfesta',
      attending: 'Påmeld',
      waiting: 'Venteliste',
      offered: 'Tilbod om plass',
      cancelled: 'Avmeld',
      lapsed: 'Gått ut',
    },
    remove: 'Ta meg bort',
  },

  host: {
    title: 'Kven kjem',
    titleFor: (title: string) => `Kven kjem til ${title}`,
    count: (came: number, expected: number) => `${s.number(came)} av ${s.number(expected)} påmelde har kome`,
    total: (n: number) => `${s.plural(n, persons)} i alt`,
    nobody: 'Ingen er påmelde enno',
    nobodyHint: 'Dei som melder seg på, kjem fram her. Du kan melde på folk sjølv.',
    code: 'Kode',
    codeHint: 'Åtte teikn. Store og små bokstavar er det same.',
    checkInByCode: 'Registrer',
    scan: 'Les QR-kode med kameraet',
    stopScan: 'Stopp kameraet',
    scanning: 'Hald koden framfor kameraet.',
    cannotScan: 'Nettlesaren her kan ikkje lese QR-kodar. Skriv koden i staden.',
    scanFailed: 'Kameraet kan ikkje brukast her. Skriv koden i staden.',
    checkIn: 'Her',
    checkInLabel: (name: string) => `${name} er her`,
    checkInSome: (n: number) => `${n} her`,
    undo: 'Angre',
    undoLabel: (name: string) => `Angre at ${name} er her`,
    here: 'Komen',
    came: (count: number, party: number) => (count === party ? 'Komen' : `${count} av ${party} har kome`),
    howMany: 'Kor mange er her',
    alreadyHere: (name: string) => `${name} er alt registrert.`,
    nowHere: (name: string) => `${name} er registrert.`,
    walkIns: 'Kom utan påmelding',
    oneMore: 'Éin til',
    oneLess: 'Éin færre',
    waiting: 'Ventelista',
    absent: 'Kjem ikkje denne dagen',
    answers: 'Svar',
    cancel: 'Meld av',
    cancelLabel: (name: string) => `Meld av ${name}`,
    add: 'Meld på nokon',
    addWhy: 'For dei som ikkje bruker nettet. Det blir ført i loggen at du gjorde det.',
    addButton: 'Meld på',
    added: 'Personen er påmeld.',
    addedLine: 'Det er fullt. Personen står på ventelista.',
    csv: 'Last ned som rekneark',
    print: 'Skriv ut',
    party: 'Tal',
    state: 'Status',
    contact: 'Kontakt',
    children: 'Barn',
    by: (name: string) => `meld på av ${name}`,
    noName: 'Utan namn',
    seen: 'At du ser denne lista, blir ført i loggen.',
    back: 'Til aktiviteten',
    csvHead: ['Namn', 'Tal', 'Barn', 'Status', 'Kome', 'E-post', 'Telefon'],
  },

  mail: {
    hello: (name: string) => (name ? `Hei ${name},` : 'Hei,'),
    from: (who: string) => `Helsing ${who}`,
    what: 'Kva',
    when: 'Når',
    where: 'Kvar',
    party: 'Tal',
    bring: 'Ta med',
    code: 'Kode i døra',
    qr: (code: string) => `QR-kode med koden ${code}`,
    see: 'Sjå, endre eller meld av',
    noReply: 'Du får denne e-posten fordi du er påmeld. Svar kan ikkje sendast til denne adressa.',
    notYou: 'Er det ikkje du som har meldt deg på? Då treng du ikkje gjere noko, og adressa blir sletta.',
    confirm: {
      subject: (title: string) => `Stadfest påmeldinga: ${title}`,
      lead: (until: string) =>
        `Nokon har meldt på denne adressa. Trykk på lenkja og stadfest innan ${until}, elles går plassen vidare.`,
      action: 'Stadfest påmeldinga',
    },
    again: {
      subject: (title: string) => `Du er alt påmeld: ${title}`,
      lead: 'Nokon har prøvd å melde på denne adressa ein gong til. Påmeldinga di står som før.',
    },
    attending: {
      subject: (title: string) => `Du er påmeld: ${title}`,
      lead: 'Du er påmeld. Kalenderfila ligg ved.',
    },
    waiting: {
      subject: (title: string) => `Venteliste: ${title}`,
      lead: (n: number) =>
        `Det er fullt akkurat no. Du er nummer ${s.number(n)} på ventelista, og vi skriv når det blir plass.`,
    },
    offered: {
      subject: (title: string) => `Det er blitt plass: ${title}`,
      lead: (until: string, n: number) =>
        `Det er blitt ${s.plural(n, places)} til ${n === 1 ? 'deg' : 'dykk'}. Svar før ${until}. Etter det går plassen til nestemann.`,
      action: 'Svar på tilbodet',
    },
    offerEnded: {
      subject: (title: string) => `Tilbodet har gått ut: ${title}`,
      lead: 'Vi fekk ikkje svar i tide, så plassen er gjeven vidare. Vil du framleis kome, kan du melde deg på igjen.',
      action: 'Meld deg på igjen',
    },
    cancelled: {
      subject: (title: string) => `Du er meld av: ${title}`,
      lead: 'Du er meld av. Takk for at du sa frå.',
    },
    cancelledByHost: {
      subject: (title: string) => `Du er meld av: ${title}`,
      lead: 'Verten har meldt deg av. Ta kontakt om det er feil.',
    },
    changed: {
      subject: (title: string) => `Endra: ${title}`,
      lead: 'Noko er endra. Slik er det no:',
      what: 'Dette er endra:',
      time: (now: string, was: string) => `Ny tid: ${now} (før: ${was})`,
      place: (now: string, was: string) => `Ny stad: ${now} (før: ${was})`,
      title: (now: string, was: string) => `Nytt namn: ${now} (før: ${was})`,
      messageSubject: (title: string) => `Melding om ${title}`,
      cannot: 'Passar det ikkje lenger, kan du melde deg av.',
    },
    added: {
      subject: (title: string, n: number) => (n === 1 ? `Ny dato: ${title}` : `Nye datoar: ${title}`),
      lead: (n: number): string =>
        n === 1
          ? 'Kurset har fått ein dato til. Du er påmeld den også.'
          : 'Kurset har fått fleire datoar. Du er påmeld dei også.',
      cannot: 'Passar det ikkje, kan du seie frå på sida til påmeldinga, så får ein annan plassen den dagen.',
    },
    notTonight: {
      subject: (title: string) => `Du kjem ikkje: ${title}`,
      lead: (when: string) =>
        `Du har sagt frå at du ikkje kjem ${when}. Du er framleis påmeld dei andre datoane. Kjem du likevel, kan du seie frå på sida til påmeldinga.`,
    },
    backTonight: {
      subject: (title: string) => `Du kjem likevel: ${title}`,
      lead: (when: string) => `Så fint at du kjem ${when} likevel. Datoen ligg i kalenderen din igjen.`,
    },
    dateCancelled: {
      subject: (title: string) => `Avlyst: ${title}`,
      lead: (dates: string[]) => `Dette er avlyst: ${s.list(dates)}.`,
      rest: 'Dei andre datoane går som før.',
    },
    seriesCancelled: {
      subject: (title: string) => `Avlyst: ${title}`,
      lead: 'Aktiviteten er diverre avlyst.',
    },
    reminder: {
      subject: (title: string, when: string) => `${title} ${when}`,
      lead: (when: string) => `Vi minner om at du er påmeld ${when}.`,
      cannot: 'Kan du ikkje likevel? Meld deg av, så får ein annan plassen.',
    },
  },

  actions: {
    'activities.sign-up': 'Melde på',
    'activities.sign-up-for-other': 'Melde på nokon andre',
    'activities.cancel-for-other': 'Melde av nokon andre',
    'activities.saw-participants': 'Såg kven som kjem',
    'activities.check-in': 'Noterte at nokon kom',
    'activities.check-in-undone': 'Strauk at nokon kom',
    'activities.walk-in': 'Endra talet på dei som kom utan påmelding',
  },

  privacy: {
    name: 'Påmeldingar',
    what: 'Namn, e-post utan konto, kven som kjem, svar til arrangøren og om de kom.',
    purpose: 'For å halde av plassen din, gje deg beskjed og la verten ta imot deg.',
    basis: 'Personvernforordninga artikkel 6 nr. 1 bokstav e: ei oppgåve i interessa til ålmenta.',
    kept: 'Blir sletta 30 dagar etter siste dato. Svar til arrangøren kan bli sletta før. Talet på dei som kom, blir teke vare på utan namn.',
    columns: {
      activity: 'Aktivitet',
      date: 'Dato',
      state: 'Status',
      party: 'Tal',
      name: 'Namn utan konto',
      contact: 'Kontakt utan konto',
      children: 'Barn',
      answers: 'Svar til arrangøren',
      came: 'Kom',
      at: 'Påmeld',
    },
  },
} satisfies typeof nb
