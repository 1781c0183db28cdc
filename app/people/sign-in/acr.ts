/** True when the level that was reached is the wanted one or ranks above it. An unknown level reaches nothing. */
export function reaches(reached: unknown, wanted: string, ranking: readonly string[]): boolean {
  const rank = typeof reached === 'string' ? ranking.indexOf(reached) : -1
  return rank >= 0 && rank >= ranking.indexOf(wanted)
}
