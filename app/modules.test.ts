import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { breaches, modules, type SourceFile } from './testing/leaning.ts'

const root = join(import.meta.dirname, '..')
const files: SourceFile[] = globSync('app/**/*.{ts,tsx}', { cwd: root })
  .filter((path) => !path.endsWith('.d.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

describe('who may lean on whom', () => {
  test('nobody leans upwards, reaches past a door or goes in a circle', () => {
    expect(breaches(files)).toEqual([])
  })

  // A check that reads nothing passes; the numbers are floors, to be raised as the product grows.
  test.each([
    ['kernel', 20],
    ['ui', 5],
    ['people', 20],
    ['hubs', 20],
    ['activities', 20],
    ['portal', 10],
  ])('%s was really read', (module, atLeast) => {
    expect(files.filter((file) => file.path.startsWith(`app/${module}/`)).length).toBeGreaterThan(atLeast)
  })

  test('every folder of the product is known here', () => {
    const folders = new Set(
      files.map((file) => file.path.split('/')[1]).filter((name) => !name?.includes('.')),
    )
    expect([...folders].filter((name) => name !== 'testing' && name !== 'commands').sort()).toEqual(
      [...modules].sort(),
    )
  })
})

describe('a planted breach is found', () => {
  const planted: [string, SourceFile[], RegExp][] = [
    [
      'the kernel imports a module',
      [{ path: 'app/kernel/page.tsx', text: `import { hub } from '#hubs'` }],
      /not below kernel/,
    ],
    [
      'a module leans upwards',
      [{ path: 'app/hubs/hub.ts', text: `import { x } from '#activities'` }],
      /not below hubs/,
    ],
    [
      'also for a type alone',
      [{ path: 'app/people/me.ts', text: `import type { Hub } from '#hubs'` }],
      /not below people/,
    ],
    [
      'also when exported on',
      [{ path: 'app/ui/card.ts', text: `export { x } from '#people'` }],
      /not below ui/,
    ],
    [
      'also when imported late',
      [{ path: 'app/ui/card.ts', text: `const p = await import('#people')` }],
      /not below ui/,
    ],
    [
      'a page reaches past a door',
      [
        {
          path: 'app/portal/pages/front.tsx',
          text: `import { q } from '../../hubs/hours/hours.ts'\nexport const a = <p>{q}</p>`,
        },
      ],
      /past the door of hubs/,
    ],
    [
      'a glob reaches past a door',
      [{ path: 'app/portal/all.ts', text: `const all = import.meta.glob('/app/hubs/pages/*.tsx')` }],
      /past the door of hubs/,
    ],
    [
      'the server takes more than the plugs',
      [{ path: 'app/server.tsx', text: `import { q } from './hubs/open-now.ts'` }],
      /past the door of hubs/,
    ],
    [
      'a module leans on the server',
      [{ path: 'app/hubs/hub.ts', text: `import { app } from '../server.tsx'` }],
      /above every module/,
    ],
    [
      'the product leans on the tests',
      [{ path: 'app/hubs/hub.ts', text: `import { visit } from '#testing'` }],
      /leans on the tests/,
    ],
    [
      'a module uses its own door from inside',
      [{ path: 'app/hubs/hub.ts', text: `import { x } from '#hubs'` }],
      /its own door/,
    ],
    [
      'SQL reads a table above',
      [{ path: 'app/people/export.ts', text: 'const q = sql`select 1 from activities.sign_up`' }],
      /speaks of .*activities\.sign_up/,
    ],
    [
      'two files need each other',
      [
        { path: 'app/hubs/a.ts', text: `import { b } from './b.ts'\nexport const a = b` },
        { path: 'app/hubs/b.ts', text: `import { a } from './a.ts'\nexport const b = a` },
      ],
      /in a circle: app\/hubs\/a.ts → app\/hubs\/b.ts → app\/hubs\/a.ts/,
    ],
  ]
  test.each(planted)('%s', (_, files, complaint) => {
    expect(breaches(files).join('\n')).toMatch(complaint)
  })

  test('and what is allowed is let be', () => {
    expect(
      breaches([
        { path: 'app/portal/front.tsx', text: `import { hubs } from '#hubs'\nimport { Page } from '#ui'` },
        {
          path: 'app/server.tsx',
          text: `import { routes } from './hubs/routes.ts'\nimport { x } from '#kernel'`,
        },
        { path: 'app/hubs/a.ts', text: `import { b } from './b.ts'\nexport type A = 1` },
        { path: 'app/hubs/b.ts', text: `import type { A } from './a.ts'\nexport const b = 1` },
      ]),
    ).toEqual([])
  })
})
