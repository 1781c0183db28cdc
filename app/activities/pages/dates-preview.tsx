import { type HubFacts, hoursFacts, openAt } from '#hubs'
import { today, type Visit, zone } from '#kernel'
import { readFreeDays, ruleRefusal, ruleSentence, type Slot, slotsOf } from '#recurrence'
import { Alert, Details, Status, When } from '#ui'
import type { ActivityWish } from '../shapes.ts'
import { texts } from '../texts/index.ts'

export type Preview = { wish: ActivityWish; slots: Slot[]; outside: Set<string> }

/** The dates a wish would have, and which of them fall outside the hours it needs. Refuses a rule that cannot be. */
export async function previewOf(c: Visit, wish: ActivityWish): Promise<Preview> {
  const slots = slotsOf(wish.rule, await readFreeDays(c.db), today(c.now), zone)
  if (typeof slots === 'string') throw ruleRefusal(slots)
  const facts = wish.hubId === null || wish.outdoors ? undefined : (await hoursFacts(c.db)).get(wish.hubId)
  const outside = new Set(
    slots.filter((slot) => facts && isOutside(facts, slot, wish.needsHours)).map((slot) => slot.date),
  )
  return { wish, slots, outside }
}

function isOutside(facts: HubFacts, { startsAt, endsAt }: Slot, needs: ActivityWish['needsHours']): boolean {
  if (needs === 'none') return false
  const door = openAt(facts, startsAt)
  if (door.state === 'unknown') return false
  if (door.state === 'closed' || (needs === 'staffed' && door.state !== 'staffed')) return true
  return needs === 'staffed' && door.until !== null && Temporal.Instant.compare(door.until, endsAt) < 0
}

const shownDates = 24

export function DatesPreview({ preview: { wish, slots, outside }, c }: { preview: Preview; c: Visit }) {
  const t = texts[c.lang]
  const sentence = ruleSentence(wish.rule, c.lang, c.today)
  const skips =
    wish.rule.skipPublicHolidays || wish.rule.skipSchoolHolidays || wish.rule.cancelledDates.length > 0
  const list = (some: readonly Slot[]) => (
    <ol class="preview-dates">
      {some.map((slot) => (
        <li>
          <When from={slot.startsAt} to={slot.endsAt} c={c} />{' '}
          {outside.has(slot.date) && <Status kind="soon">{t.staff.outsideHours}</Status>}
        </li>
      ))}
    </ol>
  )
  return (
    <div id="preview">
      <Alert kind="info" title={t.staff.previewTitle}>
        <p>
          {sentence.charAt(0).toUpperCase() + sentence.slice(1)}: {t.staff.previewCount(slots.length)}.{' '}
          {skips && t.staff.previewSkipped}
        </p>
        {list(slots.slice(0, shownDates))}
        {slots.length > shownDates && (
          <Details summary={t.facts.moreDates(slots.length - shownDates)}>
            {list(slots.slice(shownDates))}
          </Details>
        )}
      </Alert>
    </div>
  )
}
