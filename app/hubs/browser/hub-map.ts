import type { Map as LeafletMap, Marker } from 'leaflet'
import leafletStyle from 'leaflet/dist/leaflet.css?url'

const size = 28
type Spot = { name: string; href: string; lat: number; lon: number }

/**
 * <hub-map> draws the hubs of the page's list on a map. Leaflet arrives after the content and only here; without tiles
 * there is the municipality's outline, without script there is the list.
 */
class HubMap extends HTMLElement {
  private map: LeafletMap | undefined

  connectedCallback() {
    const draw = () => void this.draw().catch(() => this.fail())
    if (document.readyState === 'complete') draw()
    else window.addEventListener('load', draw, { once: true })
  }

  disconnectedCallback() {
    this.map?.remove()
  }

  private async draw() {
    const [L] = await Promise.all([
      import('leaflet').then((module) => module.default),
      loadStyle(leafletStyle),
    ])
    const place = document.createElement('div')
    place.className = 'hub-map-canvas'
    this.prepend(place)
    this.hidden = false
    const { zoomIn = '', zoomOut = '', attribution = '', maxZoom = '16' } = this.dataset
    const map = L.map(place, {
      zoomControl: false,
      scrollWheelZoom: false,
      minZoom: 8,
      maxZoom: Number(maxZoom),
    })
    this.map = map
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map)
    map.attributionControl.setPrefix(false)

    L.tileLayer('/map/tiles/{z}/{y}/{x}.png', { attribution, minZoom: 8, maxZoom: Number(maxZoom) })
      .on('tileerror', () => this.fail())
      // One clear pixel is how the server says that it has no tile.
      .on(
        'tileload',
        ({ tile }) => tile instanceof HTMLImageElement && tile.naturalWidth === 1 && this.fail(),
      )
      .addTo(map)

    const spots = this.spots()
    const markers = spots.map((spot) => {
      const icon = L.divIcon({
        className: 'hub-map-spot',
        iconSize: [size, size],
        iconAnchor: [size / 2, size],
        popupAnchor: [0, -size],
      })
      const link = document.createElement('a')
      link.href = spot.href
      link.textContent = spot.name
      return L.marker([spot.lat, spot.lon], { icon, title: spot.name, alt: spot.name, keyboard: true })
        .bindPopup(link)
        .addTo(map)
    })
    map.on('zoomend', () => spread(map, spots, markers))
    const around = L.latLngBounds(spots.map((spot) => [spot.lat, spot.lon]))
    if (spots.length === 1) map.setView(around.getCenter(), 14)
    else if (spots.length > 1) map.fitBounds(around, { padding: [32, 32] })

    spread(map, spots, markers)
    const shown = spots.findIndex((spot) => spot.href === this.dataset.show)
    const spot = spots[shown]
    if (spot) {
      map.setView([spot.lat, spot.lon], 14, { animate: false })
      markers[shown]?.openPopup()
      this.scrollIntoView({ block: 'center' })
    }

    const outline = await fetch('/map/boundary.geojson').then((answer) => answer.json())
    const layer = L.geoJSON(outline, {
      interactive: false,
      style: { className: 'hub-map-outline', weight: 2, fillOpacity: 0.06 },
    }).addTo(map)
    if (spots.length === 0) map.fitBounds(layer.getBounds())
  }

  private spots(): Spot[] {
    const list = document.querySelectorAll<HTMLElement>(this.dataset.spots ?? '[data-lat][data-lon]')
    return [...list].flatMap((item) => {
      const [lat, lon] = [Number(item.dataset.lat), Number(item.dataset.lon)]
      const { name = '', href = '' } = item.dataset
      return Number.isFinite(lat) && Number.isFinite(lon) ? { name, href, lat, lon } : []
    })
  }

  private fail() {
    const message = this.querySelector<HTMLElement>('[data-map-down]')
    if (message) message.hidden = false
  }
}

/** Places closer than a fingertip stand beside each other until the map is large enough for both. */
function spread(map: LeafletMap, spots: readonly Spot[], markers: readonly Marker[]) {
  const points = spots.map((spot) => map.latLngToLayerPoint([spot.lat, spot.lon]))
  for (let round = 0; round < 20; round++)
    for (const [i, a] of points.entries())
      for (const b of points.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x || 1, b.y - a.y]
        const short = size + 2 - Math.hypot(dx, dy)
        if (short <= 0) continue
        const step = short / 2 / Math.hypot(dx, dy)
        a.x -= dx * step
        a.y -= dy * step
        b.x += dx * step
        b.y += dy * step
      }
  for (const [i, point] of points.entries()) markers[i]?.setLatLng(map.layerPointToLatLng(point))
}

const loadStyle = (href: string) =>
  new Promise<void>((done) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.onload = link.onerror = () => done()
    document.head.append(link)
  })

customElements.define('hub-map', HubMap)
