import { expect } from 'vitest'
import { db, sql, systemActor, today } from '#kernel'
import { addPerson, type Guard } from '#testing'
import { audit } from './audit.ts'

const grant = (personId: string, from: Temporal.PlainDate, grantedBy: string | null = null) =>
  db
    .insertInto('people.role_grant')
    .values({
      person_id: personId,
      role: 'host',
      hub_id: 'borgen',
      from_date: from.toString(),
      granted_by: grantedBy,
    })
    .execute()

export const guards: Guard[] = [
  {
    name: 'nobody holds the same role at the same hub twice at once',
    remove: 'alter table people.role_grant drop constraint "people.has-role"',
    prove: async () => {
      const { id } = await addPerson()
      const granted = await Promise.allSettled([0, 1, 2, 3].map((days) => grant(id, today().add({ days }))))
      expect(granted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
  {
    name: 'nobody grants themselves a role',
    remove: 'alter table people.role_grant drop constraint "people.grant-to-yourself"',
    prove: async () => {
      const { id } = await addPerson()
      await expect(grant(id, today(), id)).rejects.toThrow('people.grant-to-yourself')
    },
  },
  {
    name: 'what stands in the audit log is never rewritten or removed',
    remove: 'drop trigger audit_is_append_only on people.audit',
    prove: async () => {
      await db
        .transaction()
        .execute((tx) => audit(tx, systemActor, 'people.role-granted', { kind: 'role', id: '1' }))
      await expect(sql`update people.audit set action = 'other'`.execute(db)).rejects.toThrow('append-only')
      await expect(sql`delete from people.audit`.execute(db)).rejects.toThrow('append-only')
    },
  },
  {
    name: 'the audit log is never emptied',
    remove: 'drop trigger audit_is_never_emptied on people.audit',
    prove: async () => {
      await expect(sql`truncate people.audit`.execute(db)).rejects.toThrow('append-only')
    },
  },
  {
    name: 'one national id is one person, also when they sign in twice at the same moment',
    remove: 'alter table people.national_id drop constraint national_id_lookup_hash_key',
    prove: async () => {
      const people = await Promise.all([addPerson(), addPerson(), addPerson()])
      const kept = await Promise.allSettled(
        people.map(({ id }) =>
          db
            .insertInto('people.national_id')
            .values({ person_id: id, sealed: 'x', lookup_hash: 'same' })
            .execute(),
        ),
      )
      expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
  {
    name: 'a logout token is obeyed once',
    remove: 'alter table people.logout_token drop constraint "people.logout-replayed"',
    prove: async () => {
      const token = { issuer: 'https://issuer.test', jti: '1', expires_at: '2100-01-01T00:00:00Z' }
      const kept = await Promise.allSettled(
        [1, 2, 3].map(() => db.insertInto('people.logout_token').values(token).execute()),
      )
      expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
  {
    name: 'somebody is guardian of a child once, also when they say yes in two windows',
    remove: 'drop index people."people.already-guardian"',
    prove: async () => {
      const { id } = await addPerson()
      const child = await db
        .insertInto('people.child')
        .values({ name: 'Ella', birth_year: today().year - 7 })
        .returning('id')
        .executeTakeFirstOrThrow()
      const kept = await Promise.allSettled(
        [1, 2, 3].map(() =>
          db
            .insertInto('people.guardianship')
            .values({ person_id: id, child_id: child.id, from_date: today().toString() })
            .execute(),
        ),
      )
      expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
]
