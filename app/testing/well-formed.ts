/** For tests: whether a text is one XML element, closed and escaped all through. */
export function wellFormed(text: string): boolean {
  const attribute = String.raw`\s+[\w:.-]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#\d+);)*"`
  const token = new RegExp(
    String.raw`<([\w:.-]+)((?:${attribute})*)\s*(/?)>|</([\w:.-]+)\s*>|((?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+);)+)`,
    'y',
  )
  const open: string[] = []
  let roots = 0
  while (token.lastIndex < text.length) {
    const match = token.exec(text)
    if (!match) return false
    const [, starts, , isEmpty, ends, characters] = match
    if (characters !== undefined && open.length === 0 && characters.trim() !== '') return false
    if (starts !== undefined && open.length === 0 && ++roots > 1) return false
    if (starts !== undefined && !isEmpty) open.push(starts)
    if (ends !== undefined && open.pop() !== ends) return false
  }
  return roots === 1 && open.length === 0
}
