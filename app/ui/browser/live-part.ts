/**
 * `<live-part id="seats" topic="occurrence:12">`: when the server says that the topic changed, this page is fetched
 * again and the part of the same id is swapped in. Without script it is just what the page was made with.
 */
class LivePart extends HTMLElement {
  connectedCallback() {
    this.setAttribute('aria-live', 'polite')
    const topic = this.getAttribute('topic')
    if (topic) listen(topic, this)
  }
  disconnectedCallback() {
    const topic = this.getAttribute('topic')
    if (topic) parts.get(topic)?.delete(this)
  }
}

const parts = new Map<string, Set<LivePart>>()
let source: EventSource | undefined
let opening: ReturnType<typeof setTimeout> | undefined
let fetching: ReturnType<typeof setTimeout> | undefined

function listen(topic: string, part: LivePart) {
  const known = parts.get(topic)
  if (known) {
    known.add(part)
    return
  }
  parts.set(topic, new Set([part]))
  // One connection for all parts of the page: browsers allow six per site over HTTP/1.1.
  clearTimeout(opening)
  opening = setTimeout(open)
}

function open() {
  source?.close()
  const query = new URLSearchParams([...parts.keys()].map((topic) => ['topic', topic]))
  source = new EventSource(`/live?${query}`)
  source.addEventListener('changed', soon)
}

// Many readers hear the same news at once: a little spread keeps them from asking in the same instant.
function soon() {
  clearTimeout(fetching)
  fetching = setTimeout(refresh, 50 + Math.random() * 400)
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-cache' }).catch(
    () => null,
  )
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of [...parts.values()].flatMap((set) => [...set])) {
    const fresh = page.getElementById(part.id)
    if (!fresh || fresh.innerHTML === part.innerHTML) continue
    // Somebody may be typing or pressing in it: their place is not taken from them.
    if (part.contains(document.activeElement)) continue
    part.replaceChildren(...fresh.childNodes)
  }
}

customElements.define('live-part', LivePart)

// A page in the back/forward cache must not hold a connection.
addEventListener('pagehide', () => source?.close())
addEventListener('pageshow', (event) => {
  if (event.persisted && parts.size > 0) {
    open()
    soon()
  }
})
