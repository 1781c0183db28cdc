import type { PropsWithChildren } from 'hono/jsx'
import type { Visit } from '#kernel'
import { Button } from './pieces.tsx'
import { texts } from './texts/index.ts'

export type FormProps = PropsWithChildren<{
  c: Visit
  /** Forms post to their own page unless told otherwise. */
  action?: string
  method?: 'post' | 'get'
  multipart?: boolean
  class?: string
  label?: string
}>

/** `novalidate`: our messages say what to do and stay on the page; the browser's bubbles vanish and cannot be read aloud again. */
export const Form = ({ action, method = 'post', multipart, children, label, ...rest }: FormProps) => (
  <form
    method={method}
    action={action}
    enctype={multipart ? 'multipart/form-data' : undefined}
    class={rest.class ?? 'form'}
    aria-label={label}
    novalidate
  >
    {children}
  </form>
)

export const Hidden = ({ name, value }: { name: string; value: string | number }) => (
  <input type="hidden" name={name} value={String(value)} />
)

/** What is wrong and where, focused when the page opens, with a link to each field. Nothing when all is well. */
export function ErrorSummary({ c }: { c: Visit }) {
  if (!c.form.failed) return null
  const { errors } = c.form
  const refusal = c.form.refusal?.say(c.lang)
  return (
    // biome-ignore lint/a11y/useSemanticElements: Designsystemet's own markup; a fieldset would announce a group of fields
    <div class="ds-error-summary" tabindex={-1} autofocus role="group" aria-labelledby="error-summary">
      <h2 class="ds-heading" id="error-summary">
        {refusal ? refusal.why : texts[c.lang].errorHeading}
      </h2>
      {refusal && <p>{refusal.next}</p>}
      {errors.length > 0 && (
        <ul class="ds-list">
          {errors.map((error) => (
            <li>
              <a class="ds-link" href={`#${error.field}`}>
                {error.message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** For links that change something: arriving changes nothing (mail scanners follow links), pressing does. */
export const ConfirmPress = ({
  c,
  children,
  danger,
  name,
  value,
}: PropsWithChildren<{ c: Visit; danger?: boolean; name?: string; value?: string }>) => (
  <Form c={c}>
    <Button color={danger ? 'danger' : undefined} name={name} value={value}>
      {children}
    </Button>
  </Form>
)
