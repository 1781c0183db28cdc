import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { config, db, inTransaction, sql } from '#kernel'
import { addPerson, asShown, freshDatabase, parse, runTimer, type TestPerson, visit } from '#testing'
import { changeHours } from './changes/change-hours.ts'
import { draftHoursChange, readHoursChange } from './changes/hours-change.ts'
import type { HoursWish } from './changes/hours-wish.ts'
import type { HubFacts } from './hours/facts.ts'
import { hoursBetween } from './hours/hours-between.ts'
import { factsOf } from './hours-facts.ts'
import { hubOf } from './hubs.ts'
import { loadMunicipality } from './load-municipality.ts'
import { seed } from './seed.ts'

const now = Temporal.Instant.from('2026-11-24T10:00:00Z')
let host: TestPerson
let stranger: TestPerson
let administrator: TestPerson

beforeAll(async () => {
  await freshDatabase()
  await inTransaction(async (tx) => {
    await loadMunicipality(tx)
    await seed(tx)
  })
  host = await addPerson({ roles: ['host at borgen'] })
  stranger = await addPerson({ roles: ['host at heggedal'] })
  administrator = await addPerson({ roles: ['administrator'] })
})

const borgen = async () => (await factsOf(db, 'borgen')) as HubFacts
const days = (facts: HubFacts) =>
  hoursBetween(facts, Temporal.PlainDate.from('2026-11-20'), Temporal.PlainDate.from('2027-01-20')).map(
    (day) => ({
      hub: day.hub.intervals.map((i) => `${i.from} ${i.to} ${i.state}`),
      services: Object.entries(day.services).map(
        ([id, open]) => `${id} ${open.intervals.map((i) => `${i.from} ${i.to}`)}`,
      ),
    }),
  )
const lastAudit = async () =>
  (
    await db
      .selectFrom('people.audit')
      .select(['action', 'actor_id', 'hub_id'])
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
  )[0]

describe('the list of hubs', () => {
  test('shows all eight with open-now, and says what is not known', async () => {
    const { status, body } = await visit('/hubs')
    expect(status).toBe(200)
    for (const name of [
      'Tofte',
      'Sætre',
      'Spikkestad',
      'Holmen',
      'Slemmestad',
      'Heggedal',
      'Borgen',
      'Asker',
    ])
      expect(body).toContain(`${name} innbyggertorg`)
    expect(body).toContain('gateadressen er ikke kjent')
    expect(body).toContain('Eksempel')
    expect(body).toContain('Ikke åpnet ennå')
  })
  test('in every language', async () => {
    expect((await visit('/hubs', { lang: 'nn' })).body).toContain('Innbyggjartorg')
    expect((await visit('/hubs', { lang: 'en' })).body).toContain('Community hubs')
  })
  test.each([
    ['Filtvet', 'Tofte innbyggertorg'],
    ['1396', 'Holmen innbyggertorg'],
    ['  sÆTRE ', 'Sætre innbyggertorg'],
    ['Søndre Borgen 11', 'Borgen innbyggertorg'],
  ])('nearest to %s is %s', async (place, nearest) => {
    const { body } = await visit(`/hubs?place=${encodeURIComponent(place)}`)
    const list = body.slice(body.indexOf('id="hub-list"'))
    expect(list.slice(0, list.indexOf('</li>'))).toContain(nearest)
  })
  test('the map link of a hub leads to a list that begins with it, and to its place on the map', async () => {
    const link = /href="(\/hubs\?near=[a-z]+)"/.exec((await visit('/hubs/holmen')).body)?.[1]
    const { body } = await visit(link ?? '')
    const list = body.slice(body.indexOf('id="hub-list"'))
    expect(list.slice(0, list.indexOf('</li>'))).toContain('Holmen innbyggertorg')
    expect(list.indexOf('Slemmestad')).toBeLessThan(list.indexOf('Tofte'))
    expect(body).toContain('data-show="/hubs/holmen"')
    expect((await visit('/hubs?near=nowhere')).body).not.toContain('data-show')
  })
  test('a place we do not know is said back, unharmed', async () => {
    const { status, body } = await visit(`/hubs?place=${encodeURIComponent('<script>alert(1)</script>')}`)
    expect(status).toBe(200)
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(body).not.toContain('<script>alert')
  })
})

test('a map tile that cannot be fetched is one clear pixel that nobody keeps', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  try {
    const { status, headers } = await visit('/map/tiles/12/1189/2166.png')
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'no-store',
    ])
  } finally {
    vi.unstubAllGlobals()
  }
})

