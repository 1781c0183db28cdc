/**
 * Birth date in a Norwegian national id (ddmmyyiiikk). D-numbers add 40 to the day; synthetic ones add 40 or 80 to
 * the month. The individual number tells the century (Skatteetaten's table). Undefined when it is no such number.
 */
export function birthDateIn(nationalId: string): Temporal.PlainDate | undefined {
  if (!/^\d{11}$/.test(nationalId)) return undefined
  const number = (from: number, to: number) => Number(nationalId.slice(from, to))
  const day = number(0, 2) % 40
  const month = number(2, 4) % 40
  const year = yearOf(number(4, 6), number(6, 9))
  if (year === undefined) return undefined
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

function yearOf(twoDigits: number, individual: number): number | undefined {
  if (individual < 500) return 1900 + twoDigits
  if (individual < 750 && twoDigits >= 54) return 1800 + twoDigits
  if (twoDigits < 40) return 2000 + twoDigits
  if (individual >= 900) return 1900 + twoDigits
  return undefined
}
