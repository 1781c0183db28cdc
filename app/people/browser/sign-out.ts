/** Presses the only button of the form inside: without script the reader does it. */
class SendNow extends HTMLElement {
  connectedCallback() {
    this.querySelector('form')?.requestSubmit()
  }
}
customElements.define('send-now', SendNow)