describe('the API of hubs', () => {
  test('flags examples, and leaves null what is not known', async () => {
    const tofte = (await visit('/api/hubs/tofte')).json() as {
      phone: null
      days: { intervals: { example: boolean }[] }[]
    }
    expect(tofte.phone).toBeNull()
    expect(tofte.days.flatMap((day) => day.intervals).every((i) => i.example)).toBe(true)
    const own = (await visit('/api/hubs/borgen')).json() as typeof tofte
    expect(own.days.flatMap((day) => day.intervals).some((i) => i.example)).toBe(false)
  })
})

describe('who may edit a hub', () => {
  const paths = [
    '',
    '/facilities',
    '/services',
    '/services/borgen-cafe',
    '/hours',
    '/hours/new',
    '/closures',
    '/closures/new',
    '/pictures',
  ]
  test.each(paths)(
    '/staff/hubs/borgen%s: its host, not another hub’s, nobody without signing in',
    async (path) => {
      const address = `/staff/hubs/borgen${path}`
      expect((await visit(address, { as: host.cookie })).status).toBe(200)
      expect((await visit(address, { as: stranger.cookie })).status).toBe(403)
      expect((await visit(address)).location).toContain('/sign-in')
    },
  )
  test('school holidays belong to the administrator', async () => {
    expect((await visit('/staff/school-holidays', { as: administrator.cookie })).status).toBe(200)
    expect((await visit('/staff/school-holidays', { as: host.cookie })).status).toBe(403)
  })
})

test('an administrator sees in time that the key for signing in must be renewed', async () => {
  const shown = async () =>
    parse((await visit('/staff/outside-services', { as: administrator.cookie })).body).text
  const { oidc } = config
  const made = (days: number) => Temporal.Now.plainDateISO().subtract({ days }).toString()
  try {
    expect(await shown()).toContain('Demonstrasjonens egen innlogging')
    for (const [clientKeyMade, sentence] of [
      [made(340), 'ellers kan ingen logge inn'],
      [made(30), 'Nøkkelen gjelder til'],
      [undefined, 'alder er ikke kjent'],
    ] as const) {
      config.oidc = { ...oidc, clientKey: '{"kty":"RSA","kid":"one"}', clientKeyMade }
      expect(await shown()).toContain(sentence)
    }
  } finally {
    config.oidc = oidc
  }
})

test('whoever erases themselves is not told that the hubs’ own pictures and phone numbers go with them', async () => {
  const { text } = parse((await visit('/me/data/erase', { as: host.cookie })).body)
  expect(text).toContain('Utkast til endret åpningstid')
  expect(text).not.toContain('Bilder fra torgene')
  expect(text).not.toContain('Torgenes kontaktpunkter')
  const resident = await addPerson({})
  const theirs = parse((await visit('/me/data/erase', { as: resident.cookie })).body).text
  expect(theirs).not.toContain('Utkast til endret åpningstid')
})

