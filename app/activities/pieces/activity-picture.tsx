import { type Hub, Picture } from '#hubs'
import type { Visit } from '#kernel'
import type { ActivityPage } from '../activity-page.ts'

/** The picture a host chose among the hub's own: they have their alternative text and credit already. */
export function ActivityPicture({
  activity,
  hub,
  c,
}: {
  activity: Pick<ActivityPage, 'pictureId'>
  hub: Hub | null
  c: Visit
}) {
  const picture = hub?.pictures.find(({ id }) => id === activity.pictureId)
  if (!picture) return null
  return (
    <figure class="activity-picture">
      <Picture picture={picture} c={c} sizes="(max-width: 56rem) 100vw, 44rem" />
      {picture.credit && <figcaption>{picture.credit}</figcaption>}
    </figure>
  )
}
