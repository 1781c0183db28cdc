import type { Texts } from '#kernel'
import type { Booker, HoursState } from '../rule-set.ts'
import type { RoomKind } from '../shapes.ts'
import type { Accessibility, Equipment } from '../vocabulary.ts'

type Words = {
  kinds: Record<RoomKind, string>
  equipment: Record<Equipment, string>
  accessibility: Record<Accessibility, string>
  hoursStates: Record<HoursState, string>
  /** As part of a sentence: "om kvelden". */
  then: Record<HoursState, string>
  bookers: Record<Booker, string>
}

const nb: Words = {
  kinds: {
    meeting: 'Møterom',
    hall: 'Sal',
    stage: 'Scene',
    kitchen: 'Kjøkken',
    workshop: 'Verksted',
    studio: 'Studio',
    other: 'Annet rom',
  },
  equipment: {
    screen: 'Skjerm',
    projector: 'Prosjektor',
    'video-meeting': 'Utstyr til videomøte',
    whiteboard: 'Tavle',
    sound: 'Lydanlegg',
    microphone: 'Mikrofon',
    'stage-light': 'Scenelys',
    piano: 'Piano',
    tables: 'Bord',
    chairs: 'Stoler',
    kitchen: 'Kjøkken',
    stove: 'Komfyr',
    fridge: 'Kjøleskap',
    dishwasher: 'Oppvaskmaskin',
    coffee: 'Kaffetrakter',
    mirror: 'Speilvegg',
    tools: 'Verktøy',
    'sewing-machines': 'Symaskiner',
    printer: 'Skriver',
    wifi: 'Trådløst nett',
  },
  accessibility: {
    lift: 'Heis',
    'accessible-toilet': 'Tilrettelagt toalett',
    'hearing-loop': 'Teleslynge',
    'wide-doors': 'Brede dører',
    'automatic-door': 'Dør som åpner seg selv',
    'adjustable-table': 'Bord som kan heves og senkes',
    quiet: 'Stille rom',
  },
  hoursStates: {
    staffed: 'Når torget er bemannet',
    staffless: 'Når torget er åpent uten betjening',
    evening: 'Kveld og tidlig morgen på hverdager',
    weekend: 'Helg og helligdager utenom åpningstid',
    night: 'Natt, fra 22 til 7',
    closed: 'Når torget er stengt',
  },
  then: {
    staffed: 'når torget er bemannet',
    staffless: 'når torget er åpent uten betjening',
    evening: 'utenom åpningstiden på hverdager',
    weekend: 'utenom åpningstiden i helgene',
    night: 'om natten',
    closed: 'når torget er stengt',
  },
  bookers: {
    resident: 'innbyggere',
    association: 'lag og foreninger',
    business: 'bedrifter',
    municipality: 'kommunen',
  },
}

const nn: Words = {
  kinds: {
    meeting: 'Møterom',
    hall: 'Sal',
    stage: 'Scene',
    kitchen: 'Kjøken',
    workshop: 'Verkstad',
    studio: 'Studio',
    other: 'Anna rom',
  },
  equipment: {
    screen: 'Skjerm',
    projector: 'Prosjektor',
    'video-meeting': 'Utstyr til videomøte',
    whiteboard: 'Tavle',
    sound: 'Lydanlegg',
    microphone: 'Mikrofon',
    'stage-light': 'Scenelys',
    piano: 'Piano',
    tables: 'Bord',
    chairs: 'Stolar',
    kitchen: 'Kjøken',
    stove: 'Komfyr',
    fridge: 'Kjøleskap',
    dishwasher: 'Oppvaskmaskin',
    coffee: 'Kaffitraktar',
    mirror: 'Spegelvegg',
    tools: 'Verktøy',
    'sewing-machines': 'Symaskiner',
    printer: 'Skrivar',
    wifi: 'Trådlaust nett',
  },
  accessibility: {
    lift: 'Heis',
    'accessible-toilet': 'Tilrettelagt toalett',
    'hearing-loop': 'Teleslynge',
    'wide-doors': 'Breie dører',
    'automatic-door': 'Dør som opnar seg sjølv',
    'adjustable-table': 'Bord som kan hevast og senkast',
    quiet: 'Stille rom',
  },
  hoursStates: {
    staffed: 'Når torget er bemanna',
    staffless: 'Når torget er ope utan betening',
    evening: 'Kveld og tidleg morgon på kvardagar',
    weekend: 'Helg og heilagdagar utanom opningstid',
    night: 'Natt, frå 22 til 7',
    closed: 'Når torget er stengt',
  },
  then: {
    staffed: 'når torget er bemanna',
    staffless: 'når torget er ope utan betening',
    evening: 'utanom opningstida på kvardagar',
    weekend: 'utanom opningstida i helgane',
    night: 'om natta',
    closed: 'når torget er stengt',
  },
  bookers: {
    resident: 'innbyggjarar',
    association: 'lag og foreiningar',
    business: 'bedrifter',
    municipality: 'kommunen',
  },
}

const en: Words = {
  kinds: {
    meeting: 'Meeting room',
    hall: 'Hall',
    stage: 'Stage',
    kitchen: 'Kitchen',
    workshop: 'Workshop',
    studio: 'Studio',
    other: 'Other room',
  },
  equipment: {
    screen: 'Screen',
    projector: 'Projector',
    'video-meeting': 'Video meeting equipment',
    whiteboard: 'Whiteboard',
    sound: 'Sound system',
    microphone: 'Microphone',
    'stage-light': 'Stage lights',
    piano: 'Piano',
    tables: 'Tables',
    chairs: 'Chairs',
    kitchen: 'Kitchen',
    stove: 'Cooker',
    fridge: 'Fridge',
    dishwasher: 'Dishwasher',
    coffee: 'Coffee maker',
    mirror: 'Mirror wall',
    tools: 'Tools',
    'sewing-machines': 'Sewing machines',
    printer: 'Printer',
    wifi: 'Wi-Fi',
  },
  accessibility: {
    lift: 'Lift',
    'accessible-toilet': 'Accessible toilet',
    'hearing-loop': 'Hearing loop',
    'wide-doors': 'Wide doors',
    'automatic-door': 'Door that opens by itself',
    'adjustable-table': 'Table that can be raised and lowered',
    quiet: 'Quiet room',
  },
  hoursStates: {
    staffed: 'While the hub is staffed',
    staffless: 'While the hub is open without staff',
    evening: 'Evenings and early mornings on working days',
    weekend: 'Weekends and holidays outside opening hours',
    night: 'Night, from 22 to 7',
    closed: 'While the hub is closed',
  },
  then: {
    staffed: 'while the hub is staffed',
    staffless: 'while the hub is open without staff',
    evening: 'outside opening hours on working days',
    weekend: 'outside opening hours at weekends',
    night: 'at night',
    closed: 'while the hub is closed',
  },
  bookers: {
    resident: 'residents',
    association: 'associations',
    business: 'businesses',
    municipality: 'the municipality',
  },
}

export const roomWords: Texts<Words> = { nb, nn, en }
