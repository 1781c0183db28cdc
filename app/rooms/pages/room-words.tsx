import { type LocalText, pick, say, type Visit } from '#kernel'
import { Local, Status } from '#ui'
import type { Booker, RuleSet } from '../rule-set.ts'
import type { RoomView, Span } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import { roomWords } from '../texts/words.ts'

/** A heading's text and the language it is in, where that is not the page's. */
export function named(text: LocalText, c: Visit): { title: string; lang?: string } {
  const found = pick(text, c.lang)
  return { title: found.text, lang: found.lang === c.lang ? undefined : found.lang }
}

/** Codes that a newer release or a host's file knows, and this one does not, are shown as they are. */
const wordOf = (words: Record<string, string>, code: string) => words[code] ?? code

export const sayEquipment = (room: Pick<RoomView, 'equipment'>, c: Visit) =>
  room.equipment.map((code) => wordOf(roomWords[c.lang].equipment, code))
export const sayAccessibility = (room: Pick<RoomView, 'accessibility'>, c: Visit) =>
  room.accessibility.map((code) => wordOf(roomWords[c.lang].accessibility, code))

export const sayStepFree = (stepFree: boolean | null, c: Visit) => {
  const t = pageTexts[c.lang].room
  return stepFree === null ? t.unknownStepFree : stepFree ? t.stepFree : t.notStepFree
}

const kroner = (ore: number, c: Visit) => say[c.lang].number(ore / 100)

export function sayHourlyPrice(rules: RuleSet, booker: Booker, c: Visit): string {
  const t = pageTexts[c.lang].room
  const ore = rules.prices.find((group) => group.for.includes(booker))?.oreAnHour ?? 0
  return ore === 0 ? t.free : t.perHour(kroner(ore, c))
}

export function sayPrice(ore: number, c: Visit, each = false): string {
  const t = pageTexts[c.lang].book
  if (ore === 0) return t.free
  return each ? t.priceEach(kroner(ore, c)) : t.priceSum(kroner(ore, c))
}

/** "i dag kl. 18.00–20.00" */
export const saySpan = ({ from, to }: Span, c: Visit) => say[c.lang].range(from, to, c.today)

/** Within a line; NOK and PC stay as they are. */
const small = (text: string) =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase() + text.slice(1)

/** What tells rooms apart, in one line: size, steps, what is in it, what it costs. */
export const RoomLine = ({ room, booker = 'resident', c }: { room: RoomView; booker?: Booker; c: Visit }) => (
  <p class="room-line">
    {[
      pageTexts[c.lang].room.upTo(room.capacity),
      room.stepFree !== null && small(sayStepFree(room.stepFree, c)),
      ...sayEquipment(room, c).slice(0, 4).map(small),
      small(sayHourlyPrice(room.rules, booker, c)),
    ]
      .filter(Boolean)
      .join(' · ')}
  </p>
)

export const ExampleRoom = ({ room, c }: { room: Pick<RoomView, 'example'>; c: Visit }) =>
  room.example ? <Status kind="example">{pageTexts[c.lang].room.example}</Status> : null

/** Lists of short texts that people wrote, each marked with its language. */
export const PartNames = ({ names, c }: { names: readonly LocalText[]; c: Visit }) => (
  <>
    {names.map((name, i) => (
      <>
        {i > 0 && ', '}
        <Local text={name} c={c} />
      </>
    ))}
  </>
)
