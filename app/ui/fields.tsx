import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Visit } from '#kernel'
import { texts } from './texts/index.ts'

// Labels, hints and errors are tied to their field here, in the HTML: Designsystemet's <ds-field> does it in the
// browser, which leaves a page without script with unnamed fields.

export type Option = { value: string; text: string; hint?: string }

export type FieldProps = {
  c: Visit
  name: string
  label: Child
  hint?: Child
  required?: boolean
  /** Says "(valgfritt)" after the label. */
  optional?: boolean
  /** What stands there before anybody typed. */
  value?: string | number | null
  /** When two forms on a page have a field of the same name. */
  id?: string
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search'
  lang?: string
  maxlength?: number
}

const idOf = ({ id, name }: { id?: string; name: string }) => id ?? name

const errorOf = ({ c, name, label }: { c: Visit; name: string; label: Child }) =>
  c.form.error(name, typeof label === 'string' ? label : undefined)

/** What was typed wins over what is stored, also when it was emptied. */
const shown = ({ c, name, value }: FieldProps): string =>
  c.form.sent ? (c.form.value(name) ?? '') : value == null ? '' : String(value)

const describedBy = (id: string, hint: unknown, error: unknown) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

const Optional = ({ c, optional }: { c: Visit; optional?: boolean }) =>
  optional ? <span class="optional">{` (${texts[c.lang].optional})`}</span> : null

const ErrorText = ({ id, error }: { id: string; error?: string }) =>
  error ? (
    <p class="ds-validation-message" id={`${id}-error`}>
      {error}
    </p>
  ) : null

const Hint = ({ id, hint }: { id: string; hint?: Child }) =>
  hint ? (
    <div data-field="description" id={`${id}-hint`}>
      {hint}
    </div>
  ) : null

function Field({ children, ...field }: PropsWithChildren<FieldProps>) {
  const id = idOf(field)
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {field.label}
        <Optional {...field} />
      </label>
      <Hint id={id} hint={field.hint} />
      {children}
      <ErrorText id={id} error={errorOf(field)} />
    </div>
  )
}

/** The attributes every control shares. */
function control(field: FieldProps) {
  const id = idOf(field)
  const error = errorOf(field)
  return {
    id,
    name: field.name,
    class: 'ds-input',
    required: field.required,
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    lang: field.lang,
    maxlength: field.maxlength,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': describedBy(id, field.hint, error),
  }
}

type TextType = 'text' | 'email' | 'tel' | 'url' | 'search' | 'password'

export const TextField = ({
  type = 'text',
  size,
  ...field
}: FieldProps & { type?: TextType; size?: number }) => (
  <Field {...field}>
    {/* A secret that was typed is not sent back. */}
    <input
      type={type}
      size={size}
      {...control(field)}
      value={type === 'password' ? undefined : shown(field)}
    />
  </Field>
)

export const TextArea = ({ rows = 4, ...field }: FieldProps & { rows?: number }) => (
  <Field {...field}>
    <textarea rows={rows} {...control(field)}>
      {shown(field)}
    </textarea>
  </Field>
)

export const DateField = ({ min, max, ...field }: FieldProps & { min?: string; max?: string }) => (
  <Field {...field}>
    <input type="date" data-width="auto" min={min} max={max} {...control(field)} value={shown(field)} />
  </Field>
)

export const TimeField = (field: FieldProps) => (
  <Field {...field}>
    <input type="time" data-width="auto" {...control(field)} value={shown(field)} />
  </Field>
)

/** A text field with a number keyboard: spinners change values when somebody scrolls past. */
export const NumberField = ({
  size = 6,
  ...field
}: FieldProps & { size?: number; min?: number; max?: number }) => (
  <Field {...field}>
    <input type="text" size={size} {...control({ inputmode: 'numeric', ...field })} value={shown(field)} />
  </Field>
)

export const FileField = ({ accept, ...field }: FieldProps & { accept?: string }) => (
  <Field {...field}>
    <input type="file" accept={accept} {...control(field)} />
  </Field>
)

type SelectProps = FieldProps & {
  options: readonly Option[] /** Text of the empty choice; `false` leaves it out. */
  empty?: string | false
}

export function Select({ options, empty, ...field }: SelectProps) {
  const value = shown(field)
  return (
    <Field {...field}>
      <select {...control(field)}>
        {empty !== false && <option value="">{empty ?? texts[field.c.lang].choose}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  )
}

type CheckboxProps = Omit<FieldProps, 'value'> & {
  checked?: boolean /** Sent when ticked; "on" as browsers do. */
  value?: string
}

export function Checkbox({ checked, value = 'on', ...field }: CheckboxProps) {
  const id = idOf(field)
  const error = errorOf(field)
  const ticked = field.c.form.sent ? field.c.form.values(field.name).includes(value) : checked
  return (
    <div class="ds-field">
      <input type="checkbox" {...control(field)} value={value} checked={ticked} />
      <label class="ds-label" data-weight="regular" for={id}>
        {field.label}
      </label>
      <Hint id={id} hint={field.hint} />
      <ErrorText id={id} error={error} />
    </div>
  )
}

type GroupProps = Omit<FieldProps, 'value'> & { options: readonly Option[] }

function Choices({
  type,
  options,
  chosen,
  ...field
}: GroupProps & { type: 'radio' | 'checkbox'; chosen: readonly string[] }) {
  const id = idOf(field)
  const error = errorOf(field)
  return (
    <fieldset class="ds-fieldset" aria-describedby={describedBy(id, field.hint, error)}>
      <legend class="ds-label">
        {field.label}
        <Optional {...field} />
      </legend>
      <Hint id={id} hint={field.hint} />
      {options.map((option, i) => {
        // The error summary links to the field's own id: that is the first choice.
        const choice = i === 0 ? id : `${id}-${option.value}`
        return (
          <div class="ds-field">
            <input
              type={type}
              class="ds-input"
              id={choice}
              name={field.name}
              value={option.value}
              checked={chosen.includes(option.value)}
              required={type === 'radio' && field.required}
              aria-invalid={error ? 'true' : undefined}
              aria-describedby={option.hint ? `${choice}-hint` : undefined}
            />
            <label class="ds-label" data-weight="regular" for={choice}>
              {option.text}
            </label>
            <Hint id={choice} hint={option.hint} />
          </div>
        )
      })}
      <ErrorText id={id} error={error} />
    </fieldset>
  )
}

export const RadioGroup = ({ value, ...field }: GroupProps & { value?: string | null }) => (
  <Choices
    {...field}
    type="radio"
    chosen={field.c.form.sent ? field.c.form.values(field.name) : value == null ? [] : [value]}
  />
)

export const CheckboxGroup = ({ value, ...field }: GroupProps & { value?: readonly string[] | null }) => (
  <Choices
    {...field}
    type="checkbox"
    chosen={field.c.form.sent ? field.c.form.values(field.name) : (value ?? [])}
  />
)
