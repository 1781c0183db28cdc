import { type Actor, clearPages, type Lang, type Tx } from '#kernel'
import { audit, nameActions } from '#people'
import './subjects.ts'
import { texts } from './texts/index.ts'

const actionsIn = (lang: Lang) => {
  const { title, kinds } = texts[lang].staff
  return Object.fromEntries(
    Object.entries(kinds).map(([what, said]) => [`activities.${what}`, `${title}: ${said}`]),
  )
}
nameActions({ nb: actionsIn('nb'), nn: actionsIn('nn'), en: actionsIn('en') })

type Change = {
  seriesId: number
  occurrenceId?: number
  hubIds: (string | null)[]
  /** Key of a sentence in the texts: "moved the date", "edited". */
  what: ChangeKind
  details?: Record<string, unknown>
}
export type ChangeKind =
  | 'created'
  | 'copied'
  | 'published'
  | 'edited'
  | 'edited-date'
  | 'split'
  | 'continued'
  | 'moved-date'
  | 'added-date'
  | 'cancelled-date'
  | 'cancelled'
  | 'kept-date'
  | 'kept-without-room'
  | 'asked-about-minimum'
  | 'held-with-few'
  | 'extended'

/** Writes the history row and the audit row, and forgets the pages that show the activity. Every verb ends with it. */
export async function noteChange(tx: Tx, actor: Actor, change: Change): Promise<void> {
  await tx
    .insertInto('activities.change')
    .values({
      series_id: change.seriesId,
      occurrence_id: change.occurrenceId ?? null,
      person_id: actor.personId,
      what: change.what,
      details: JSON.stringify(change.details ?? {}),
    })
    .execute()
  const hubIds = [...new Set(change.hubIds)]
  await audit(
    tx,
    actor,
    `activities.${change.what}`,
    {
      kind: 'activity',
      id: String(change.seriesId),
      hubId: hubIds[0] ?? null,
    },
    change.occurrenceId ? { occurrenceId: change.occurrenceId } : undefined,
  )
  await clearPages(tx, [
    'activities',
    `activity:${change.seriesId}`,
    ...hubIds.map((id) => (id === null ? 'hubs' : `hub:${id}`)),
  ])
}
