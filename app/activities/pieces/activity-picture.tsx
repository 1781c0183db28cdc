import { type Hub, hangingPicture, Picture } from '#hubs'
import type { Visit } from '#kernel'
import type { ActivityPage } from '../activity-page.ts'

/**
 * The picture a host chose among the hub's own, or any hub's where it is for the whole municipality: they have their
 * alternative text and credit already.
 */
export async function ActivityPicture({
  activity,
  hub,
  c,
}: {
  activity: Pick<ActivityPage, 'pictureId' | 'hubId'>
  hub: Hub | null
  c: Visit
}) {
  if (activity.pictureId === null) return null
  const picture =
    activity.hubId === null
      ? await hangingPicture(c.db, activity.pictureId)
      : hub?.pictures.find(({ id }) => id === activity.pictureId)
  if (!picture) return null
  return (
    <figure class="activity-picture">
      <Picture picture={picture} c={c} sizes="(max-width: 56rem) 100vw, 44rem" />
      {picture.credit && <figcaption>{picture.credit}</figcaption>}
    </figure>
  )
}
