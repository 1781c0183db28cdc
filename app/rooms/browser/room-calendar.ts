type Move = {
  link: HTMLAnchorElement
  /** Where it would go: which column, and from which minute of the day. */
  column: number
  from: number
  home: { column: number; from: number }
  length: number
  ghost: HTMLElement
}

const day = 24 * 60
const dragBegins = 6

/**
 * `<room-calendar>` around the calendar's table: a booking is dragged with a mouse, or moved by the arrow keys from where
 * it has the focus. Nothing is moved until it is confirmed; then the same form is sent as on the booking's own page.
 */
class RoomCalendar extends HTMLElement {
  #move: Move | null = null
  #said = document.createElement('p')
  #bar = document.createElement('div')
  #dragged = false

  connectedCallback() {
    this.#show('[data-how-to]', true)
    this.#show('[data-without]', false)
    this.#said.setAttribute('role', 'status')
    this.#said.className = 'ds-sr-only'
    this.#makeBar()
    this.append(this.#bar, this.#said)
    for (const link of this.#links()) {
      link.draggable = false
      link.setAttribute('aria-describedby', 'how-to-move')
      link.addEventListener('keydown', (event) => this.#key(event, link))
      link.addEventListener('pointerdown', (event) => this.#down(event, link))
      link.addEventListener('click', (event) => {
        // The click that ends a drag is no wish to open the booking.
        if (this.#dragged) event.preventDefault()
        this.#dragged = false
      })
    }
    this.addEventListener('focusout', (event) => {
      const next = event.relatedTarget
      if (this.#move && next instanceof Node && next !== this.#move.link && !this.#bar.contains(next))
        this.#undo(false)
    })
  }

  #links = () => this.querySelectorAll<HTMLAnchorElement>('a[data-booking]')
  #heads = () => [...this.querySelectorAll<HTMLElement>('thead th[data-room]')]
  #rows = () => [...this.querySelectorAll<HTMLElement>('tbody th[data-minute]')]
  #text = (name: string) => this.dataset[name] ?? ''

  #show(selector: string, shown: boolean) {
    for (const one of this.querySelectorAll<HTMLElement>(selector)) one.hidden = !shown
  }

  #makeBar() {
    this.#bar.className = 'move-bar'
    this.#bar.setAttribute('role', 'group')
    this.#bar.setAttribute('aria-label', this.#text('moving'))
    this.#bar.hidden = true
    const button = (text: string, variant: string, act: () => void) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.className = 'ds-button'
      made.dataset.variant = variant
      made.textContent = text
      made.addEventListener('click', act)
      return made
    }
    const where = document.createElement('span')
    where.dataset.where = ''
    this.#bar.append(
      where,
      button(this.#text('confirm'), 'primary', () => this.#send()),
      button(this.#text('undo'), 'secondary', () => this.#undo(true)),
    )
    this.#bar.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#undo(true)
    })
  }

  #key(event: KeyboardEvent, link: HTMLAnchorElement) {
    const steps: Record<string, [columns: number, steps: number]> = {
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
    }
    const wanted = steps[event.key]
    if (wanted && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      const move = this.#move?.link === link ? this.#move : this.#begin(link)
      const [columns, by] = wanted
      this.#to(move.column + columns, move.from + by * this.#step(move.column))
    } else if (this.#move?.link === link && event.key === 'Enter') {
      event.preventDefault()
      this.#send()
    } else if (this.#move?.link === link && event.key === 'Escape') {
      event.preventDefault()
      this.#undo(true)
    }
  }

  #step = (column: number) => Number(this.#heads()[column]?.dataset.step ?? 30)

