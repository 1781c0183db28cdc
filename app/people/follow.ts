import type { Actor, Db, Tx } from '#kernel'
import { needPerson } from './permission.ts'

/** Follows a topic, a name that its module owns (`hub:borgen`). Following twice is following. */
export async function follow(tx: Tx, actor: Actor, topic: string): Promise<void> {
  await tx
    .insertInto('people.follow')
    .values({ person_id: needPerson(actor), topic })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function unfollow(tx: Tx, actor: Actor, topic: string): Promise<void> {
  await tx
    .deleteFrom('people.follow')
    .where('person_id', '=', needPerson(actor))
    .where('topic', '=', topic)
    .execute()
}

/** For whoever holds a link from their own mail: they are known, but not signed in. */
export async function stopFollowing(tx: Tx, personId: string, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return
  await tx
    .deleteFrom('people.follow')
    .where('person_id', '=', personId)
    .where('topic', 'in', [...topics])
    .execute()
}

export async function isFollowing(db: Db, actor: Actor, topic: string): Promise<boolean> {
  if (!actor.personId) return false
  const row = await db
    .selectFrom('people.follow')
    .select('topic')
    .where('person_id', '=', actor.personId)
    .where('topic', '=', topic)
    .executeTakeFirst()
  return row !== undefined
}

/** What a person follows, oldest first. */
export async function topicsOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('people.follow')
    .select('topic')
    .where('person_id', '=', personId)
    .orderBy('since')
    .execute()
  return rows.map((row) => row.topic)
}

/** Who wants news about a topic. */
export async function followersOf(db: Db, topic: string): Promise<string[]> {
  const rows = await db
    .selectFrom('people.follow as f')
    .select('f.person_id')
    .where('f.topic', '=', topic)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('people.message_choice as m')
            .select('m.kind')
            .whereRef('m.person_id', '=', 'f.person_id')
            .where('m.kind', '=', 'followed')
            .where('m.wanted', '=', false),
        ),
      ),
    )
    .execute()
  return rows.map((row) => row.person_id)
}