describe('facts, services and facilities', () => {
  test('a new phone is on the page at once, and it is written down who changed it', async () => {
    const saved = await visit('/staff/hubs/borgen', {
      as: host.cookie,
      form: {
        phone: '22 33 44 55',
        address: 'Søndre Borgen 11',
        postalCode: '1388',
        postalPlace: 'Borgen',
        profile_nb: 'Velkommen 🙂',
      },
    })
    expect(saved.location).toBe('/staff/hubs/borgen?done=saved')
    expect(await lastAudit()).toEqual({ action: 'hubs.edit-facts', actor_id: host.id, hub_id: 'borgen' })
    expect((await hubOf(db, 'borgen', Temporal.PlainDate.from('2026-11-24')))?.phone).toBe('22 33 44 55')
  })
  test('what cannot be right is said, and what was typed is kept', async () => {
    const { status, body } = await visit('/staff/hubs/borgen', {
      as: host.cookie,
      form: { postalCode: '13', email: 'ikke-en-adresse', address: 'Ny vei 1' },
    })
    expect(status).toBe(422)
    expect(body).toContain('value="Ny vei 1"')
    expect(body).toContain('navn@eksempel.no')
  })
  test('a service moves in, changes and moves out', async () => {
    const added = await visit('/staff/hubs/borgen/services', {
      as: host.cookie,
      form: { kind: 'youth-club', name_nb: 'Ungdomsklubben' },
    })
    expect(added.location).toBe('/staff/hubs/borgen/services/borgen-youth-club?done=added')
    const path = '/staff/hubs/borgen/services/borgen-youth-club'
    expect(
      (
        await visit(path, {
          as: host.cookie,
          form: { do: 'save', kind: 'youth-club', name_nb: 'Klubben', website: 'javascript:alert(1)' },
        })
      ).status,
    ).toBe(422)
    expect(
      (await visit(path, { as: host.cookie, form: { do: 'save', kind: 'youth-club', name_nb: 'Klubben' } }))
        .status,
    ).toBe(303)
    expect((await visit(path, { as: host.cookie, form: { do: 'remove' } })).location).toContain(
      'done=removed',
    )
    expect((await visit(path, { as: host.cookie })).status).toBe(404)
  })
  test('the short words of a service are written in three languages, and none is lost on the way', async () => {
    const path = '/staff/hubs/heggedal/services/heggedal-health-station'
    const shown = parse((await visit(path, { as: stranger.cookie })).body)
    const form = shown.forms.find((one) => one.fields.some((known) => known.name === 'place_nn'))
    expect(asShown(form as NonNullable<typeof form>)).toMatchObject({
      place_nb: '2. etasje',
      place_en: '2nd floor',
    })
    await visit(path, {
      as: stranger.cookie,
      form: {
        do: 'save',
        kind: 'health-station',
        name_nb: 'Helsestasjon',
        place_nb: '3. etasje',
        place_nn: '3. høgda',
        place_en: '3rd floor',
        note_nb: 'Ring på',
      },
    })
    const kept = await db
      .selectFrom('hubs.service')
      .select(['place', 'note', 'provider'])
      .where('id', '=', 'heggedal-health-station')
      .executeTakeFirst()
    expect(kept).toEqual({
      place: { nb: '3. etasje', nn: '3. høgda', en: '3rd floor' },
      note: { nb: 'Ring på' },
      provider: null,
    })
  })
  test('the first real dish takes the examples off the menu', async () => {
    await visit('/staff/hubs/borgen/services/borgen-cafe', {
      as: host.cookie,
      form: {
        do: 'add-dish',
        dish_nb: 'Fiskesuppe',
        dish_en: 'Fish soup',
        allergens_nb: 'Fisk',
        price: '79,50',
      },
    })
    const menu = await db
      .selectFrom('hubs.menu_item')
      .select(['name', 'price', 'allergens', 'example'])
      .where('service_id', '=', 'borgen-cafe')
      .execute()
    expect(menu).toEqual([
      {
        name: { nb: 'Fiskesuppe', en: 'Fish soup' },
        price: 7950,
        allergens: { nb: 'Fisk' },
        example: false,
      },
    ])
  })
  test('facilities are what the hub answers', async () => {
    await visit('/staff/hubs/borgen/facilities', {
      as: host.cookie,
      form: {
        'answer_step-free': 'partly',
        'note_step-free_nb': 'Rampe på baksiden',
        'note_step-free_en': 'Ramp at the back',
      },
    })
    const known = await db
      .selectFrom('hubs.facility')
      .select(['kind', 'answer', 'note', 'example'])
      .where('hub_id', '=', 'borgen')
      .execute()
    expect(known).toEqual([
      {
        kind: 'step-free',
        answer: 'partly',
        note: { nb: 'Rampe på baksiden', en: 'Ramp at the back' },
        example: false,
      },
    ])
  })
})

