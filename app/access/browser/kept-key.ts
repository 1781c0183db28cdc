/**
 * Has the phone keep this page for use without network, and look through what it keeps. Without script nothing is kept and
 * everything else is the same.
 */
class KeptKey extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
      button.hidden = false
      button.addEventListener('click', () => print())
    }
    if ('serviceWorker' in navigator) void this.keep()
  }

  private async keep() {
    const prefix = document.documentElement.lang === 'nb' ? '' : `/${document.documentElement.lang}`
    const registration = await navigator.serviceWorker.register('/me/keys/worker.js', {
      scope: `${prefix}/me/keys/`,
    })
    const worker = registration.active ?? registration.waiting ?? registration.installing
    const until = this.getAttribute('until')
    if (until && Date.parse(until) > Date.now()) {
      const parts = performance.getEntriesByType('resource').map((entry) => entry.name)
      worker?.postMessage({ what: 'keep', page: location.href, parts })
      // An open page does not outlive its key.
      const left = Date.parse(until) - Date.now()
      if (left < 2 ** 31) setTimeout(() => location.reload(), left)
    }
    worker?.postMessage({ what: 'check' })
  }
}
customElements.define('kept-key', KeptKey)
