/** npm run --silent dev:session -- --as <persona> | --new <number>: `Cookie:` values for scripts, in the demonstration. */
import { runCommand } from './command.ts'

await runCommand('dev-session')
