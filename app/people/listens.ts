import { every, inTransaction, log, systemActor } from '#kernel'
import { cleanUp, erasePerson, longGone } from './privacy/register.ts'

export const listens = []

export const timers = [
  every('40 2 * * *', 'people.clean-up', async ({ db, now }) => {
    await inTransaction((tx) => cleanUp(tx, now))
    const gone = await longGone(db, now)
    for (const personId of gone) await inTransaction((tx) => erasePerson(tx, systemActor, personId))
    if (gone.length > 0) log.info({ erased: gone.length }, 'people who have not signed in for three years')
  }),
]
