import { join } from 'node:path'
import { buildWhenNeeded } from './build.ts'
import { CannotStart, codeOf, endWith } from './cannot-start.ts'
import { borrowProgramDatabase } from './program-database.ts'
import { explainedStart } from './running-program.ts'

/** Expected no's, of the program's own kind: a code and a sentence in every language. */
type Refusal = Error & { say(lang: 'en'): { why: string; next: string } }

/**
 * Runs app/commands/<name>.ts on the program's database, beside the running program or without it, and prints the
 * lines it answers with.
 */
export async function runCommand(name: string): Promise<never> {
  try {
    buildWhenNeeded(console.error)
    const database = await borrowProgramDatabase(`npm run ${name}`)
    try {
      const command = (await import(join(import.meta.dirname, `../dist/server/commands/${name}.js`))) as {
        run(words: string[]): Promise<string[]>
      }
      await print(await command.run(process.argv.slice(2)))
    } finally {
      await database.stop()
    }
    process.exit(0)
  } catch (fault) {
    endWith(explained(fault))
  }
}

/** Waits until a pipe has taken it all: the process ends right after. */
function print(lines: string[]): Promise<void> {
  return new Promise((resolve) =>
    process.stdout.write(lines.map((line) => `${line}\n`).join(''), () => resolve()),
  )
}

function explained(fault: unknown): unknown {
  if (codeOf(fault) === '42P01' || codeOf(fault) === '3F000')
    return new CannotStart('The database is empty: start the program once first.')
  if (fault instanceof Error && 'say' in fault) {
    const { why, next } = (fault as Refusal).say('en')
    return new CannotStart(`${why} ${next}`)
  }
  if (fault instanceof Error && fault.name === 'ConfigError') return new CannotStart(fault.message)
  return explainedStart(fault, '')
}
