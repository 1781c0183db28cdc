import type { PropsWithChildren } from 'hono/jsx'
import type { Visit } from '#kernel'

/** The hub's own picture above its name. Decoration only: words stand below it, never on it. */
export const HubBand = ({
  hub,
  children,
  heading = true,
}: PropsWithChildren<{ hub: { id: string; name: string }; c: Visit; heading?: boolean }>) => (
  <div class="hub-band" data-hub={hub.id}>
    <img class="hub-scene" src={`/looks/${hub.id}.svg`} alt="" width="1200" height="280" />
    <div class="hub-words">
      {heading && <h1 class="ds-heading">{hub.name}</h1>}
      {children}
    </div>
  </div>
)
