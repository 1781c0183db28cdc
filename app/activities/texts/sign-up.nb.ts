import { say } from '#kernel'

const s = say.nb
const places = { one: 'plass', other: 'plasser' }
const persons = { one: 'person', other: 'personer' }

export const nb = {
  refusals: {
    'activities.not-published': { why: 'Aktiviteten er ikke publisert.', next: 'Se hva annet som skjer.' },
    'activities.cancelled': { why: 'Aktiviteten er avlyst.', next: 'Se hva annet som skjer på torget.' },
    'activities.no-sign-up': { why: 'Her trenger du ikke melde deg på.', next: 'Bare kom.' },
    'activities.past': {
      why: 'Aktiviteten har begynt eller er over.',
      next: 'Se etter neste gang i kalenderen.',
    },
    'activities.not-open-yet': (p: { opensAt?: Temporal.Instant | null }) => ({
      why: p.opensAt
        ? `Påmeldingen åpner ${s.date(p.opensAt)} kl. ${s.time(p.opensAt)}.`
        : 'Påmeldingen har ikke åpnet.',
      next: 'Kom tilbake da.',
    }),
    'activities.closed': {
      why: 'Fristen for å melde seg på er ute.',
      next: 'Ring torget, de kan ha plass likevel.',
    },
    'activities.nobody': {
      why: 'Det må være minst én som skal komme.',
      next: 'Velg hvem som kommer, eller meld av hele følget.',
    },
    'activities.party-too-big': (p: { max?: number }) => ({
      why: p.max
        ? `Dere kan være høyst ${p.max} i hver påmelding.`
        : 'Dere er flere enn én påmelding kan ta.',
      next: 'Ring torget om dere er flere.',
    }),
    'activities.more-than-places': (p: { capacity?: number }) => ({
      why: p.capacity
        ? `Det er bare plass til ${s.number(p.capacity)} i alt.`
        : 'Dere er flere enn det er plass til.',
      next: 'Meld på færre.',
    }),
    'activities.too-young': (p: { ageMin?: number }) => ({
      why: p.ageMin
        ? `Aktiviteten er for dem som er ${p.ageMin} år eller eldre.`
        : 'Aktiviteten er for eldre.',
      next: 'Se etter noe annet i programmet, eller spør verten.',
    }),
    'activities.too-old': (p: { ageMax?: number }) => ({
      why: p.ageMax
        ? `Aktiviteten er for dem som er ${p.ageMax} år eller yngre.`
        : 'Aktiviteten er for yngre.',
      next: 'Se etter noe annet i programmet, eller spør verten.',
    }),
    'activities.full': {
      why: 'Det er ikke flere plasser.',
      next: 'Prøv en annen dag, eller se hva annet som skjer.',
    },
    'activities.already-signed-up': {
      why: 'Du er allerede påmeldt.',
      next: 'Du finner påmeldingen på Min side.',
    },
    'activities.child-already-signed-up': {
      why: 'Barnet er allerede påmeldt.',
      next: 'Ta bort krysset ved barnet, eller se påmeldingene dine.',
    },
    'activities.not-your-child': {
      why: 'Vi finner ikke barnet blant dine.',
      next: 'Se over barna dine på Min side.',
    },
    'activities.who-are-you': {
      why: 'Vi trenger navn og e-postadresse.',
      next: 'Fyll ut begge, eller logg inn.',
    },
    'activities.answer-missing': (p: { question?: string }) => ({
      why: p.question ? `Du må svare på «${p.question}».` : 'Et spørsmål er ikke besvart.',
      next: 'Skriv svaret og prøv igjen.',
    }),
    'activities.answer-unknown': (p: { question?: string }) => ({
      why: p.question
        ? `Velg et av svarene på «${p.question}».`
        : 'Et svar er ikke blant dem som kan velges.',
      next: 'Velg ett av dem og prøv igjen.',
    }),
    'activities.hold-lapsed': {
      why: 'Det er gått mer enn en halv time, så plassen er gitt videre.',
      next: 'Meld deg på igjen.',
    },
    'activities.offer-ended': {
      why: 'Tilbudet gjelder ikke lenger.',
      next: 'Meld deg på igjen hvis du fortsatt vil komme.',
    },
    'activities.ended': { why: 'Påmeldingen er ikke lenger gyldig.', next: 'Meld deg på igjen.' },
    'activities.no-room-to-grow': {
      why: 'Det er ikke plass til flere i følget nå.',
      next: 'La dem som vil bli med, melde seg på ventelisten selv.',
    },
    'activities.only-for-courses': {
      why: 'Dette gjelder bare kurs med flere datoer.',
      next: 'Meld deg av hvis du ikke kan komme.',
    },
    'activities.seat-given': {
      why: 'Plassen din denne dagen er gitt til en annen.',
      next: 'Spør verten om det er rom for én til.',
    },
    'activities.checked-in': { why: 'Allerede registrert.', next: 'Du trenger ikke gjøre noe.' },
    'activities.unknown-code': {
      why: 'Ingen påmeldte har den koden.',
      next: 'Se over koden, eller finn navnet i listen.',
    },
    'activities.not-here': { why: 'Påmeldingen gjelder ikke denne datoen.', next: 'Se etter riktig dato.' },
  },

  signUp: {
    title: 'Meld deg på',
    titleFor: (title: string) => `Meld deg på ${title}`,
    toActivity: 'Til aktiviteten',
    allDates: (n: number) => `Alle ${s.number(n)} datoene`,
    left: (n: number) => `${s.plural(n, { one: 'ledig plass', other: 'ledige plasser' })}`,
    fullLine: (waiting: number) =>
      waiting > 0
        ? `Det er fullt. ${s.plural(waiting, { one: 'påmelding', other: 'påmeldinger' })} står på ventelisten.`
        : 'Det er fullt, men du kan stå på ventelisten. Du får e-post når det blir en plass til deg.',
    dateOfCourse:
      'Dette er én dato i et kurs. Du får plass når en fast deltaker melder fra at de ikke kommer den dagen.',
    who: 'Hvem kommer?',
    self: 'Jeg kommer selv',
    others: 'Hvor mange kommer sammen med deg?',
    othersHint: (max: number) =>
      `Barn du har krysset av, telles ikke med her. Dere kan være ${max} til sammen.`,
    othersHintAlone: (max: number) => `Dere kan være ${max} til sammen.`,
    addChildren: 'Legg inn barn',
    noChildren: 'Skal barn være med? Legg dem inn på Min side, så kan du melde dem på ved navn.',
    name: 'Navn',
    email: 'E-post',
    emailHint: 'Vi sender en lenke dit. Påmeldingen gjelder når du har bekreftet, innen 30 minutter.',
    phone: 'Telefon',
    phoneHint: 'Bare hvis de ikke har e-post',
    questions: 'Arrangøren spør',
    answersGo: (date: Temporal.Instant) => `Svarene ser bare verten. De slettes ${s.dateYear(date)}.`,
    yes: 'Ja',
    no: 'Nei',
    remind: 'Minn meg på det dagen før',
    submit: 'Meld på',
    submitLine: 'Still meg på ventelisten',
    signInTitle: 'Har du logget inn før?',
    signIn: 'Logg inn og meld på',
    signInWhy: 'Da slipper du å bekrefte, du kan melde på barn, og alt ligger på Min side.',
    withoutAccount: 'Uten å logge inn',
    pendingTitle: 'Sjekk e-posten din',
    pending:
      'Vi har sendt deg en e-post. Åpne lenken i den og trykk «Bekreft» innen 30 minutter, ellers går plassen videre.',
    pendingHint: 'Finner du den ikke? Se i søppelposten, eller prøv igjen om litt.',
    keptFor: 'Vi bruker opplysningene til denne påmeldingen og sletter dem 30 dager etterpå.',
    closedTitle: 'Påmeldingen er ikke åpen',
  },

  noAddress: {
    title: 'Du får ingen e-post om endringer',
    why: 'Vi har ingen e-postadresse til deg. Da får du ikke vite om det blir avlyst, flyttet eller blir plass til deg.',
    add: 'Legg inn e-post',
  },

  status: {
    unconfirmed: 'Bekreft påmeldingen',
    unconfirmedHeld: (until: string) => `Vi holder av plassen din til ${until}.`,
    unconfirmedLine: (until: string) =>
      `Det er fullt nå. Bekreft innen ${until}, så stiller vi deg på ventelisten.`,
    confirm: 'Bekreft',
    attending: 'Du er påmeldt',
    waiting: (n: number) => `Du er nummer ${s.number(n)} på ventelisten`,
    waitingWhy: 'Vi skriver til deg når det blir plass. Du beholder nummeret ditt.',
    offered: 'Det er blitt plass til deg',
    offeredUntil: (until: string) => `Svar før ${until}. Etter det går plassen til nestemann.`,
    accept: 'Ja, jeg kommer',
    decline: 'Nei takk',
    cancelled: 'Du er meldt av',
    lapsedHold: 'Påmeldingen ble ikke bekreftet i tide',
    lapsedOffer: 'Tilbudet om plass er utløpt',
    again: 'Meld deg på igjen',
    activityCancelled: 'Aktiviteten er avlyst',
    over: 'Aktiviteten er over. Takk for at du var med.',
    when: 'Når',
    where: 'Hvor',
    who: 'Hvem',
    bring: 'Ta med',
    party: (n: number) => s.plural(n, persons),
    with: (names: string[]) => `med ${s.list(names)}`,
    code: 'Koden din i døra',
    codeHint: 'Vis den til verten når du kommer.',
    calendar: 'Legg i kalenderen min',
    dates: 'Datoene',
    notTonight: 'Kommer ikke',
    notTonightLabel: (date: string) => `Kommer ikke ${date}`,
    notTonightHint: 'Kan du ikke en dag? Si fra, så får en annen plassen den dagen.',
    absent: 'Du kommer ikke',
    backTonight: 'Kommer likevel',
    backTonightLabel: (date: string) => `Kommer likevel ${date}`,
    dateCancelled: 'Avlyst',
    change: 'Endre antall',
    partyLabel: 'Hvor mange kommer, deg selv medregnet?',
    save: 'Lagre',
    cancel: 'Meld deg av',
    cancelWhy: 'Da går plassen til nestemann på ventelisten.',
    cancelButton: 'Ja, meld meg av',
    confirmationSent: (to: string) => `Vi har sendt en bekreftelse til ${to}. Kalenderfilen ligger ved.`,
    confirmationMissing: 'Du finner påmeldingen igjen på Min side.',
    done: {
      waiting: 'Du står på ventelisten.',
      confirmed: 'Takk, påmeldingen er bekreftet.',
      accepted: 'Så fint at du kommer.',
      declined: 'Takk for svaret. Plassen går til nestemann.',
      cancelled: 'Takk for at du sa fra.',
      changed: 'Endringen er lagret.',
    } as Record<string, string>,
    mine: 'Mine påmeldinger',
    none: 'Du har ingen påmeldinger framover',
    noneHint: 'Når du melder deg på noe, finner du det her.',
    find: 'Se hva som skjer',
    short: {
      unconfirmed: 'Ikke bekreftet',
      attending: 'Påmeldt',
      waiting: 'Venteliste',
      offered: 'Tilbud om plass',
      cancelled: 'Avmeldt',
      lapsed: 'Utløpt',
    },
    remove: 'Ta meg bort',
  },

  host: {
    title: 'Hvem kommer',
    titleFor: (title: string) => `Hvem kommer til ${title}`,
    count: (came: number, expected: number) =>
      `${s.number(came)} av ${s.number(expected)} påmeldte har kommet`,
    total: (n: number) => `${s.plural(n, persons)} i alt`,
    nobody: 'Ingen er påmeldt ennå',
    nobodyHint: 'De som melder seg på, kommer fram her. Du kan melde på folk selv.',
    code: 'Kode',
    codeHint: 'Åtte tegn. Store og små bokstaver er det samme.',
    checkInByCode: 'Registrer',
    scan: 'Les QR-kode med kameraet',
    stopScan: 'Stopp kameraet',
    scanning: 'Hold koden foran kameraet.',
    cannotScan: 'Nettleseren her kan ikke lese QR-koder. Skriv koden i stedet.',
    scanFailed: 'Kameraet kan ikke brukes her. Skriv koden i stedet.',
    checkIn: 'Her',
    checkInLabel: (name: string) => `${name} er her`,
    checkInSome: (n: number) => `${n} her`,
    undo: 'Angre',
    undoLabel: (name: string) => `Angre at ${name} er her`,
    here: 'Kommet',
    came: (count: number, party: number) => (count === party ? 'Kommet' : `${count} av ${party} kommet`),
    howMany: 'Antall som er her',
    alreadyHere: (name: string) => `${name} er allerede registrert.`,
    nowHere: (name: string) => `${name} er registrert.`,
    walkIns: 'Kom uten påmelding',
    oneMore: 'Én til',
    oneLess: 'Én færre',
    waiting: 'Ventelisten',
    absent: 'Kommer ikke denne dagen',
    answers: 'Svar',
    cancel: 'Meld av',
    cancelLabel: (name: string) => `Meld av ${name}`,
    add: 'Meld på noen',
    addWhy: 'For dem som ikke bruker nettet. Det føres i loggen at du gjorde det.',
    addButton: 'Meld på',
    added: 'Personen er påmeldt.',
    addedLine: 'Det er fullt. Personen står på ventelisten.',
    csv: 'Last ned som regneark',
    print: 'Skriv ut',
    party: 'Antall',
    state: 'Status',
    contact: 'Kontakt',
    children: 'Barn',
    by: (name: string) => `påmeldt av ${name}`,
    noName: 'Uten navn',
    seen: 'At du ser denne listen, føres i loggen.',
    back: 'Til aktiviteten',
    csvHead: ['Navn', 'Antall', 'Barn', 'Status', 'Kommet', 'E-post', 'Telefon'],
  },

  mail: {
    hello: (name: string) => (name ? `Hei ${name},` : 'Hei,'),
    from: (who: string) => `Hilsen ${who}`,
    what: 'Hva',
    when: 'Når',
    where: 'Hvor',
    party: 'Antall',
    bring: 'Ta med',
    code: 'Kode i døra',
    qr: (code: string) => `QR-kode med koden ${code}`,
    see: 'Se, endre eller meld av',
    noReply: 'Du får denne e-posten fordi du er påmeldt. Svar kan ikke sendes til denne adressen.',
    notYou: 'Er det ikke du som har meldt deg på? Da trenger du ikke gjøre noe, og adressen blir slettet.',
    confirm: {
      subject: (title: string) => `Bekreft påmeldingen: ${title}`,
      lead: (until: string) =>
        `Noen har meldt på denne adressen. Trykk på lenken og bekreft innen ${until}, ellers går plassen videre.`,
      action: 'Bekreft påmeldingen',
    },
    again: {
      subject: (title: string) => `Du er allerede påmeldt: ${title}`,
      lead: 'Noen har prøvd å melde på denne adressen en gang til. Påmeldingen din står som før.',
    },
    attending: {
      subject: (title: string) => `Du er påmeldt: ${title}`,
      lead: 'Du er påmeldt. Kalenderfilen ligger ved.',
    },
    waiting: {
      subject: (title: string) => `Venteliste: ${title}`,
      lead: (n: number) =>
        `Det er fullt akkurat nå. Du er nummer ${s.number(n)} på ventelisten, og vi skriver når det blir plass.`,
    },
    offered: {
      subject: (title: string) => `Det er blitt plass: ${title}`,
      lead: (until: string, n: number) =>
        `Det er blitt ${s.plural(n, places)} til ${n === 1 ? 'deg' : 'dere'}. Svar før ${until}. Etter det går plassen til nestemann.`,
      action: 'Svar på tilbudet',
    },
    offerEnded: {
      subject: (title: string) => `Tilbudet er utløpt: ${title}`,
      lead: 'Vi fikk ikke svar i tide, så plassen er gitt videre. Vil du fortsatt komme, kan du melde deg på igjen.',
      action: 'Meld deg på igjen',
    },
    cancelled: {
      subject: (title: string) => `Du er meldt av: ${title}`,
      lead: 'Du er meldt av. Takk for at du sa fra.',
    },
    cancelledByHost: {
      subject: (title: string) => `Du er meldt av: ${title}`,
      lead: 'Verten har meldt deg av. Ta kontakt hvis det er feil.',
    },
    changed: {
      subject: (title: string) => `Endret: ${title}`,
      lead: 'Noe er endret. Slik er det nå:',
      what: 'Dette er endret:',
      time: (now: string, was: string) => `Ny tid: ${now} (før: ${was})`,
      place: (now: string, was: string) => `Nytt sted: ${now} (før: ${was})`,
      title: (now: string, was: string) => `Nytt navn: ${now} (før: ${was})`,
      messageSubject: (title: string) => `Beskjed om ${title}`,
      cannot: 'Passer det ikke lenger, kan du melde deg av.',
    },
    added: {
      subject: (title: string, n: number) => (n === 1 ? `Ny dato: ${title}` : `Nye datoer: ${title}`),
      lead: (n: number): string =>
        n === 1
          ? 'Kurset har fått en dato til. Du er påmeldt den også.'
          : 'Kurset har fått flere datoer. Du er påmeldt dem også.',
      cannot: 'Passer det ikke, kan du si fra på siden til påmeldingen, så får en annen plassen den dagen.',
    },
    notTonight: {
      subject: (title: string) => `Du kommer ikke: ${title}`,
      lead: (when: string) =>
        `Du har sagt fra at du ikke kommer ${when}. Du er fortsatt påmeldt de andre datoene. Kommer du likevel, kan du si fra på siden til påmeldingen.`,
    },
    backTonight: {
      subject: (title: string) => `Du kommer likevel: ${title}`,
      lead: (when: string) => `Så fint at du kommer ${when} likevel. Datoen ligger i kalenderen din igjen.`,
    },
    dateCancelled: {
      subject: (title: string) => `Avlyst: ${title}`,
      lead: (dates: string[]) => `Dette er avlyst: ${s.list(dates)}.`,
      rest: 'De andre datoene går som før.',
    },
    seriesCancelled: {
      subject: (title: string) => `Avlyst: ${title}`,
      lead: 'Aktiviteten er dessverre avlyst.',
    },
    reminder: {
      subject: (title: string, when: string) => `${title} ${when}`,
      lead: (when: string) => `Vi minner om at du er påmeldt ${when}.`,
      cannot: 'Kan du ikke likevel? Meld deg av, så får en annen plassen.',
    },
  },

  actions: {
    'activities.sign-up': 'Meldte på',
    'activities.sign-up-for-other': 'Meldte på noen andre',
    'activities.cancel-for-other': 'Meldte av noen andre',
    'activities.saw-participants': 'Så hvem som kommer',
    'activities.check-in': 'Noterte at noen kom',
    'activities.check-in-undone': 'Strøk at noen kom',
    'activities.walk-in': 'Endret antallet som kom uten påmelding',
  },

  privacy: {
    name: 'Påmeldinger',
    what: 'Navn, e-post uten konto, hvem som kommer, svar til arrangøren og om dere kom.',
    purpose: 'For å holde av plassen din, gi deg beskjed og la verten ta imot deg.',
    basis: 'Personvernforordningen artikkel 6 nr. 1 bokstav e: en oppgave i allmennhetens interesse.',
    kept: 'Slettes 30 dager etter siste dato. Svar til arrangøren kan slettes før. Antallet som kom, beholdes uten navn.',
    columns: {
      activity: 'Aktivitet',
      date: 'Dato',
      state: 'Status',
      party: 'Antall',
      name: 'Navn uten konto',
      contact: 'Kontakt uten konto',
      children: 'Barn',
      answers: 'Svar til arrangøren',
      came: 'Kom',
      at: 'Påmeldt',
    },
  },
}
