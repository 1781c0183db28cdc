import { kilometres } from '../find/nearest.ts'

/**
 * <near-me> sorts the page's list by distance. The position is used here and sent nowhere; the button appears only
 * where a browser can give one.
 */
class NearMe extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !('geolocation' in navigator)) return
    this.hidden = false
    button.addEventListener('click', () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => this.sort({ lat: coords.latitude, lon: coords.longitude }),
        () => this.say(this.dataset.denied ?? ''),
        { maximumAge: 300_000, timeout: 15_000 },
      ),
    )
  }

  private sort(here: { lat: number; lon: number }) {
    const list = document.querySelector<HTMLElement>(this.dataset.list ?? '')
    if (!list) return
    const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })
    const items = [...list.children]
      .filter((item): item is HTMLElement => item instanceof HTMLElement)
      .map((item) => ({
        item,
        km: kilometres(here, {
          lat: Number(item.dataset.lat ?? Number.NaN),
          lon: Number(item.dataset.lon ?? Number.NaN),
        }),
      }))
      .sort((a, b) => (Number.isNaN(a.km) ? 1 : Number.isNaN(b.km) ? -1 : a.km - b.km))
    for (const { item, km } of items) {
      const away = item.querySelector<HTMLElement>('[data-away]')
      if (away && !Number.isNaN(km)) {
        away.textContent = (this.dataset.away ?? '{km} km').replace('{km}', format.format(km))
        away.hidden = false
      }
      list.append(item)
    }
    this.say(this.dataset.found ?? '')
  }

  private say(text: string) {
    const status = this.querySelector('[role=status]')
    if (status) status.textContent = text
  }
}

customElements.define('near-me', NearMe)