describe('changing hours', () => {
  const draft = (form: Record<string, string>) =>
    visit('/staff/hubs/borgen/hours/new', {
      as: host.cookie,
      form: { hours: 'staffed', applies: 'regular', from: '2026-12-01', ...form },
    })

  test('the table of a week becomes a draft that is shown before anything changes', async () => {
    const before = days(await borgen())
    const { location } = await draft({
      Mo_from: '10:00',
      Mo_to: '18:00',
      Tu_from: '10:00',
      Tu_to: '18:00',
      We_from: '12:00',
      We_to: '16:00',
    })
    const id = new URL(location ?? '', 'http://here').searchParams.get('draft') ?? ''
    const change = await readHoursChange(db, host.actor, id, now)
    expect(change.wish).toMatchObject({ kind: 'regular', osm: 'Mo-Tu 10:00-18:00; We 12:00-16:00' })
    expect(days(await borgen())).toEqual(before)
  })
  test.each([
    [{}, 'Ingen dager er fylt ut'],
    [{ osm: 'når som helst' }, 'Vi forstår ikke åpningstiden'],
    [{ osm: 'Mo-Fr 09:00+' }, 'ikke klart når det er åpent'],
    [{ osm: 'Mo-Fr,PH 09:00-15:00' }, 'må stå først'],
    [{ Mo_from: '10:00' }, 'ikke klart når det er åpent'],
    [{ osm: 'off', applies: 'deviation', to: '2026-11-30' }, 'Siste dag er før første dag'],
    [{ osm: 'off', from: '2027-02-29' }, 'en dato som finnes'],
  ])('%j: %s', async (form, sentence) => {
    const { status, body } = await draft(form as unknown as Record<string, string>)
    expect(status).toBe(422)
    expect(body).toContain(sentence)
  })
  test('nobody sees or makes another hub’s draft', async () => {
    const { location } = await draft({ osm: 'off' })
    const id = new URL(location ?? '', 'http://here').searchParams.get('draft') ?? ''
    await expect(readHoursChange(db, stranger.actor, id, now)).rejects.toMatchObject({ status: 403 })
    await expect(readHoursChange(db, host.actor, "x' or 1=1", now)).rejects.toMatchObject({ status: 404 })
  })

  const wishes: [string, HoursWish][] = [
    [
      'new regular hours',
      {
        kind: 'regular',
        serviceId: null,
        hours: 'staffed',
        osm: 'Mo-Fr 10:00-18:00',
        closedOnHolidays: true,
        note: null,
        from: '2026-12-01',
      },
    ],
    [
      'a deviation',
      {
        kind: 'deviation',
        serviceId: null,
        hours: 'staffed',
        osm: '10:00-12:00',
        closedOnHolidays: false,
        note: { nb: 'Julemarked' },
        from: '2026-12-12',
        to: '2026-12-13',
      },
    ],
    [
      'the café’s hours',
      {
        kind: 'regular',
        serviceId: 'borgen-cafe',
        hours: 'staffed',
        osm: 'Mo-Fr 11:00-13:00',
        closedOnHolidays: true,
        note: null,
        from: '2026-11-25',
      },
    ],
    [
      'a closure with an exception',
      {
        kind: 'close',
        everyHub: false,
        serviceId: null,
        effect: 'closed',
        from: '2026-12-27T23:00:00Z',
        until: null,
        mayBeExtended: true,
        reason: { nb: 'Vannlekkasje' },
        exceptions: [
          {
            hubId: 'borgen',
            serviceId: 'borgen-book-machine',
            hours: 'as-usual',
            osm: null,
            note: { nb: 'Bøker kan lånes' },
          },
        ],
      },
    ],
  ]
  test.each(wishes)('%s: what the preview showed is what came true', async (_, wish) => {
    const id = await inTransaction((tx) => draftHoursChange(tx, host.actor, 'borgen', wish))
    const shown = await readHoursChange(db, host.actor, id, now)
    await inTransaction((tx) => changeHours(tx, host.actor, id, now))
    expect(days(await borgen())).toEqual(days(shown.hubs[0]?.after as HubFacts))
    expect(await lastAudit()).toMatchObject({ action: `hubs.${wish.kind}`, actor_id: host.id })
    await expect(inTransaction((tx) => changeHours(tx, host.actor, id, now))).rejects.toMatchObject({
      code: 'hubs.draft-used',
    })
  })
  test('what stays open keeps the hours that were typed, and half of them is refused', async () => {
    const close = (times: Record<string, string>) =>
      visit('/staff/hubs/borgen/closures/new', {
        as: host.cookie,
        form: {
          effect: 'closed',
          from: '2027-06-01',
          to: '2027-06-02',
          reason_nb: 'Stengt',
          'exception_borgen-cafe': 'own',
          ...times,
        },
      })
    const { location } = await close({ 'from_borgen-cafe': '11:00', 'to_borgen-cafe': '13:00' })
    const id = new URL(location ?? '', 'http://here').searchParams.get('draft') ?? ''
    const { wish } = await readHoursChange(db, host.actor, id, now)
    expect(wish).toMatchObject({ exceptions: [{ serviceId: 'borgen-cafe', osm: '11:00-13:00' }] })
    expect((await close({ 'from_borgen-cafe': '11:00' })).status).toBe(422)
    expect((await close({})).status).toBe(422)
  })
  test('two presses at once make one change', async () => {
    const id = await inTransaction((tx) =>
      draftHoursChange(tx, host.actor, 'borgen', wishes[1]?.[1] as HoursWish),
    )
    const done = await Promise.allSettled(
      [1, 2, 3].map(() => inTransaction((tx) => changeHours(tx, host.actor, id, now))),
    )
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })
  test('a closure is extended, then ended; one that has begun remains as history', async () => {
    const closure = (await borgen()).closures[0]
    const make = async (wish: HoursWish) => {
      const id = await inTransaction((tx) => draftHoursChange(tx, host.actor, 'borgen', wish))
      return inTransaction((tx) =>
        changeHours(tx, host.actor, id, Temporal.Instant.from('2026-12-28T10:00:00Z')),
      )
    }
    await make({ kind: 'new-end', closureId: closure?.id ?? 0, until: '2027-01-10T23:00:00Z' })
    expect((await borgen()).closures[0]?.until).toMatch(/^2027-01-10T23:00/)
    await make({ kind: 'call-off', closureId: closure?.id ?? 0 })
    expect((await borgen()).closures[0]?.until).toMatch(/^2026-12-28T10:00/)
  })
  test('only an administrator closes every hub, and every hub is part of the change', async () => {
    const wish: HoursWish = {
      kind: 'close',
      everyHub: true,
      serviceId: null,
      effect: 'closed',
      from: '2027-03-01T00:00:00Z',
      until: null,
      mayBeExtended: true,
      reason: { nb: 'Stengt etter nasjonale råd' },
      exceptions: [],
    }
    await expect(
      inTransaction((tx) => draftHoursChange(tx, host.actor, 'borgen', wish)),
    ).rejects.toMatchObject({ status: 403 })
    const id = await inTransaction((tx) => draftHoursChange(tx, administrator.actor, 'borgen', wish))
    expect((await readHoursChange(db, administrator.actor, id, now)).hubs).toHaveLength(8)
    await inTransaction((tx) => changeHours(tx, administrator.actor, id, now))
    const closure = (await borgen()).closures.at(-1)
    await expect(
      inTransaction((tx) =>
        draftHoursChange(tx, host.actor, 'borgen', { kind: 'call-off', closureId: closure?.id ?? 0 }),
      ),
    ).rejects.toMatchObject({ status: 403 })
  })
  test('the form for a closure keeps "up to and including" and the exceptions', async () => {
    const { location, status, body } = await visit('/staff/hubs/borgen/closures/new', {
      as: host.cookie,
      form: {
        effect: 'closed',
        from: '2027-01-04',
        to: '2027-01-18',
        reason_nb: 'Stengt',
        'exception_borgen-cafe': 'own',
        'osm_borgen-cafe': 'Mo-Fr 11:00-13:00',
        'note_borgen-cafe_nb': 'For egne gjester',
        'note_borgen-cafe_en': 'For its own guests',
        exception_hub: 'note',
        note_hub_nb: 'Vi svarer på telefon',
      },
    })
    expect([status, body]).toEqual([303, ''])
    const id = new URL(location ?? '', 'http://here').searchParams.get('draft') ?? ''
    expect((await readHoursChange(db, host.actor, id, now)).wish).toMatchObject({
      from: '2027-01-03T23:00:00Z',
      until: '2027-01-18T23:00:00Z',
      exceptions: [
        { serviceId: null, hours: 'note', note: { nb: 'Vi svarer på telefon' } },
        {
          serviceId: 'borgen-cafe',
          hours: 'own',
          osm: 'Mo-Fr 11:00-13:00',
          note: { nb: 'For egne gjester', en: 'For its own guests' },
        },
      ],
    })
  })
})

