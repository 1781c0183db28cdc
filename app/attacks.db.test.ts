import { beforeAll, describe, expect, test, vi } from 'vitest'
import { config, db, hashToken, inTransaction, randomToken, seal, sql } from '#kernel'
import { addPerson, seededDatabase, signedInAs, visit } from '#testing'
import { endLiveUpdates } from './kernel/live.ts'

let host: string
beforeAll(async () => {
  await seededDatabase()
  host = await signedInAs('host-borgen')
})

describe('a page that is kept for everybody', () => {
  test('is never the page of somebody whose cookie is spelled in a way of its own', async () => {
    const spelled = host.replace('session=', 'session =')
    const own = await visit('/hubs/borgen?spelled', { as: spelled })
    expect(own.body).toContain('href="/staff"')
    expect(own.headers.get('cache-control')).toBe('private, no-store')
    const everybodys = await visit('/hubs/borgen?spelled')
    expect(everybodys.headers.get('cache-control')).toBe('public, no-cache')
    expect(everybodys.body).not.toContain('href="/staff"')
  })

  test('does not carry the name of another site that was asked for', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    expect((await visit('/hubs?elsewhere', { headers })).body).not.toContain('evil.example')
  })
})

describe('an address of ours leads nowhere else', () => {
  test.each(['nn', 'en'] as const)('choosing a language at /%s//evil.example', async (lang) => {
    const { location } = await visit('//evil.example?language=nb', { lang })
    expect(location).toBe('/evil.example')
  })
  test('and no page links there', async () => {
    const { body } = await visit('//evil.example', { lang: 'nn' })
    expect(body).not.toMatch(/(href|action)="\/\//)
  })
})

describe('feedback', () => {
  const about = async (aboutPath: string) => {
    await visit('/feedback', { form: { kind: 'praise', message: aboutPath, aboutPath } })
    const { rows } = await sql<{ about_path: string | null }>`
      select about_path from portal.feedback where message = ${aboutPath}`.execute(db)
    return rows[0]?.about_path
  }
  test.each([
    ['/hubs/borgen', '/hubs/borgen'],
    ['javascript:alert(1)', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
  ])('about %s leads staff to %s', async (sent, kept) => expect(await about(sent)).toBe(kept))
  test('is seen by staff, and that they saw addresses is written down', async () => {
    await visit('/feedback', { form: { kind: 'wish', message: 'Svar meg', answerTo: 'svar@example.org' } })
    const caseworker = await signedInAs('caseworker')
    expect((await visit('/staff/feedback', { as: caseworker })).body).toContain('svar@example.org')
    const { rows } = await sql<{ details: unknown }>`
      select details from people.audit where action = 'portal.feedback-seen'`.execute(db)
    expect(rows).toEqual([{ details: { addresses: 1 } }])
  })
  test('keeps no key that stands in an address', async () => {
    expect(await about(`/en/sign-ups/${randomToken()}`)).toBe('/sign-ups/…')
    expect(await about(`/stop-following/${seal('{}')}`)).toBe('/stop-following/…')
    expect(await about(`/me/guardian-invitations/${randomToken()}?x=1`)).toBe('/me/guardian-invitations/…')
  })
})

describe('somebody who erases themselves', () => {
  test('takes along what they did under the same address without signing in', async () => {
    const { seriesId, occurrenceId } = await openDate()
    const person = await addPerson({ name: 'Vigdis Prøve', email: 'vigdis@example.org' })
    const form = { name: 'Vigdis uten konto', email: 'vigdis@example.org' }
    await visit(`/activities/${seriesId}/sign-up?occurrence=${occurrenceId}`, { form })
    await visit('/feedback', {
      form: { kind: 'wish', message: 'Flere benker', answerTo: 'vigdis@example.org' },
    })
    const mine = (await visit('/me/data.json', { as: person.cookie })).body
    expect(mine).toContain('Vigdis uten konto')
    expect(mine).toContain('Flere benker')
    const { erasePerson } = await import('./people/privacy/register.ts')
    await inTransaction((tx) => erasePerson(tx, person.actor, person.id))
    const { rows } = await sql<{ text: string }>`
      select u::text as text from activities.sign_up u where u.pool_id in (select id from activities.pool where series_id = ${seriesId})
      union all select f::text from portal.feedback f`.execute(db)
    expect(rows.map((row) => row.text).join('\n')).not.toMatch(/vigdis|benker/i)
  })
})

test('nobody takes all the places of those who listen for updates', async () => {
  const { answer } = await import('./server.tsx')
  const listen = () => answer(new Request('http://localhost:3000/live?topic=activity:1'))
  for (let one = 0; one < 200; one++) expect((await listen()).status).toBe(200)
  expect((await listen()).status).toBe(204)
  endLiveUpdates()
  await vi.waitFor(async () => expect((await listen()).status).toBe(200))
  endLiveUpdates()
})

test('a session of the demonstration opens nothing in production', async () => {
  const open = async () => (await visit('/me', { as: host })).status
  expect(await open()).toBe(200)
  config.production = true
  try {
    expect(await open()).toBe(303)
  } finally {
    config.production = false
  }
})

describe('keys in the database', () => {
  test('a stolen copy of the tables opens no session', async () => {
    const token = host.split('=')[1] as string
    const { rows } = await sql<{ text: string }>`select s::text as text from people.session s`.execute(db)
    const all = rows.map((row) => row.text).join('\n')
    expect(all).not.toContain(token)
    expect(all).toContain(hashToken(token))
  })
})

async function openDate() {
  const { rows } = await sql<{ series_id: number; id: number }>`
    select o.series_id, o.id from activities.occurrence o join activities.series s on s.id = o.series_id
    where s.sign_up = 'open' and s.state = 'published' and s.form <> 'course' and s.questions = '[]' and o.state = 'on'
      and o.starts_at > now() + interval '2 days' and (s.opens_at is null or s.opens_at < now())
    order by o.starts_at limit 1`.execute(db)
  const { series_id: seriesId, id: occurrenceId } = rows[0] as { series_id: number; id: number }
  return { seriesId, occurrenceId }
}
