import { limit, type Visit } from '#kernel'
import { needPerson } from '#people'

/** So often in an hour may somebody take or move time, by form or by program together. Giving back is never counted. */
const mostTries = 120

export async function mayTry(c: Visit): Promise<string> {
  const personId = needPerson(c.actor)
  await limit({ key: `book-room:${personId}`, max: mostTries, seconds: 3600 })
  return personId
}
