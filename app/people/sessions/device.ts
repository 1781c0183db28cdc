/** "Firefox, Windows": enough to recognise one's own device in the list, and nothing to follow people by. */
export function deviceOf(userAgent: string | undefined): string {
  const first = (names: [name: string, sign: RegExp][]) =>
    names.find(([, sign]) => sign.test(userAgent ?? ''))?.[0]
  const browser = first([
    ['Edge', /Edg/],
    ['Opera', /OPR\//],
    ['Samsung Internet', /SamsungBrowser/],
    ['Firefox', /Firefox|FxiOS/],
    ['Chrome', /Chrome|CriOS/],
    ['Safari', /Safari/],
  ])
  const system = first([
    ['iPhone', /iPhone/],
    ['iPad', /iPad/],
    ['Android', /Android/],
    ['Windows', /Windows/],
    ['Mac', /Macintosh/],
    ['ChromeOS', /CrOS/],
    ['Linux', /Linux/],
  ])
  return [browser, system].filter(Boolean).join(', ') || '?'
}
