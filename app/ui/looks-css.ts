const parts = ['base', 'on', 'tint', 'ink'] as const
type Accent = Record<(typeof parts)[number], string>
export type Looks = { hubs: Record<string, { light: Accent; dark: Accent }> }

const rule = (hub: string, accent: Accent) =>
  `[data-hub=${hub}]{${parts.map((part) => `--hub-${part}:${accent[part]}`).join(';')}}`

/** The accents as custom properties: what stands inside `data-hub` wears the hub's colours. */
export function hubsCss({ hubs }: Looks): string {
  const all = (scheme: 'light' | 'dark') =>
    Object.entries(hubs)
      .map(([hub, looks]) => rule(hub, looks[scheme]))
      .join('\n')
  return `${all('light')}\n@media screen and (prefers-color-scheme:dark){\n${all('dark')}\n}\n`
}