describe('the reason for a closure', () => {
  test('is said better without touching a door, by whoever may close it', async () => {
    const wish: HoursWish = {
      kind: 'close',
      everyHub: false,
      serviceId: null,
      effect: 'closed',
      from: '2027-05-02T22:00:00Z',
      until: '2027-05-05T22:00:00Z',
      mayBeExtended: true,
      reason: { nb: 'Stengt' },
      exceptions: [],
    }
    const draft = await inTransaction((tx) => draftHoursChange(tx, host.actor, 'borgen', wish))
    await inTransaction((tx) => changeHours(tx, host.actor, draft, now))
    const { id } = (await borgen()).closures.at(-1) as { id: number }
    const before = days(await borgen())
    const path = `/staff/hubs/borgen/closures/${id}`
    const form = { do: 'reason', reason_nb: 'Stengt: gulvet lakkeres', reason_en: 'Closed: new varnish' }
    const saved = await visit(path, { as: host.cookie, form })
    expect(saved.location).toBe(`${path}?done=saved`)
    expect((await borgen()).closures.at(-1)).toMatchObject({
      reason: { nb: 'Stengt: gulvet lakkeres', en: 'Closed: new varnish' },
      mayBeExtended: false,
      from: expect.stringContaining('2027-05-02T22:00'),
    })
    expect(days(await borgen())).toEqual(before)
    expect(await lastAudit()).toMatchObject({ action: 'hubs.edit-reason', actor_id: host.id })
    expect((await visit(path, { as: stranger.cookie, form })).status).toBe(403)
    const elsewhere = `/staff/hubs/heggedal/closures/${id}`
    expect((await visit(elsewhere, { as: stranger.cookie, form })).status).toBe(404)
    expect((await visit(path, { as: host.cookie, form: { do: 'reason' } })).status).toBe(422)
  })
})

test('every action of a hub’s staff stands in words in the log', async () => {
  const { body } = await visit('/staff/audit', { as: administrator.cookie })
  expect(body).toContain('Endret begrunnelsen for en stenging')
  expect(parse(body).text).not.toMatch(/hubs\.[a-z-]+/)
})

