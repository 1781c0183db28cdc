import type { HubSummary } from '#hubs'

const letters: Record<string, string> = { æ: 'a', ø: 'o', å: 'a', ö: 'o', ä: 'a', é: 'e', è: 'e', ü: 'u' }

/** As typed on a foreign keyboard: "Sætre", "satre" and "SÆTRE" are one. */
const fold = (text: string) =>
  text.toLocaleLowerCase('nb').replace(/[æøåöäéèü]/g, (letter) => letters[letter] ?? letter)

const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** One letter wrong, missing, extra or swapped with its neighbour. */
function isSlip(typed: string, word: string): boolean {
  if (typed === word) return true
  if (Math.abs(typed.length - word.length) > 1 || Math.min(typed.length, word.length) < 4) return false
  let i = 0
  while (i < typed.length && typed[i] === word[i]) i++
  const rest = (text: string, from: number) => text.slice(from)
  return (
    rest(typed, i + 1) === rest(word, i + 1) ||
    rest(typed, i + 1) === rest(word, i) ||
    rest(typed, i) === rest(word, i + 1) ||
    (typed[i] === word[i + 1] && typed[i + 1] === word[i] && rest(typed, i + 2) === rest(word, i + 2))
  )
}

/** Hubs whose name, place or services hold every word that was typed, slips forgiven unless told not to; best first. */
export function hubsMatching<H extends Pick<HubSummary, 'name' | 'address' | 'postalPlace' | 'services'>>(
  hubs: readonly H[],
  q: string,
  { slips = true } = {},
): H[] {
  const typed = wordsOf(q)
  if (typed.length === 0) return []
  const score = (hub: H): number => {
    const names = wordsOf(hub.name)
    const others = wordsOf(
      [hub.address, hub.postalPlace, ...hub.services.flatMap((service) => Object.values(service.name))].join(
        ' ',
      ),
    )
    let sum = 0
    for (const word of typed) {
      const hit = (all: string[]) =>
        all.some((other) => other.startsWith(word) || (slips && isSlip(word, other)))
      if (hit(names)) sum += 2
      else if (hit(others)) sum += 1
      else return 0
    }
    return sum
  }
  return hubs
    .map((hub) => ({ hub, score: score(hub) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ hub }) => hub)
}
