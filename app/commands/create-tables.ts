import { ConfigError, config } from '#kernel'
import { migrate, migrations } from '../kernel/migrate.ts'

/** For `npm run restore`: an empty database with exactly these migrations, refused when this program lacks one. */
export async function run(wanted: { id: string }[]): Promise<void> {
  const known = new Map(migrations.map((migration) => [`${migration.module}/${migration.name}`, migration]))
  const chosen = wanted.map(({ id }) => {
    const migration = known.get(id)
    if (!migration)
      throw new ConfigError([
        `the backup is newer than this program (it has ${id}): restore with the release that made it`,
      ])
    return migration
  })
  await migrate(config.databaseUrl, chosen)
}
