// The service worker of the key pages. It keeps nothing but the holder's own key page and what that page is drawn with, in a
// cache of its own, until the key's window is over. Served as it is: it has no imports.
const kept = 'key-pages'
const isKeyPage = /\/me\/keys\/[0-9a-f]{16}$/
/** At a door with one bar of coverage a copy now is better than an answer in a minute. */
const patience = 4000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  const { what, page, parts } = event.data ?? {}
  if (what === 'keep') event.waitUntil(keep(page, parts))
  if (what === 'check') event.waitUntil(check())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && isKeyPage.test(url.pathname)) event.respondWith(keyPage(request, url))
  else if (/^\/(assets|looks|app)\//.test(url.pathname)) event.respondWith(part(request))
})

const untilOf = (response) => Date.parse(response.headers.get('x-key-until') ?? '')
const isToBeKept = (response) => response.ok && !response.redirected && untilOf(response) > Date.now()

/** The network first: what it says is true. A copy only when it says nothing. */
async function keyPage(request, url) {
  const cache = await caches.open(kept)
  const name = url.origin + url.pathname
  try {
    const response = await inTime(fetch(request))
    if (response.status >= 500) throw new Error('no answer')
    if (isToBeKept(response)) await cache.put(name, response.clone())
    // Taken back, over, or no longer signed in: the copy goes.
    else await cache.delete(name)
    return response
  } catch (fault) {
    const copy = await cache.match(name)
    if (!copy) throw fault
    if (!(untilOf(copy) > Date.now())) {
      await cache.delete(name)
      throw fault
    }
    return asCopy(copy)
  }
}

const inTime = (answer) =>
  Promise.race([answer, new Promise((_, no) => setTimeout(() => no(new Error('no answer')), patience))])

/** The page says of itself that it is a copy, also to those who have no script. */
async function asCopy(copy) {
  const html = (await copy.text()).replace('<p data-copy="true" hidden="">', '<p data-copy="true">')
  return new Response(html, { headers: copy.headers })
}

async function part(request) {
  const cache = await caches.open(kept)
  return (await cache.match(request)) ?? fetch(request)
}

async function keep(page, parts) {
  const url = new URL(page, self.location.origin)
  if (url.origin !== self.location.origin || !isKeyPage.test(url.pathname)) return
  const response = await fetch(url, { credentials: 'same-origin' })
  const cache = await caches.open(kept)
  if (!isToBeKept(response)) return void (await cache.delete(url.origin + url.pathname))
  await cache.put(url.origin + url.pathname, response)
  await Promise.all((parts ?? []).filter(isOurs).map((one) => cache.add(one).catch(() => undefined)))
}

const isOurs = (text) => {
  const url = new URL(text, self.location.origin)
  return url.origin === self.location.origin && /^\/(assets|looks|app)\//.test(url.pathname)
}

/** Every copy is held against the truth; those that are over go also without network. */
async function check() {
  const cache = await caches.open(kept)
  let left = 0
  for (const request of await cache.keys()) {
    if (!isKeyPage.test(new URL(request.url).pathname)) continue
    const copy = await cache.match(request)
    const isOver = !copy || !(untilOf(copy) > Date.now())
    const now = isOver ? null : await fetch(request.url, { credentials: 'same-origin' }).catch(() => null)
    if (isOver || (now && now.status < 500 && !isToBeKept(now))) await cache.delete(request)
    else left++
  }
  if (left === 0) await caches.delete(kept)
}
