import type { PrivacyPart } from '#people'

/** The secret address of one's own calendar: nothing in it but whose it is. */
export const calendarPrivacy: PrivacyPart = {
  classes: [
    {
      key: 'portal.calendar-link',
      name: { nb: 'Kalenderadresse', nn: 'Kalenderadresse', en: 'Calendar address' },
      what: {
        nb: 'At du har en hemmelig adresse til kalenderen din, når den ble laget, og når den sist ble hentet.',
        nn: 'At du har ei hemmeleg adresse til kalenderen din, når ho vart laga, og når ho sist vart henta.',
        en: 'That you have a secret address of your calendar, when it was made, and when it was last fetched.',
      },
      purpose: {
        nb: 'Kalenderen på telefonen din kan hente det du er påmeldt.',
        nn: 'Kalenderen på telefonen din kan hente det du er påmeld til.',
        en: 'The calendar on your phone can fetch what you have signed up for.',
      },
      basis: {
        nb: 'Samtykke: du lager adressen selv (personvernforordningen artikkel 6 nr. 1 bokstav a).',
        nn: 'Samtykke: du lagar adressa sjølv (personvernforordninga artikkel 6 nr. 1 bokstav a).',
        en: 'Consent: you make the address yourself (GDPR article 6(1)(a)).',
      },
      kept: {
        nb: 'Til du sletter den, eller til ingen kalender har hentet den på et år.',
        nn: 'Til du slettar henne, eller til ingen kalender har henta henne på eit år.',
        en: 'Until you delete it, or until no calendar has fetched it for a year.',
      },
    },
  ],
  exportOf: async (db, personId, lang) => {
    const link = await db
      .selectFrom('portal.calendar_link')
      .select(['made_at', 'read_at'])
      .where('person_id', '=', personId)
      .execute()
    if (link.length === 0) return []
    const title = { nb: 'Kalenderadresse', nn: 'Kalenderadresse', en: 'Calendar address' }[lang]
    const columns = {
      nb: { made: 'Laget', read: 'Sist hentet' },
      nn: { made: 'Laga', read: 'Sist henta' },
      en: { made: 'Made', read: 'Last fetched' },
    }[lang]
    return [
      {
        key: 'calendar',
        title,
        columns,
        rows: link.map((row) => ({ made: row.made_at, read: row.read_at })),
      },
    ]
  },
  erase: async (tx, personId) => {
    await tx.deleteFrom('portal.calendar_link').where('person_id', '=', personId).execute()
    return []
  },
  cleanUp: async (tx, now) => {
    const aYearAgo = now.subtract({ hours: 365 * 24 }).toString()
    await tx
      .deleteFrom('portal.calendar_link')
      .where('made_at', '<', aYearAgo)
      .where((or) => or.or([or('read_at', 'is', null), or('read_at', '<', aYearAgo)]))
      .execute()
  },
}
