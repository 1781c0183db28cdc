import type { Texts } from '#kernel'

type Forms = { one: string; other: string }
type RuleTexts = {
  instant: (then: string) => string
  approval: (then: string) => string
  no: (then: string) => string
  ahead: (days: string, seriesDays: string) => string
  notice: (lead: string) => string
  length: (shortest: string, longest: string) => string
  step: (minutes: string) => string
  tidy: (minutes: string) => string
  perPerson: (times: string) => string
  perAssociation: (times: string) => string
  smallest: (people: string) => string
  age: (years: number) => string
  who: (bookers: string) => string
  parties: string
  noParties: string
  alcohol: { no: string; approval: string; yes: string }
  free: string
  price: (group: string, amount: string) => string
  cancel: string
  cancelBefore: (lead: string) => string
  cancelNever: string
  move: string
  moveBefore: (lead: string) => string
  moveNever: string
  noShow: (minutes: string) => string
  otherwise: (then: string, sentences: string) => string
  days: Forms
  hours: Forms
  times: Forms
  people: Forms
  kroner: (amount: string) => string
  /** Why a rule is as it is: residents accept what they understand. */
  why: Record<'approval' | 'tidy' | 'perWeek' | 'age' | 'noShow' | 'notice' | 'parties', string>
}

const nb: RuleTexts = {
  instant: (then) => `Du får rommet med en gang ${then}.`,
  approval: (then) => `En vert må svare ja først ${then}.`,
  no: (then) => `Rommet kan ikke bookes ${then}.`,
  ahead: (days, seriesDays) =>
    `Du kan booke inntil ${days} fram i tid, og en fast avtale inntil ${seriesDays} fram.`,
  notice: (lead) => `Book senest ${lead} før.`,
  length: (shortest, longest) => `En booking varer fra ${shortest} til ${longest}.`,
  step: (minutes) => `Den begynner og slutter på hele ${minutes}.`,
  tidy: (minutes) => `Etter hver booking er det ${minutes} til å rydde.`,
  perPerson: (times) => `Én person kan ha rommet ${times} i samme uke.`,
  perAssociation: (times) => `Én forening kan ha rommet ${times} i samme uke.`,
  smallest: (people) => `Dere må være minst ${people}.`,
  age: (years) => `Den som har ansvaret, må være fylt ${years} år.`,
  who: (bookers) => `Rommet er for ${bookers}.`,
  parties: 'Private fester er lov.',
  noParties: 'Rommet er ikke til private, lukkede fester.',
  alcohol: {
    no: 'Alkohol er ikke lov.',
    approval: 'Alkohol krever at en vert sier ja.',
    yes: 'Alkohol er lov når loven følges.',
  },
  free: 'Det er gratis.',
  price: (group, amount) => `${group}: ${amount} per time.`,
  cancel: 'Du kan avbestille helt til bookingen begynner.',
  cancelBefore: (lead) => `Du kan avbestille inntil ${lead} før.`,
  cancelNever: 'Du kan ikke avbestille selv; ta kontakt med torget.',
  move: 'Du kan flytte eller korte ned bookingen helt til den begynner.',
  moveBefore: (lead) => `Du kan flytte eller korte ned bookingen inntil ${lead} før.`,
  moveNever: 'Du kan ikke flytte bookingen selv; ta kontakt med torget.',
  noShow: (minutes) => `Kommer ingen innen ${minutes}, blir rommet ledig for andre.`,
  otherwise: (then, sentences) => `Særlig ${then}: ${sentences}`,
  days: { one: 'dag', other: 'dager' },
  hours: { one: 'time', other: 'timer' },
  times: { one: 'gang', other: 'ganger' },
  people: { one: 'person', other: 'personer' },
  kroner: (amount) => `kr ${amount}`,
  why: {
    approval: 'Da er ingen ansatte til stede, og verten ser om noen må møte dere.',
    tidy: 'Da kommer den neste til et ryddig rom.',
    perWeek: 'Da er det plass til flere.',
    age: 'Én voksen må kunne svare for rommet.',
    noShow: 'Et tomt rom kan andre bruke.',
    notice: 'Vi må rekke å gjøre rommet klart.',
    parties: 'Rommene er til det som er for flere.',
  },
}

