import { every, inTransaction, log, systemActor, today } from '#kernel'
import { cleanUp, erasePerson, longGone } from './privacy/register.ts'
import { clientKeyAge } from './sign-in/client-key-age.ts'

export const listens = []

export const timers = [
  every('40 2 * * *', 'people.clean-up', async ({ db, now }) => {
    await inTransaction((tx) => cleanUp(tx, now))
    const gone = await longGone(db, now)
    for (const personId of gone) await inTransaction((tx) => erasePerson(tx, systemActor, personId))
    if (gone.length > 0) log.info({ erased: gone.length }, 'people who have not signed in for three years')
  }),
  every('10 5 * * *', 'people.watch-client-key', async ({ now }) => {
    const { expires, soon } = clientKeyAge(today(now))
    if (soon)
      log.warn(
        { expires: expires?.toString() },
        'OIDC_CLIENT_KEY is soon a year old: make a new one, or nobody can sign in',
      )
  }),
]
