/** npm run keys:rotate: seals everything anew with the newest of SECRET_KEYS, after which older ones may go. */
import { runCommand } from './command.ts'

await runCommand('rotate-keys')