const nn: RuleTexts = {
  instant: (then) => `Du får rommet med ein gong ${then}.`,
  approval: (then) => `Ein vert må svare ja først ${then}.`,
  no: (then) => `Rommet kan ikkje bookast ${then}.`,
  ahead: (days, seriesDays) =>
    `Du kan booke inntil ${days} fram i tid, og ein fast avtale inntil ${seriesDays} fram.`,
  notice: (lead) => `Book seinast ${lead} før.`,
  length: (shortest, longest) => `Ei booking varer frå ${shortest} til ${longest}.`,
  step: (minutes) => `Ho byrjar og sluttar på heile ${minutes}.`,
  tidy: (minutes) => `Etter kvar booking er det ${minutes} til å rydde.`,
  perPerson: (times) => `Éin person kan ha rommet ${times} i same veka.`,
  perAssociation: (times) => `Éi foreining kan ha rommet ${times} i same veka.`,
  smallest: (people) => `De må vere minst ${people}.`,
  age: (years) => `Den som har ansvaret, må ha fylt ${years} år.`,
  who: (bookers) => `Rommet er for ${bookers}.`,
  parties: 'Private festar er lov.',
  noParties: 'Rommet er ikkje til private, lukka festar.',
  alcohol: {
    no: 'Alkohol er ikkje lov.',
    approval: 'Alkohol krev at ein vert seier ja.',
    yes: 'Alkohol er lov når lova blir følgd.',
  },
  free: 'Det er gratis.',
  price: (group, amount) => `${group}: ${amount} per time.`,
  cancel: 'Du kan avbestille heilt til bookinga byrjar.',
  cancelBefore: (lead) => `Du kan avbestille inntil ${lead} før.`,
  cancelNever: 'Du kan ikkje avbestille sjølv; ta kontakt med torget.',
  move: 'Du kan flytte eller korte ned bookinga heilt til ho byrjar.',
  moveBefore: (lead) => `Du kan flytte eller korte ned bookinga inntil ${lead} før.`,
  moveNever: 'Du kan ikkje flytte bookinga sjølv; ta kontakt med torget.',
  noShow: (minutes) => `Kjem ingen innan ${minutes}, blir rommet ledig for andre.`,
  otherwise: (then, sentences) => `Særleg ${then}: ${sentences}`,
  days: { one: 'dag', other: 'dagar' },
  hours: { one: 'time', other: 'timar' },
  times: { one: 'gong', other: 'gonger' },
  people: { one: 'person', other: 'personar' },
  kroner: (amount) => `kr ${amount}`,
  why: {
    approval: 'Då er ingen tilsette til stades, og verten ser om nokon må møte dykk.',
    tidy: 'Då kjem den neste til eit ryddig rom.',
    perWeek: 'Då er det plass til fleire.',
    age: 'Éin vaksen må kunne svare for rommet.',
    noShow: 'Eit tomt rom kan andre bruke.',
    notice: 'Vi må rekke å gjere rommet klart.',
    parties: 'Romma er til det som er for fleire.',
  },
}

const en: RuleTexts = {
  instant: (then) => `You get the room at once ${then}.`,
  approval: (then) => `A host has to say yes first ${then}.`,
  no: (then) => `The room cannot be booked ${then}.`,
  ahead: (days, seriesDays) =>
    `You can book up to ${days} ahead, and a regular booking up to ${seriesDays} ahead.`,
  notice: (lead) => `Book at least ${lead} before.`,
  length: (shortest, longest) => `A booking lasts from ${shortest} to ${longest}.`,
  step: (minutes) => `It begins and ends on whole ${minutes}.`,
  tidy: (minutes) => `After each booking there are ${minutes} to tidy up.`,
  perPerson: (times) => `One person can have the room ${times} in the same week.`,
  perAssociation: (times) => `One association can have the room ${times} in the same week.`,
  smallest: (people) => `You must be at least ${people}.`,
  age: (years) => `The person responsible must be at least ${years} years old.`,
  who: (bookers) => `The room is for ${bookers}.`,
  parties: 'Private parties are allowed.',
  noParties: 'The room is not for closed private parties.',
  alcohol: {
    no: 'Alcohol is not allowed.',
    approval: 'Alcohol needs a yes from a host.',
    yes: 'Alcohol is allowed within the law.',
  },
  free: 'It is free of charge.',
  price: (group, amount) => `${group}: ${amount} an hour.`,
  cancel: 'You can cancel until the booking begins.',
  cancelBefore: (lead) => `You can cancel until ${lead} before.`,
  cancelNever: 'You cannot cancel yourself; contact the hub.',
  move: 'You can move or shorten the booking until it begins.',
  moveBefore: (lead) => `You can move or shorten the booking until ${lead} before.`,
  moveNever: 'You cannot move the booking yourself; contact the hub.',
  noShow: (minutes) => `If nobody comes within ${minutes}, others can have the room.`,
  otherwise: (then, sentences) => `Specially ${then}: ${sentences}`,
  days: { one: 'day', other: 'days' },
  hours: { one: 'hour', other: 'hours' },
  times: { one: 'time', other: 'times' },
  people: { one: 'person', other: 'people' },
  kroner: (amount) => `NOK ${amount}`,
  why: {
    approval: 'No staff are there then, and the host sees whether somebody should meet you.',
    tidy: 'Then the next group comes to a tidy room.',
    perWeek: 'Then there is room for more people.',
    age: 'One adult has to answer for the room.',
    noShow: 'Others can use an empty room.',
    notice: 'We need time to make the room ready.',
    parties: 'The rooms are for what is for many.',
  },
}

export const ruleTexts: Texts<RuleTexts> = { nb, nn, en }
