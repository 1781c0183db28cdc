import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hubsCss, type Looks } from './looks-css.ts'

const municipalities = join(import.meta.dirname, '../../municipalities')
const theme = readFileSync(join(import.meta.dirname, 'theme/torg.css'), 'utf8')
const ground = readFileSync(join(import.meta.dirname, 'styles/ground.css'), 'utf8')

const channel = (hex: string, at: number) => {
  const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
const luminance = (hex: string) =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5)
const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
/** A colour token of the theme: the first scheme in the file is light, dark stands under its own selector. */
const token = (scheme: 'light' | 'dark', name: string) =>
  new RegExp(`${name}: (#[0-9a-fA-F]{6});`).exec(
    theme.slice(theme.indexOf(`[data-color-scheme="${scheme}"]`)),
  )?.[1] ?? ''

const paper = {
  light: /--paper: (#[0-9a-f]{6})/.exec(ground)?.[1] ?? '',
  dark: token('dark', '--ds-color-neutral-background-default'),
}
const surface = {
  light: token('light', '--ds-color-neutral-surface-default'),
  dark: token('dark', '--ds-color-neutral-surface-default'),
}

describe.each(readdirSync(municipalities))('the looks of %s', (name) => {
  const looks: Looks = JSON.parse(readFileSync(join(municipalities, name, 'looks.json'), 'utf8'))
  const cases = Object.entries(looks.hubs).flatMap(([hub, { light, dark }]) => [
    { hub, scheme: 'light' as const, accent: light },
    { hub, scheme: 'dark' as const, accent: dark },
  ])

  test.each(cases)("$hub's words can be read in $scheme", ({ scheme, accent }) => {
    expect(contrast(accent.on, accent.base)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(accent.ink, accent.tint)).toBeGreaterThanOrEqual(4.5)
    for (const ground of [paper[scheme], surface[scheme]]) {
      expect(contrast(accent.ink, ground)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(accent.base, ground)).toBeGreaterThanOrEqual(4.5)
    }
    // Links and quiet text stand on the tint too.
    for (const text of [
      '--ds-color-accent-text-subtle',
      '--ds-color-neutral-text-subtle',
      '--ds-color-neutral-text-default',
    ])
      expect(contrast(token(scheme, text), accent.tint)).toBeGreaterThanOrEqual(4.5)
  })

  test('each accent is at most 1 KB of custom properties', () => {
    for (const hub of Object.keys(looks.hubs))
      expect(hubsCss({ hubs: { [hub]: looks.hubs[hub] as Looks['hubs'][string] } }).length).toBeLessThan(1024)
  })

  test('each hub has its picture, pattern and icon, and none of them fetches or runs anything', () => {
    const folder = join(municipalities, name, 'pictures')
    for (const hub of Object.keys(looks.hubs))
      for (const file of [`${hub}.svg`, `${hub}-pattern.svg`, `${hub}-icon.svg`])
        expect(readdirSync(folder)).toContain(file)
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/<script|href=|\son\w+=|url\(/i)
  })
})
