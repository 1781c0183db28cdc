import { expect } from 'vitest'
import type { Guard } from '#testing'
import { db, inTransaction } from './db.ts'
import { sendMail } from './mail.ts'

const mail = {
  key: 'reminder:1:1',
  to: 'a@eksempel.no',
  lang: 'nb',
  subject: 'Husk',
  text: 'I morgen',
} as const

export const guards: Guard[] = [
  {
    name: 'the same mail is never sent twice, however often it is asked for',
    remove: 'alter table kernel.mail drop constraint "kernel.mailed-already"',
    prove: async () => {
      const asked = await Promise.all([1, 2, 3, 4].map(() => inTransaction((tx) => sendMail(tx, mail))))
      expect(asked.filter(Boolean)).toHaveLength(1)
    },
  },
  {
    name: 'a key answers for one write only, also for code that forgets to ask first',
    remove: 'alter table kernel.answer drop constraint answer_pkey',
    prove: async () => {
      const answer = { scope: 'test', key: 'k', fingerprint: 'f', status: 201, body: '{}' }
      const kept = await Promise.allSettled(
        [1, 2, 3].map(() => db.insertInto('kernel.answer').values(answer).execute()),
      )
      expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    },
  },
]
