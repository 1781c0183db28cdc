export type Cell = string | number | null

/** Lines of a spreadsheet, as Norwegian ones read them: semicolons, and a mark at the start that says how æ, ø and å are written. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(value: Cell): string {
  const text = String(value ?? '').replace(/[\t\r\n]+/g, ' ')
  // What a spreadsheet would run as a formula is text, also after a sign where an English one begins a new cell.
  const harmless = typeof value === 'number' ? text : text.replace(/(^|[,;|"])(\s*[=+\-@])/g, "$1'$2")
  return /[",;]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless
}
