import type { Visit } from '#kernel'
import { Facts, When } from '#ui'
import { signUpTexts } from '../../texts/sign-up.ts'
import type { Place } from '../pool-of.ts'
import { isFull } from '../sign-up-rules.ts'

/** When, where, and how many places are left. */
export function PlaceFacts({ place, c }: { place: Place; c: Visit }) {
  const t = signUpTexts[c.lang]
  const free = place.capacity === null ? null : place.capacity - place.taken
  return (
    <>
      <Facts
        rows={[
          place.startsAt && [
            t.status.when,
            place.occurrenceId === null ? (
              <When from={place.nextAt ?? place.startsAt} c={c} />
            ) : (
              <When from={place.startsAt} to={place.endsAt ?? undefined} c={c} />
            ),
          ],
          [t.status.where, place.hubName],
        ]}
      />
      {place.dateOfCourse && <p>{t.signUp.dateOfCourse}</p>}
      {isFull(place)
        ? !place.dateOfCourse && <p class="places full">{t.signUp.fullLine(place.waiting)}</p>
        : free !== null && <p class="places">{t.signUp.left(free)}</p>}
    </>
  )
}
