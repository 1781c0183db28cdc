/** npm run admin:grant -- <e-mail or person id>: makes the first administrator. They grant the others. */
import { runCommand } from './command.ts'

await runCommand('admin-grant')
