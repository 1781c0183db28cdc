import type { Visit } from '#kernel'
import { zoomLevels } from '../map/tile-address.ts'
import { texts } from '../texts/index.ts'

/**
 * A map of the elements that `spots` selects: each has data-lat, data-lon, data-name and data-href. The page asks for
 * the script `hub-map`, which opens the one whose address is `show`; without it nothing is shown, because all places are in the page's own words already.
 */
export const HubMap = ({ spots, show, c }: { spots: string; show?: string; c: Visit }) => {
  const t = texts[c.lang].list
  return (
    <hub-map
      role="region"
      aria-label={t.map}
      data-spots={spots}
      data-show={show}
      data-zoom-in={t.zoomIn}
      data-zoom-out={t.zoomOut}
      data-attribution={t.mapSource}
      data-max-zoom={String(zoomLevels.max)}
      hidden
    >
      <p class="hint">{t.mapHint}</p>
      <p data-map-down role="status" hidden>
        {t.mapDown}
      </p>
    </hub-map>
  )
}
