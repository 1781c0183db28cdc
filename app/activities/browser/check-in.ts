type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
declare global {
  var BarcodeDetector:
    | { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }
    | undefined
}

type Reader = (video: HTMLVideoElement) => Promise<string | undefined>

/** More pixels take longer and show no more of a code that is held up. */
const widest = 640

/** The browser's own reader where it has one; else a library that is fetched only then. */
async function readerHere(): Promise<Reader> {
  const Own = globalThis.BarcodeDetector
  const formats = (await Own?.getSupportedFormats?.()) ?? []
  if (Own && formats.includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue
  }
  const { qrInPicture } = await import('../sign-up/qr-in-picture.ts')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const { videoWidth, videoHeight } = video
    if (!context || videoWidth === 0) return undefined
    const smaller = Math.min(1, widest / videoWidth)
    canvas.width = Math.round(videoWidth * smaller)
    canvas.height = Math.round(videoHeight * smaller)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    return qrInPicture(context.getImageData(0, 0, canvas.width, canvas.height))
  }
}

/**
 * `<check-in-scan>` around the form for codes: where there is a camera, a button starts it, and a code that is seen is
 * sent with the form; where there is none, a sentence says so. Nothing of the picture leaves the phone.
 */
class CheckInScan extends HTMLElement {
  #stream: MediaStream | null = null

  connectedCallback() {
    if (!navigator.mediaDevices?.getUserMedia) {
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
    let read: Reader
    try {
      read = await readerHere()
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
    while (this.#stream) {
      const seen = await read(video)
      if (seen) return this.#send(seen)
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
