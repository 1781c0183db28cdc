type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
declare global {
  var BarcodeDetector:
    | { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }
    | undefined
}

/**
 * `<check-in-scan>` around the form for codes: where the browser can read QR codes, a button starts the camera, and a
 * code that is seen is sent with the form; where it cannot, a sentence says so. Nothing of the picture leaves the phone.
 */
class CheckInScan extends HTMLElement {
  #stream: MediaStream | null = null

  async connectedCallback() {
    const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.()) ?? []
    if (!formats.includes('qr_code') || !navigator.mediaDevices) {
      const without = document.createElement('p')
      without.className = 'hint'
      without.textContent = this.dataset.without ?? ''
      this.append(without)
      return
    }
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'ds-button'
    button.dataset.variant = 'secondary'
    button.textContent = this.dataset.scan ?? ''
    const said = document.createElement('p')
    said.setAttribute('role', 'status')
    const video = document.createElement('video')
    video.playsInline = true
    video.muted = true
    video.hidden = true
    button.addEventListener('click', () =>
      this.#stream ? this.#stop(button, video, said) : this.#start(button, video, said),
    )
    this.append(button, said, video)
  }

  disconnectedCallback() {
    this.#end()
  }

  async #start(button: HTMLButtonElement, video: HTMLVideoElement, said: HTMLElement) {
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    } catch {
      said.textContent = this.dataset.failed ?? ''
      return
    }
    video.srcObject = this.#stream
    video.hidden = false
    await video.play()
    button.textContent = this.dataset.stop ?? ''
    said.textContent = this.dataset.scanning ?? ''
    const detector = new (globalThis.BarcodeDetector as NonNullable<typeof BarcodeDetector>)({
      formats: ['qr_code'],
    })
    while (this.#stream) {
      const [seen] = await detector.detect(video).catch(() => [])
      if (seen) return this.#send(seen.rawValue)
      await new Promise((wait) => setTimeout(wait, 200))
    }
  }

  #stop(button: HTMLButtonElement, video: HTMLVideoElement, said: HTMLElement) {
    this.#end()
    video.hidden = true
    button.textContent = this.dataset.scan ?? ''
    said.textContent = ''
  }

  #end() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = null
  }

  #send(code: string) {
    this.#end()
    const form = this.querySelector('form')
    const input = form?.querySelector<HTMLInputElement>('input[name=code]')
    if (!form || !input) return
    input.value = code.slice(0, 40)
    form.requestSubmit(form.querySelector<HTMLButtonElement>('button[name=do]'))
  }
}

customElements.define('check-in-scan', CheckInScan)

export {}
