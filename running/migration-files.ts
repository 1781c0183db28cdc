import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { modulesFromTheGround } from '../app/kernel/module-order.ts'

type MigrationFile = { module: string; name: string; path: string }

/** Foreign keys point down only, so the modules' migrations run from the ground up. */
export function migrationFiles(app = join(import.meta.dirname, '../app')): MigrationFile[] {
  return modulesFromTheGround.flatMap((module) => {
    const folder = join(app, module, 'migrations')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => ({ module, name: file, path: join(folder, file) }))
  })
}
