import type { Texts } from './texts.ts'

const nb = {
  refusals: {
    'kernel.not-found': {
      why: 'Vi finner ikke siden.',
      next: 'Sjekk adressen, eller søk etter det du leter etter.',
    },
    'kernel.not-allowed': {
      why: 'Du har ikke tilgang til dette.',
      next: 'Spør den som er ansvarlig om du trenger tilgang.',
    },
    'kernel.wrong-method': { why: 'Denne siden kan ikke brukes slik.', next: 'Gå tilbake og prøv derfra.' },
    'kernel.foreign-form': {
      why: 'Skjemaet kom fra en annen nettside.',
      next: 'Åpne siden på nytt her hos oss og prøv igjen.',
    },
    'kernel.bad-request': { why: 'Vi forstod ikke det som ble sendt.', next: 'Gå tilbake og prøv igjen.' },
    'kernel.too-large': (p: { limit: string }) => ({
      why: `Det du sendte er for stort. Grensen er ${p.limit}.`,
      next: 'Send noe mindre.',
    }),
    'kernel.too-many': (p: { minutes: number }) => ({
      why: 'Det har kommet for mange forsøk på kort tid.',
      next: `Vent ${p.minutes <= 1 ? 'et minutt' : `${p.minutes} minutter`} og prøv igjen.`,
    }),
    'kernel.key-reused': {
      why: 'Samme nøkkel er brukt om en annen forespørsel.',
      next: 'Lag en ny Idempotency-Key.',
    },
    'kernel.busy': { why: 'Det er svært mange her akkurat nå.', next: 'Vent litt og prøv igjen.' },
    'kernel.no-such-thing': {
      why: 'Det du spør etter finnes ikke.',
      next: 'Sjekk adressen, eller hent listen på nytt.',
    },
    'kernel.bad-query': (_: { errors: { field: string; message: string }[] }) => ({
      why: 'Noe i adressen er feil.',
      next: 'Rett parameterne som er nevnt i errors.',
    }),
    'kernel.bad-body': (_: { errors: { field: string; message: string }[] }) => ({
      why: 'Noe i det du sendte er feil.',
      next: 'Rett feltene som er nevnt i errors, og send på nytt.',
    }),
    'kernel.not-json': {
      why: 'Det du sendte er ikke gyldig JSON.',
      next: 'Send JSON i UTF-8.',
    },
    'kernel.not-json-type': {
      why: 'Vi tar bare imot JSON her.',
      next: 'Send Content-Type: application/json.',
    },
    'kernel.key-missing': {
      why: 'Forespørselen mangler en gyldig Idempotency-Key.',
      next: 'Send en ny, tilfeldig nøkkel (1–200 tegn) for hver påmelding, og den samme når du prøver igjen.',
    },
  },
  forms: {
    required: (label: string) => `${label} må fylles ut`,
    choose: (label: string) => `Velg ${label.toLowerCase()}`,
    tooShort: (label: string, n: number) => `${label} må ha minst ${n} tegn`,
    tooLong: (label: string, n: number) => `${label} kan ha høyst ${n} tegn`,
    tooSmall: (label: string, n: string) => `${label} må være minst ${n}`,
    tooBig: (label: string, n: string) => `${label} kan være høyst ${n}`,
    tooMany: (label: string, n: number) => `${label}: velg høyst ${n}`,
    tooFew: (label: string, n: number) => `${label}: velg minst ${n}`,
    email: 'Skriv en e-postadresse slik: navn@eksempel.no',
    url: 'Skriv en nettadresse som begynner med https://',
    date: (label: string) => `${label} må være en dato som finnes, for eksempel 24.11.2026`,
    time: (label: string) => `${label} må være et klokkeslett, for eksempel 18.30`,
    number: (label: string) => `${label} må være et tall`,
    unknown: (label: string) => `${label} er ukjent her`,
    invalid: (label: string) => `${label} er ikke gyldig`,
  },
}

