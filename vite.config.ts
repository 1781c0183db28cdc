import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from 'vite'

/** Left as packages: they bring native files or are needed by few, so they are loaded when first used. */
const unbundled = ['sharp', 'oidc-provider', 'pg-native']

/** Two builds: what runs on the server, with everything it needs in it, and what browsers fetch. */
export default defineConfig(({ command }) => ({
  appType: 'custom',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  builder: {},
  environments: {
    ssr: {
      // while developing, packages are loaded as they lie
      resolve: command === 'build' ? { noExternal: true, external: unbundled } : {},
      build: {
        minify: false,
        reportCompressedSize: false,
        rolldownOptions: {
          input: {
            main: 'app/main.ts',
            ...Object.fromEntries(
              globSync('app/commands/*.ts', { exclude: ['**/*.test.ts'] }).map((path) => [
                `commands/${basename(path, '.ts')}`,
                path,
              ]),
            ),
          },
          output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
        },
      },
    },
    client: {
      build: {
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rolldownOptions: {
          input: [
            ...globSync('app/ui/site.css'),
            ...globSync('app/*/browser/*.ts', { exclude: ['**/*.test.ts'] }),
          ],
        },
      },
    },
  },
}))
