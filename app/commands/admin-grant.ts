import { ConfigError, inTransaction, systemActor } from '#kernel'
import { grantFirstAdministrator } from '#people'

/** Makes the one who has signed in with this confirmed e-mail address (or person id) the first administrator. */
export async function run([who]: string[]): Promise<string[]> {
  if (!who || who.startsWith('-'))
    throw new ConfigError(['say who: npm run admin:grant -- <confirmed e-mail address or person id>'])
  const personId = await inTransaction((tx) => grantFirstAdministrator(tx, systemActor, who))
  return [`${personId} is administrator from today. The grant is in the audit log.`]
}
