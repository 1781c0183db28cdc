import { globSync } from 'node:fs'
import type { Plugin } from 'vite'

/**
 * A module's style sheet lies with the module. This adds them all to app/ui/site.css, in the layer that site.css
 * keeps for them, so that a page still fetches one sheet.
 */
export function moduleStyles(): Plugin {
  return {
    name: 'module-styles',
    enforce: 'pre',
    transform(sheet, id) {
      if (!/\/app\/ui\/site\.css(\?|$)/.test(id)) return undefined
      const modules = globSync('app/*/*.css', { exclude: ['app/ui/*.css'] }).sort()
      const imports = modules.map(
        (path) => `@import '../${path.replaceAll('\\', '/').slice('app/'.length)}' layer(module);`,
      )
      // an @import counts only before the first rule
      const end = lastImport(sheet)
      return { code: `${sheet.slice(0, end)}\n${imports.join('\n')}\n${sheet.slice(end)}`, map: null }
    },
  }
}

function lastImport(sheet: string): number {
  let end = 0
  for (const found of sheet.matchAll(/@(?:import|charset)[^;]*;/g)) end = found.index + found[0].length
  return end
}
