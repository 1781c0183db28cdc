import type { Child, PropsWithChildren } from 'hono/jsx'
import { type LocalText, pick, say, type Visit } from '#kernel'
import { texts } from './texts/index.ts'

type Look = { variant?: 'primary' | 'secondary' | 'tertiary'; color?: 'danger' | 'neutral'; size?: 'sm' }

export const Button = ({
  children,
  variant = 'primary',
  color,
  size,
  type = 'submit',
  ...rest
}: PropsWithChildren<
  Look & {
    type?: 'submit' | 'button' | 'reset'
    name?: string
    value?: string
    form?: string
    formaction?: string
    label?: string
    disabled?: boolean
  }
>) => (
  <button
    class="ds-button"
    type={type}
    data-variant={variant}
    data-color={color}
    data-size={size}
    name={rest.name}
    value={rest.value}
    form={rest.form}
    formaction={rest.formaction}
    aria-label={rest.label}
    disabled={rest.disabled}
  >
    {children}
  </button>
)

export const ButtonLink = ({
  href,
  children,
  variant = 'primary',
  color,
  size,
  download,
  rel,
}: PropsWithChildren<Look & { href: string; download?: boolean; rel?: string }>) => (
  <a
    class="ds-button"
    href={href}
    data-variant={variant}
    data-color={color}
    data-size={size}
    download={download}
    rel={rel}
  >
    {children}
  </a>
)

/** A thing one can open: the title is the link, the whole card can be pressed. */
export const Card = ({
  href,
  title,
  children,
  level = 3,
  hubId,
  lang,
}: PropsWithChildren<{ href?: string; title?: Child; level?: 2 | 3 | 4; hubId?: string; lang?: string }>) => {
  const Heading = `h${level}` as 'h2' | 'h3' | 'h4'
  return (
    <article class={href ? 'ds-card opens' : 'ds-card'} data-hub={hubId}>
      {title && (
        <Heading class="ds-heading card-title" lang={lang}>
          {href ? <a href={href}>{title}</a> : title}
        </Heading>
      )}
      {children}
    </article>
  )
}

export type StatusKind = 'open' | 'closed' | 'full' | 'cancelled' | 'example' | 'info' | 'soon' | 'draft'

const statusColor: Record<StatusKind, string> = {
  open: 'success',
  closed: 'neutral',
  full: 'warning',
  cancelled: 'danger',
  example: 'sun',
  info: 'info',
  soon: 'accent',
  draft: 'neutral',
}

/** A word with a colour and a shape, never colour alone. */
export const Status = ({ kind, children }: PropsWithChildren<{ kind: StatusKind }>) => (
  <span class="ds-tag status" data-kind={kind} data-color={statusColor[kind]}>
    {children}
  </span>
)

export const Alert = ({
  kind,
  title,
  children,
  level = 2,
}: PropsWithChildren<{ kind: 'success' | 'info' | 'warning' | 'danger'; title?: Child; level?: 2 | 3 }>) => {
  const Heading = `h${level}` as 'h2' | 'h3'
  return (
    <div class="ds-alert" data-color={kind} role={kind === 'success' ? 'status' : undefined}>
      {title && <Heading class="ds-heading">{title}</Heading>}
      {children}
    </div>
  )
}

/** Nothing here yet: says so kindly and offers what to do instead. */
export const EmptyState = ({
  title,
  children,
  action,
  level = 2,
}: PropsWithChildren<{ title: Child; action?: Child; level?: 2 | 3 }>) => {
  const Heading = `h${level}` as 'h2' | 'h3'
  return (
    <div class="empty">
      <Heading class="ds-heading">{title}</Heading>
      {children && <p>{children}</p>}
      {action && <p class="actions">{action}</p>}
    </div>
  )
}

/** Links, not buttons: a page of a list has an address of its own. */
export const Pagination = ({
  c,
  previous,
  next,
  label,
}: {
  c: Visit
  previous?: string | null
  next?: string | null
  label?: string
}) => {
  if (!previous && !next) return null
  const t = texts[c.lang]
  return (
    <nav class="ds-pagination" aria-label={label ?? t.pages}>
      <ul>
        {previous && (
          <li>
            <a class="ds-button" data-variant="secondary" rel="prev" href={previous}>
              {t.previous}
            </a>
          </li>
        )}
        {next && (
          <li>
            <a class="ds-button" data-variant="secondary" rel="next" href={next}>
              {t.next}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

export const Details = ({
  summary,
  children,
  open,
  id,
}: PropsWithChildren<{ summary: Child; open?: boolean; id?: string }>) => (
  <details class="ds-details" open={open} id={id}>
    <summary>{summary}</summary>
    <div>{children}</div>
  </details>
)

/** On narrow screens more than two columns become one block per row; what is still too wide scrolls in its own box. */
export const Table = ({
  head,
  rows,
  caption,
  rowHead,
}: {
  head: Child[]
  rows: Child[][]
  caption: string
  /** The first cell of each row names the row. */
  rowHead?: boolean
}) => (
  // biome-ignore lint/a11y/useSemanticElements: a group, not a landmark: its page already has one of that name
  <div class="table-box" tabindex={0} role="group" aria-label={caption}>
    <table class={head.length > 2 || head.some(isNoLabel) ? 'ds-table stacks' : 'ds-table'}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col">{cell}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell, i) =>
              rowHead && i === 0 ? (
                <th scope="row">{cell}</th>
              ) : (
                <td data-label={isNoLabel(head[i]) ? undefined : head[i]}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** A column of buttons or links, which say themselves what they do, has an element for its heading. */
const isNoLabel = (heading: Child): heading is Exclude<Child, string> => typeof heading !== 'string'

/** Short facts as label and value; rows without a value are left out. */
export const Facts = ({
  rows,
}: {
  rows: readonly (readonly [label: Child, value: Child] | '' | null | false | undefined)[]
}) => (
  <dl class="facts">
    {rows.map((row) => {
      if (!row || row[1] == null || row[1] === '' || row[1] === false) return null
      return (
        <div>
          <dt>{row[0]}</dt>
          <dd>{row[1]}</dd>
        </div>
      )
    })}
  </dl>
)

/** Content people wrote, in the reader's language when they wrote it in that, marked with the language it is in. */
export const Local = ({
  text,
  c,
  as: As = 'span',
  class: look,
}: {
  text: LocalText | null | undefined
  c: Visit
  as?: 'span' | 'p' | 'div' | 'h1' | 'h2' | 'h3' | 'strong' | 'li'
  class?: string
}) => {
  const found = pick(text, c.lang)
  if (!found.text) return null
  return (
    <As lang={found.lang === c.lang ? undefined : found.lang} class={look} dir="auto">
      {found.text}
    </As>
  )
}

/** Paragraphs of a longer text that people wrote: an empty line starts a new one. */
export const LocalParagraphs = ({ text, c }: { text: LocalText | null | undefined; c: Visit }) => {
  const found = pick(text, c.lang)
  if (!found.text) return null
  return (
    <div class="prose" lang={found.lang === c.lang ? undefined : found.lang} dir="auto">
      {found.text.split(/\n\s*\n/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  )
}

/** "i dag kl. 18.00–20.00", with the exact moment for machines. */
export const When = ({ from, to, c }: { from: Temporal.Instant; to?: Temporal.Instant; c: Visit }) => {
  const words = to ? say[c.lang].range(from, to, c.today) : say[c.lang].dateTime(from, c.today)
  const clock = words.lastIndexOf(' ') + 1
  return (
    <time datetime={from.toString()}>
      {words.slice(0, clock)}
      <span class="clock">{words.slice(clock)}</span>
    </time>
  )
}