  #begin(link: HTMLAnchorElement): Move {
    this.#undo(false)
    const cell = link.closest('td') as HTMLElement
    const middle = cell.getBoundingClientRect().left + cell.getBoundingClientRect().width / 2
    const column = this.#columnAt(middle)
    const from = Number(link.dataset.from)
    const ghost = document.createElement('div')
    ghost.className = 'slot ghost'
    ghost.setAttribute('aria-hidden', 'true')
    this.#box().append(ghost)
    link.dataset.moving = 'true'
    this.#move = { link, column, from, home: { column, from }, length: Number(link.dataset.length), ghost }
    return this.#move
  }

  #box = () => this.querySelector('.table-box') as HTMLElement

  #columnAt(x: number): number {
    const heads = this.#heads()
    const found = heads.findIndex((head) => x < head.getBoundingClientRect().right)
    return found === -1 ? heads.length - 1 : found
  }

  /** The minute of the day at a height on the page. */
  #minuteAt(y: number): number {
    const rows = this.#rows()
    const slot = Number(this.dataset.slot)
    for (const row of rows) {
      const { top, bottom, height } = row.getBoundingClientRect()
      if (y < bottom) return Number(row.dataset.minute) + Math.max(0, ((y - top) / height) * slot)
    }
    return Number(rows.at(-1)?.dataset.minute ?? 0) + slot
  }

  #to(column: number, from: number) {
    const move = this.#move
    if (!move) return
    const [column_, from_] = [
      Math.min(Math.max(column, 0), this.#heads().length - 1),
      Math.min(Math.max(from, 0), day - move.length),
    ]
    if (column_ === move.column && from_ === move.from) {
      if (!this.#dragged) this.#said.textContent = this.#text('edge')
      return
    }
    Object.assign(move, { column: column_, from: from_ })
    this.#place(move)
    const where = this.#where(move)
    move.ghost.textContent = where
    this.#said.textContent = this.#say('grabbed', move)
    const label = this.#bar.querySelector<HTMLElement>('[data-where]')
    if (label) label.textContent = `${move.link.dataset.name}: ${where}`
    this.#bar.hidden = false
  }

  #place({ ghost, column, from, length }: Move) {
    const box = this.#box()
    const origin = box.getBoundingClientRect()
    const head = (this.#heads()[column] as HTMLElement).getBoundingClientRect()
    const top = this.#heightOf(from)
    ghost.style.left = `${head.left - origin.left + box.scrollLeft}px`
    ghost.style.width = `${head.width}px`
    ghost.style.top = `${top - origin.top + box.scrollTop}px`
    ghost.style.height = `${Math.max(24, this.#heightOf(from + length) - top)}px`
  }

  #heightOf(minute: number): number {
    const rows = this.#rows()
    const slot = Number(this.dataset.slot)
    const first = Number(rows[0]?.dataset.minute ?? 0)
    const index = Math.min(Math.max(Math.floor((minute - first) / slot), 0), rows.length - 1)
    const row = rows[index] as HTMLElement
    const { top, height } = row.getBoundingClientRect()
    return top + ((minute - Number(row.dataset.minute)) / slot) * height
  }

  #clock(minute: number): string {
    const two = (n: number) => String(n).padStart(2, '0')
    return `${two(Math.floor(minute / 60) % 24)}${this.#text('separator')}${two(minute % 60)}`
  }

  #where = ({ column, from, length }: Move) =>
    `${this.#heads()[column]?.dataset.label}, ${this.#clock(from)}–${this.#clock(from + length)}`

  #say = (text: string, move: Move) =>
    this.#text(text)
      .replace('{what}', move.link.dataset.name ?? '')
      .replace('{where}', this.#where(move))

  #down(event: PointerEvent, link: HTMLAnchorElement) {
    // A finger scrolls; the form on the booking's page is for it.
    if (event.button !== 0 || event.pointerType === 'touch') return
    const start = { x: event.clientX, y: event.clientY }
    const grip = event.clientY - link.getBoundingClientRect().top
    const drag = (now: PointerEvent) => {
      if (!this.#dragged && Math.hypot(now.clientX - start.x, now.clientY - start.y) < dragBegins) return
      now.preventDefault()
      this.#dragged = true
      const move = this.#move?.link === link ? this.#move : this.#begin(link)
      const column = this.#columnAt(now.clientX)
      const step = this.#step(column)
      this.#to(column, Math.round(this.#minuteAt(now.clientY - grip) / step) * step || move.from)
    }
    const drop = () => {
      removeEventListener('pointermove', drag)
      removeEventListener('pointerup', drop)
      removeEventListener('pointercancel', drop)
      const move = this.#move
      if (!this.#dragged || !move) return
      if (move.column === move.home.column && move.from === move.home.from) return this.#undo(false)
      this.#bar.querySelector('button')?.focus()
    }
    addEventListener('pointermove', drag)
    addEventListener('pointerup', drop)
    addEventListener('pointercancel', drop)
  }

  #undo(aloud: boolean) {
    const move = this.#move
    if (!move) return
    this.#move = null
    move.ghost.remove()
    delete move.link.dataset.moving
    this.#bar.hidden = true
    if (!aloud) return
    this.#said.textContent = this.#text('undone').replace('{what}', move.link.dataset.name ?? '')
    move.link.focus()
  }

  #send() {
    const move = this.#move
    if (!move) return
    if (move.column === move.home.column && move.from === move.home.from) return this.#undo(true)
    this.#said.textContent = this.#say('dropped', move)
    const head = this.#heads()[move.column] as HTMLElement
    const form = document.createElement('form')
    form.method = 'post'
    form.action = move.link.href
    form.hidden = true
    const fields = {
      do: 'move',
      roomId: head.dataset.room ?? '',
      date: head.dataset.date ?? '',
      from: this.#clock(move.from).replace('.', ':'),
      to: this.#clock(move.from + move.length).replace('.', ':'),
      back: this.#text('back'),
    }
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement('input')
      input.type = 'hidden'
      input.name = name
      input.value = value
      form.append(input)
    }
    document.body.append(form)
    form.submit()
  }
}

customElements.define('room-calendar', RoomCalendar)

export {}