const nn = {
  refusals: {
    'kernel.not-found': {
      why: 'Vi finn ikkje sida.',
      next: 'Sjekk adressa, eller søk etter det du leitar etter.',
    },
    'kernel.not-allowed': {
      why: 'Du har ikkje tilgang til dette.',
      next: 'Spør den ansvarlege om du treng tilgang.',
    },
    'kernel.wrong-method': { why: 'Denne sida kan ikkje brukast slik.', next: 'Gå tilbake og prøv derifrå.' },
    'kernel.foreign-form': {
      why: 'Skjemaet kom frå ein annan nettstad.',
      next: 'Opne sida på nytt her hos oss og prøv igjen.',
    },
    'kernel.bad-request': { why: 'Vi forstod ikkje det som vart sendt.', next: 'Gå tilbake og prøv igjen.' },
    'kernel.too-large': (p: { limit: string }) => ({
      why: `Det du sende er for stort. Grensa er ${p.limit}.`,
      next: 'Send noko mindre.',
    }),
    'kernel.too-many': (p: { minutes: number }) => ({
      why: 'Det har kome for mange forsøk på kort tid.',
      next: `Vent ${p.minutes <= 1 ? 'eit minutt' : `${p.minutes} minutt`} og prøv igjen.`,
    }),
    'kernel.key-reused': {
      why: 'Den same nøkkelen er brukt om ein annan førespurnad.',
      next: 'Lag ein ny Idempotency-Key.',
    },
    'kernel.busy': { why: 'Det er svært mange her akkurat no.', next: 'Vent litt og prøv igjen.' },
    'kernel.no-such-thing': {
      why: 'Det du spør etter, finst ikkje.',
      next: 'Sjekk adressa, eller hent lista på nytt.',
    },
    'kernel.bad-query': (_: { errors: { field: string; message: string }[] }) => ({
      why: 'Noko i adressa er feil.',
      next: 'Rett parametrane som er nemnde i errors.',
    }),
    'kernel.bad-body': (_: { errors: { field: string; message: string }[] }) => ({
      why: 'Noko i det du sende er feil.',
      next: 'Rett felta som er nemnde i errors, og send på nytt.',
    }),
    'kernel.not-json': {
      why: 'Det du sende er ikkje gyldig JSON.',
      next: 'Send JSON i UTF-8.',
    },
    'kernel.not-json-type': {
      why: 'Vi tek berre imot JSON her.',
      next: 'Send Content-Type: application/json.',
    },
    'kernel.key-missing': {
      why: 'Førespurnaden manglar ein gyldig Idempotency-Key.',
      next: 'Send ein ny, tilfeldig nøkkel (1–200 teikn) for kvar påmelding, og den same når du prøver igjen.',
    },
  },
  forms: {
    required: (label: string) => `${label} må fyllast ut`,
    choose: (label: string) => `Vel ${label.toLowerCase()}`,
    tooShort: (label: string, n: number) => `${label} må ha minst ${n} teikn`,
    tooLong: (label: string, n: number) => `${label} kan ha høgst ${n} teikn`,
    tooSmall: (label: string, n: string) => `${label} må vere minst ${n}`,
    tooBig: (label: string, n: string) => `${label} kan vere høgst ${n}`,
    tooMany: (label: string, n: number) => `${label}: vel høgst ${n}`,
    tooFew: (label: string, n: number) => `${label}: vel minst ${n}`,
    email: 'Skriv ei e-postadresse slik: namn@eksempel.no',
    url: 'Skriv ei nettadresse som byrjar med https://',
    date: (label: string) => `${label} må vere ein dato som finst, til dømes 24.11.2026`,
    time: (label: string) => `${label} må vere eit klokkeslett, til dømes 18.30`,
    number: (label: string) => `${label} må vere eit tal`,
    unknown: (label: string) => `${label} er ukjent her`,
    invalid: (label: string) => `${label} er ikkje gyldig`,
  },
} satisfies typeof nb

const en = {
  refusals: {
    'kernel.not-found': {
      why: 'We cannot find this page.',
      next: 'Check the address, or search for what you need.',
    },
    'kernel.not-allowed': {
      why: 'You do not have access to this.',
      next: 'Ask the person responsible if you need it.',
    },
    'kernel.wrong-method': { why: 'This page cannot be used that way.', next: 'Go back and try from there.' },
    'kernel.foreign-form': {
      why: 'The form came from another website.',
      next: 'Open the page again here and try once more.',
    },
    'kernel.bad-request': { why: 'We did not understand what was sent.', next: 'Go back and try again.' },
    'kernel.too-large': (p: { limit: string }) => ({
      why: `What you sent is too large. The limit is ${p.limit}.`,
      next: 'Send something smaller.',
    }),
    'kernel.too-many': (p: { minutes: number }) => ({
      why: 'There have been too many attempts in a short time.',
      next: `Wait ${p.minutes <= 1 ? 'a minute' : `${p.minutes} minutes`} and try again.`,
    }),
    'kernel.key-reused': {
      why: 'The same key was used for a different request.',
      next: 'Make a new Idempotency-Key.',
    },
    'kernel.busy': { why: 'Very many people are here right now.', next: 'Wait a little and try again.' },
    'kernel.no-such-thing': {
      why: 'What you ask for does not exist.',
      next: 'Check the address, or fetch the list again.',
    },
    'kernel.bad-query': (_: { errors: { field: string; message: string }[] }) => ({
      why: 'Something in the address is wrong.',
      next: 'Correct the parameters named in errors.',
    }),
    'kernel.bad-body': (_: { errors: { field: string; message: string }[] }) => ({
      why: 'Something in what you sent is wrong.',
      next: 'Correct the fields named in errors and send again.',
    }),
    'kernel.not-json': {
      why: 'What you sent is not valid JSON.',
      next: 'Send JSON in UTF-8.',
    },
    'kernel.not-json-type': {
      why: 'Only JSON is taken here.',
      next: 'Send Content-Type: application/json.',
    },
    'kernel.key-missing': {
      why: 'The request lacks a valid Idempotency-Key.',
      next: 'Send a new random key (1–200 characters) for every sign-up, and the same one when you try again.',
    },
  },
  forms: {
    required: (label: string) => `${label} is required`,
    choose: (label: string) => `Choose ${label.toLowerCase()}`,
    tooShort: (label: string, n: number) => `${label} needs at least ${n} characters`,
    tooLong: (label: string, n: number) => `${label} can have at most ${n} characters`,
    tooSmall: (label: string, n: string) => `${label} must be at least ${n}`,
    tooBig: (label: string, n: string) => `${label} can be at most ${n}`,
    tooMany: (label: string, n: number) => `${label}: choose at most ${n}`,
    tooFew: (label: string, n: number) => `${label}: choose at least ${n}`,
    email: 'Write an e-mail address like this: name@example.com',
    url: 'Write a web address that starts with https://',
    date: (label: string) => `${label} must be a date that exists, for example 24/11/2026`,
    time: (label: string) => `${label} must be a time, for example 18:30`,
    number: (label: string) => `${label} must be a number`,
    unknown: (label: string) => `${label} is not known here`,
    invalid: (label: string) => `${label} is not valid`,
  },
} satisfies typeof nb

export const texts = { nb, nn, en } satisfies Texts<typeof nb>
