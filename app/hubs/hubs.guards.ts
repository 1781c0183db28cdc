import { expect } from 'vitest'
import { db, sql } from '#kernel'
import type { Guard } from '#testing'

const aHub = () => sql`insert into hubs.hub (id, name) values ('prove', 'Prøve')`.execute(db)

export const guards: Guard[] = [
  {
    name: 'a hub has one status at a time',
    remove: 'alter table hubs.status_period drop constraint "hubs.status-overlaps"',
    prove: async () => {
      await aHub()
      const said = await Promise.allSettled(
        ['open', 'closed', 'temporary'].map((status) =>
          db
            .insertInto('hubs.status_period')
            .values({ hub_id: 'prove', status, valid_from: '2026-01-01' })
            .execute(),
        ),
      )
      expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
  {
    name: 'two school holidays never share a day',
    remove: 'alter table hubs.school_holiday drop constraint "hubs.school-holiday-overlaps"',
    prove: async () => {
      const said = await Promise.allSettled(
        ['2026-10-05', '2026-10-07'].map((starts_on) =>
          db
            .insertInto('hubs.school_holiday')
            .values({ name: JSON.stringify({ nb: 'Høstferie' }), starts_on, ends_on: '2026-10-09' })
            .execute(),
        ),
      )
      expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
]
