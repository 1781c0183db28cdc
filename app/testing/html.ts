const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }
const unescaped = (html: string) =>
  html.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name) => entities[name] ?? '')

/** What a reader sees of a page, without its head, in one line. */
export const textOf = (html: string) =>
  unescaped(
    html
      .replace(/^[\s\S]*?<body/, '<body')
      .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' '),
  )
    .replace(/\s+/g, ' ')
    .trim()

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag)
  return found ? unescaped(found[1] ?? '') : null
}

interface Field {
  name: string
  type: string
  value: string
  checked: boolean
}

export interface FoundForm {
  action: string | null
  method: string
  multipart: boolean
  fields: Field[]
}

export function parse(html: string) {
  const tags = (name: string) => [...html.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag)
  return {
    text: textOf(html),
    title: unescaped(/<title[^>]*>([^<]*)/.exec(html)?.[1] ?? ''),
    lang: attribute(tags('html')[0] ?? '', 'lang'),
    headings: [...html.matchAll(/<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/g)].map(([, inner = '']) => textOf(inner)),
    links: tags('a')
      .map((tag) => attribute(tag, 'href'))
      .filter((href) => href !== null),
    forms: [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => formFrom(form)),
  }
}

function formFrom(html: string): FoundForm {
  const open = /<form\b[^>]*>/.exec(html)?.[0] ?? ''
  const fields: Field[] = []
  for (const [tag] of html.matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const name = attribute(tag, 'name')
    if (name === null) continue
    const type = attribute(tag, 'type') ?? (tag.startsWith('<button') ? 'submit' : 'text')
    fields.push({
      name,
      type,
      value: attribute(tag, 'value') ?? '',
      checked: attribute(tag, 'checked') !== null,
    })
  }
  for (const [all, inner = ''] of html.matchAll(/<textarea\b[^>]*>([\s\S]*?)<\/textarea>/g)) {
    fields.push({
      name: attribute(`${all.split('>')[0]}>`, 'name') ?? '',
      type: 'textarea',
      value: unescaped(inner),
      checked: false,
    })
  }
  for (const [all] of html.matchAll(/<select\b[^>]*>[\s\S]*?<\/select>/g)) {
    const options = [...all.matchAll(/<option\b[^>]*>/g)].map(([tag]) => tag)
    const chosen = options.find((tag) => attribute(tag, 'selected') !== null) ?? options[0] ?? ''
    fields.push({
      name: attribute(`${all.split('>')[0]}>`, 'name') ?? '',
      type: 'select',
      value: attribute(chosen, 'value') ?? '',
      checked: false,
    })
  }
  return {
    action: attribute(open, 'action'),
    method: (attribute(open, 'method') ?? 'get').toLowerCase(),
    multipart: attribute(open, 'enctype') === 'multipart/form-data',
    fields,
  }
}

/** What a browser would send if the reader only pressed the button. */
export const asShown = (form: FoundForm): Record<string, string> =>
  Object.fromEntries(
    form.fields
      .filter(({ type, checked }) =>
        type === 'checkbox' || type === 'radio' ? checked : type !== 'submit' && type !== 'file',
      )
      .map(({ name, value }) => [name, value]),
  )
