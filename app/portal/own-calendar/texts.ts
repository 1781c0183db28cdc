import type { Texts } from '#kernel'

const nb = {
  title: 'Kalenderen din',
  lead: 'Abonner på denne adressen, så følger det du er påmeldt og har booket, med i kalenderen på telefonen eller PC-en. Endringer og avlysninger kommer av seg selv.',
  none: 'Du har ingen kalenderadresse ennå.',
  make: 'Lag kalenderadresse',
  address: 'Adressen din',
  addressHint:
    'Kopier den inn der kalenderen din sier «Abonner», «Legg til fra nettadresse» eller «Fra Internett».',
  open: 'Åpne i kalenderen på denne enheten',
  secret:
    'Alle som har adressen, kan se hva du er påmeldt og har booket. Ikke del den. Har noen andre fått den, lag en ny.',
  made: (when: string) => `Laget ${when}.`,
  read: (when: string) => `Sist hentet av en kalender ${when}.`,
  unread: 'Ingen kalender har hentet den ennå.',
  renew: 'Lag ny adresse',
  renewHint: 'Den gamle slutter å virke med en gang.',
  end: 'Slett adressen',
  done: {
    made: 'Adressen er klar.',
    ended: 'Adressen er slettet. Kalendere som brukte den, får ikke vite mer.',
  },
  feedName: (name: string) => (name ? `Innbyggertorg – ${name}` : 'Innbyggertorg'),
  me: 'Min side',
  actions: {
    'portal.calendar-link': 'Laget en kalenderadresse',
    'portal.calendar-link-ended': 'Slettet kalenderadressen',
  },
}

const nn = {
  title: 'Kalenderen din',
  lead: 'Abonner på denne adressa, så følgjer det du er påmeld til og har booka, med i kalenderen på telefonen eller PC-en. Endringar og avlysingar kjem av seg sjølv.',
  none: 'Du har inga kalenderadresse enno.',
  make: 'Lag kalenderadresse',
  address: 'Adressa di',
  addressHint:
    'Kopier henne inn der kalenderen din seier «Abonner», «Legg til frå nettadresse» eller «Frå Internett».',
  open: 'Opne i kalenderen på denne eininga',
  secret:
    'Alle som har adressa, kan sjå kva du er påmeld til og har booka. Ikkje del henne. Har nokon andre fått henne, lag ei ny.',
  made: (when: string) => `Laga ${when}.`,
  read: (when: string) => `Sist henta av ein kalender ${when}.`,
  unread: 'Ingen kalender har henta henne enno.',
  renew: 'Lag ny adresse',
  renewHint: 'Den gamle sluttar å verke med ein gong.',
  end: 'Slett adressa',
  done: {
    made: 'Adressa er klar.',
    ended: 'Adressa er sletta. Kalendrar som brukte henne, får ikkje vite meir.',
  },
  feedName: (name: string) => (name ? `Innbyggjartorg – ${name}` : 'Innbyggjartorg'),
  me: 'Mi side',
  actions: {
    'portal.calendar-link': 'Laga ei kalenderadresse',
    'portal.calendar-link-ended': 'Sletta kalenderadressa',
  },
} satisfies typeof nb

const en = {
  title: 'Your calendar',
  lead: 'Subscribe to this address, and what you have signed up for and booked is in the calendar on your phone or computer. Changes and cancellations come by themselves.',
  none: 'You have no calendar address yet.',
  make: 'Make a calendar address',
  address: 'Your address',
  addressHint: 'Paste it where your calendar says “Subscribe”, “Add from URL” or “From Internet”.',
  open: 'Open in the calendar of this device',
  secret:
    'Everybody who has the address can see what you have signed up for and booked. Do not share it. If somebody else has got it, make a new one.',
  made: (when: string) => `Made ${when}.`,
  read: (when: string) => `Last fetched by a calendar ${when}.`,
  unread: 'No calendar has fetched it yet.',
  renew: 'Make a new address',
  renewHint: 'The old one stops working at once.',
  end: 'Delete the address',
  done: {
    made: 'The address is ready.',
    ended: 'The address is deleted. Calendars that used it will learn nothing more.',
  },
  feedName: (name: string) => (name ? `Community hubs – ${name}` : 'Community hubs'),
  me: 'My page',
  actions: {
    'portal.calendar-link': 'Made a calendar address',
    'portal.calendar-link-ended': 'Deleted the calendar address',
  },
} satisfies typeof nb

export const texts = { nb, nn, en } satisfies Texts<typeof nb>
