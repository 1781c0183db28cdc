import { instantOf, type Lang, languages, pick, say, today } from '#kernel'
import type { PrivacyPart } from '#people'
import { changesBy } from './history.ts'
import { texts } from './texts/index.ts'

const said = (about: 'contact' | 'history') => {
  const each = (key: 'name' | 'what' | 'purpose' | 'basis' | 'kept') =>
    Object.fromEntries(languages.map((lang) => [lang, texts[lang].privacy[about][key]])) as Record<
      Lang,
      string
    >
  return {
    name: each('name'),
    what: each('what'),
    purpose: each('purpose'),
    basis: each('basis'),
    kept: each('kept'),
  }
}

/** What activities themselves keep about people: a contact that was published, and who changed what. */
export const activityPrivacy: PrivacyPart = {
  classes: [
    { key: 'activity-contacts', ...said('contact'), outlivesErasure: true },
    { key: 'activity-history', ...said('history'), outlivesErasure: true },
  ],
  async exportOf(db, personId, lang) {
    const changes = await changesBy(db, personId)
    if (changes.length === 0) return []
    const t = texts[lang]
    return [
      {
        key: 'activity-history',
        title: t.privacy.exported.title,
        columns: {
          when: t.privacy.exported.when,
          activity: t.privacy.exported.activity,
          what: t.privacy.exported.what,
        },
        rows: changes.map((change) => ({
          when: say[lang].dateTime(instantOf(change.at), today()),
          activity: pick(change.title, lang).text,
          what: t.staff.kinds[change.what],
        })),
      },
    ]
  },
  // History points to the person's row: when that is emptied, nothing here names anybody.
  erase: async () => [],
}
