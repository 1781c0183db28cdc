/** One line of the bench: what was measured, and what it must not fall short of. */
export type Measure = { name: string; value: number; limit: number; better: 'more' | 'less'; digits?: number }

export const holds = ({ value, limit, better }: Measure) =>
  better === 'more' ? value >= limit : value <= limit

export function line(measure: Measure): string {
  const show = (number: number) => number.toFixed(measure.digits ?? 2)
  const sign = measure.better === 'more' ? '≥' : '≤'
  return `${measure.name.padEnd(34)} ${show(measure.value).padStart(9)} ${sign} ${show(measure.limit).padStart(7)} ${holds(measure) ? 'ok' : 'short'}`
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new Error('the median of nothing')
  return (low + high) / 2
}

export const rounds = 5
