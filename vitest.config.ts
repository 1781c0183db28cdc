import { defineConfig } from 'vitest/config'

const shared = {
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
} as const

/** What every test runs with; the database's address is added per file by app/testing/own-database.ts. */
const env = {
  PUBLIC_URL: 'http://localhost:3000',
  LOG_LEVEL: 'silent',
  // Nobody outside is asked by a test.
  ADDRESS_URL: 'off',
  SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
}

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'rules',
          include: ['app/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.{ts,tsx}'],
          env,
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          include: ['app/**/*.db.test.{ts,tsx}', 'running/**/*.db.test.ts'],
          globalSetup: ['app/testing/cluster.ts'],
          setupFiles: ['app/testing/own-database.ts'],
          env,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Programs as people start them: with ports, processes and databases of their own.
        ...shared,
        test: {
          name: 'running',
          include: ['running/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
          globalSetup: ['app/testing/built.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          include: ['journeys/**/*.journey.ts'],
          globalSetup: ['app/testing/cluster.ts', 'app/testing/built.ts'],
          env,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