describe('pictures', () => {
  beforeEach(() => sql`delete from hubs.picture`.execute(db))
  const photo = (width = 1200, height = 800) =>
    sharp({ create: { width, height, channels: 3, background: '#3a7' } })
  const upload = (
    bytes: BlobPart,
    words: Record<string, string> = { alt_nb: 'Inngangen til torget' },
    name = 'bilde.jpg',
  ) =>
    visit('/staff/hubs/borgen/pictures', {
      as: host.cookie,
      form: { do: 'upload', file: new File([bytes], name, { type: 'image/jpeg' }), ...words },
    })
  const blob = (bytes: Buffer) => new Uint8Array(bytes)

  test('is resized, loses place and camera, and is served for ever', async () => {
    const withPlace = await photo()
      .withExif({ IFD0: { Make: 'Kamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 49/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect((await sharp(withPlace).metadata()).exif).toBeDefined()
    expect((await upload(blob(withPlace))).location).toBe('/staff/hubs/borgen/pictures?done=added')
    const kept = await db.selectFrom('hubs.picture').selectAll().executeTakeFirstOrThrow()
    expect(kept.widths).toEqual([400, 800, 1200])
    for (const format of ['avif', 'webp', 'jpg']) {
      const served = await visit(`/pictures/${kept.hash}-800.${format}`)
      expect([served.status, served.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
      const about = await sharp(join(config.dataDir, 'pictures', `${kept.hash}-800.${format}`)).metadata()
      expect([about.width, about.exif, about.xmp, about.iptc]).toEqual([800, undefined, undefined, undefined])
    }
    expect((await visit('/staff/hubs/borgen/pictures', { as: host.cookie })).body).toContain(
      'alt="Inngangen til torget"',
    )
  })
  test('without a description there is no picture', async () => {
    const { status, body } = await upload(blob(await photo().jpeg().toBuffer()), { credit: 'Kari' })
    expect(status).toBe(422)
    expect(body).toContain('value="Kari"')
  })
  test.each<[string, () => Promise<BlobPart>, number, string]>([
    ['a text that calls itself a picture', async () => 'GIF? nei', 422, 'ikke et bilde vi kan bruke'],
    [
      'an SVG, which may carry script',
      async () => '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>1</script></svg>',
      422,
      'ikke et bilde vi kan bruke',
    ],
    [
      'half a picture',
      async () => blob((await photo().jpeg().toBuffer()).subarray(0, 400)),
      422,
      'ikke et bilde vi kan bruke',
    ],
    ['a stamp', async () => blob(await photo(100, 100).jpeg().toBuffer()), 422, 'for lite'],
    ['a tower', async () => blob(await photo(400, 70_000).png().toBuffer()), 422, 'for lite'],
    [
      'a picture of 100 megapixels',
      async () => blob(await photo(10_000, 10_000).png({ compressionLevel: 9 }).toBuffer()),
      413,
      'for stort',
    ],
    ['12.5 MB', async () => new Uint8Array(12.5 * 1024 * 1024), 413, 'for stort'],
    ['30 MB', async () => new Uint8Array(30 * 1024 * 1024), 413, 'for stort'],
  ])('%s is refused', async (_, bytes, status, sentence) => {
    const answer = await upload(await bytes())
    expect([answer.status, answer.body.includes(sentence)]).toEqual([status, true])
    expect(await db.selectFrom('hubs.picture').select('id').execute()).toEqual([])
  })
  test('the same picture twice is refused, and a removed one is gone from the page and from its address', async () => {
    const bytes = blob(await photo().png().toBuffer())
    await upload(bytes)
    expect((await upload(bytes)).status).toBe(409)
    const { id, hash } = await db.selectFrom('hubs.picture').select(['id', 'hash']).executeTakeFirstOrThrow()
    expect((await visit(`/pictures/${hash}-400.jpg`)).status).toBe(200)
    await visit('/staff/hubs/borgen/pictures', { as: host.cookie, form: { do: 'remove', pictureId: id } })
    expect((await visit(`/pictures/${hash}-400.jpg`)).status).toBe(404)
    expect((await visit('/staff/hubs/borgen/pictures', { as: host.cookie })).body).toContain(
      'ingen bilder ennå',
    )
  })
  test('hang in the order the hub wants, whoever moves them', async () => {
    for (const [i, width] of [700, 800, 900].entries())
      await upload(blob(await photo(width).jpeg().toBuffer()), { alt_nb: `Bilde ${i + 1}` })
    const order = async () =>
      (await hubOf(db, 'borgen', Temporal.PlainDate.from('2026-11-24')))?.pictures.map((one) => one.alt.nb)
    const { rows } = await sql<{ id: number }>`select id from hubs.picture order by id`.execute(db)
    const [, second, third] = rows.map((row) => row.id)
    const move = (pictureId: number | undefined, towards: string, as = host.cookie) =>
      visit('/staff/hubs/borgen/pictures', { as, form: { do: towards, pictureId: String(pictureId) } })
    expect((await move(third, 'earlier')).status).toBe(303)
    expect(await order()).toEqual(['Bilde 1', 'Bilde 3', 'Bilde 2'])
    await Promise.all([move(third, 'earlier'), move(second, 'later')])
    expect(await order()).toEqual(['Bilde 3', 'Bilde 1', 'Bilde 2'])
    expect((await move(third, 'later', stranger.cookie)).status).toBe(403)
    expect((await move(999_999, 'later')).status).toBe(404)
  })
  test('what hangs nowhere is swept from the folder after a day, and nothing else', async () => {
    await upload(blob(await photo(640).jpeg().toBuffer()))
    const { hash } = await db.selectFrom('hubs.picture').select('hash').executeTakeFirstOrThrow()
    const folder = join(config.dataDir, 'pictures')
    const leftOver = join(folder, `${'0'.repeat(32)}-400.jpg`)
    writeFileSync(leftOver, 'dust')
    await runTimer('hubs.sweep-pictures')
    expect(existsSync(leftOver)).toBe(true)
    await runTimer('hubs.sweep-pictures', Temporal.Now.instant().add({ hours: 25 }))
    expect(existsSync(leftOver)).toBe(false)
    expect(existsSync(join(folder, `${hash}-400.jpg`))).toBe(true)
  })
  test.each([
    '/pictures/..%2f..%2fpackage.json',
    '/pictures/x.jpg',
    `/pictures/${'a'.repeat(32)}-400.jpg`,
    '/pictures/.env',
  ])('%s is not found', async (path) => {
    expect((await visit(path)).status).toBe(404)
  })
  test('only whole files lie in the folder', () => {
    const folder = join(config.dataDir, 'pictures')
    expect(existsSync(folder) && readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('school holidays', () => {
  test('an administrator enters and removes them; two may not overlap', async () => {
    await sql`delete from hubs.school_holiday`.execute(db)
    const add = (from: string, to: string) =>
      visit('/staff/school-holidays', {
        as: administrator.cookie,
        form: { do: 'add', name_nb: 'Vinterferie', from, to, proposal: 'on' },
      })
    expect((await add('2027-02-22', '2027-02-26')).status).toBe(303)
    expect((await add('2027-02-26', '2027-03-01')).status).toBe(409)
    expect((await add('2027-03-05', '2027-03-01')).status).toBe(422)
    expect((await borgen()).schoolHolidays).toHaveLength(1)
    const { id } = await db.selectFrom('hubs.school_holiday').select('id').executeTakeFirstOrThrow()
    await visit('/staff/school-holidays', { as: administrator.cookie, form: { do: 'remove', id } })
    expect((await borgen()).schoolHolidays).toEqual([])
  })
})

describe('exceptions from a closure of every hub', () => {
  test('each hub says itself what it keeps open, and only for itself', async () => {
    const wish: HoursWish = {
      kind: 'close',
      everyHub: true,
      serviceId: null,
      effect: 'closed',
      from: '2027-01-31T23:00:00Z',
      until: '2027-02-18T23:00:00Z',
      mayBeExtended: true,
      reason: { nb: 'Stengt etter nasjonale råd' },
      exceptions: [],
    }
    const made = await inTransaction((tx) => draftHoursChange(tx, administrator.actor, 'tofte', wish))
    await inTransaction((tx) => changeHours(tx, administrator.actor, made, now))
    const closureId = (await borgen()).closures.at(-1)?.id ?? 0
    const { location } = await visit(`/staff/hubs/borgen/closures/${closureId}`, {
      as: host.cookie,
      form: {
        do: 'except',
        'exception_borgen-book-machine': 'as-usual',
        'note_borgen-book-machine_nb': 'Bøker kan lånes',
      },
    })
    const draftId = new URL(location ?? '', 'http://here').searchParams.get('draft') ?? ''
    await inTransaction((tx) => changeHours(tx, host.actor, draftId, now))
    const machine = hoursBetween(
      await borgen(),
      Temporal.PlainDate.from('2027-02-10'),
      Temporal.PlainDate.from('2027-02-10'),
    )
    expect(machine[0]?.services['borgen-book-machine']?.intervals).toHaveLength(1)
    expect(machine[0]?.hub.intervals).toEqual([])
    const others: HoursWish = {
      kind: 'except',
      closureId,
      exceptions: [{ hubId: 'heggedal', serviceId: null, hours: 'as-usual', osm: null, note: null }],
    }
    await expect(
      inTransaction((tx) => draftHoursChange(tx, host.actor, 'borgen', others)),
    ).rejects.toMatchObject({ status: 404 })
  })
})

describe('a hub’s status', () => {
  test('changes from a date, keeps its history, and opens the doors', async () => {
    const leader = await addPerson({ roles: ['hub-leader at spikkestad'] })
    const change = (as: string, status: string, from: string) =>
      visit('/staff/hubs/spikkestad/status', { as, form: { status, from } })
    const makeTrue = async (answer: Awaited<ReturnType<typeof change>>) => {
      expect(answer.location).toContain('/staff/hubs/spikkestad/hours/preview?draft=')
      return visit(answer.location ?? '', { as: leader.cookie, form: { shown: '' } })
    }
    const shown = await change(leader.cookie, 'open', '2027-03-01')
    expect((await factsOf(db, 'spikkestad'))?.status).toHaveLength(1)
    expect((await makeTrue(shown)).location).toBe('/staff/hubs/spikkestad/status?done=hours-changed')
    await makeTrue(await change(leader.cookie, 'temporary', '2027-02-01'))
    const history = await db
      .selectFrom('hubs.status_period')
      .select(['status', 'valid_from', 'valid_to'])
      .where('hub_id', '=', 'spikkestad')
      .orderBy('id')
      .execute()
    expect(history).toEqual([
      { status: 'planned', valid_from: null, valid_to: '2027-01-31' },
      { status: 'temporary', valid_from: '2027-02-01', valid_to: null },
    ])
    const assistant = await addPerson({ roles: ['host at spikkestad'] })
    expect((await change(assistant.cookie, 'closed', '2027-02-01')).status).toBe(403)
  })
})

describe('what people may type', () => {
  const save = (form: Record<string, string>) =>
    visit('/staff/hubs/holmen', { as: administrator.cookie, form })
  test('ten thousand characters are too many, and none of them is lost', async () => {
    const long = 'å'.repeat(10_000)
    const { status, body } = await save({ profile_nb: long, phone: '22 22 22 22' })
    expect(status).toBe(422)
    expect(body).toContain(long)
    expect((await hubOf(db, 'holmen', Temporal.PlainDate.from('2026-11-24')))?.phone).toBeNull()
  })
  test.each([
    'مرحبا بكم في الساحة',
    'Velkommen 👩‍👩‍👧‍👦 hit',
    '<script>alert(1)</script>',
    `"><img src=x onerror=alert(1)>`,
    "Robert'); drop table hubs.hub;--",
  ])('%s is kept as it was written and harms nobody', async (text) => {
    expect((await save({ profile_nb: text })).status).toBe(303)
    expect((await hubOf(db, 'holmen', Temporal.PlainDate.from('2026-11-24')))?.profile).toEqual({ nb: text })
    const { body } = await visit('/hubs/holmen', { as: host.cookie })
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('<img src=x')
  })
  test.each(['nowhere', 'BORGEN', "x'--"])('the hub "%s" does not exist', async (id) => {
    expect((await visit(`/staff/hubs/${id}`, { as: administrator.cookie })).status).toBe(404)
  })
  test('2:30 on the spring night is a time that moves on, not an error', async () => {
    const { location } = await visit('/staff/hubs/holmen/closures/new', {
      as: administrator.cookie,
      form: {
        effect: 'closed',
        from: '2027-03-28',
        fromTime: '02:30',
        to: '2027-03-28',
        toTime: '05:00',
        reason_nb: 'Stengt',
      },
    })
    const draftId = new URL(location ?? '', 'http://here').searchParams.get('draft') ?? ''
    expect((await readHoursChange(db, administrator.actor, draftId, now)).wish).toMatchObject({
      from: '2027-03-28T01:30:00Z',
    })
  })
  test('a closure that ends before it begins is refused with what was typed', async () => {
    const { status, body } = await visit('/staff/hubs/holmen/closures/new', {
      as: administrator.cookie,
      form: { effect: 'closed', from: '2027-03-28', to: '2027-03-20', reason_nb: 'Maling av gulv' },
    })
    expect(status).toBe(422)
    expect(body).toContain('slutter før den begynner')
    expect(body).toContain('Maling av gulv')
  })
  test('a form sent from another site changes nothing', async () => {
    const { status } = await visit('/staff/hubs/holmen', {
      as: administrator.cookie,
      form: { phone: '11 11 11 11' },
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(status).toBe(403)
  })
})
