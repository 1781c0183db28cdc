import type { LocalText, Visit } from '#kernel'
import { Details, TextArea, TextField } from '#ui'
import { texts } from '../texts/index.ts'

const others = ['nn', 'en'] as const

/** A short text. Bokmål is in sight; the other languages are one press away, and open when somebody has written there. */
export function TextInLanguages({
  c,
  name,
  label,
  hint,
  text,
  required,
  maxlength,
  rows,
}: {
  c: Visit
  name: string
  label: string
  hint?: string
  text?: LocalText | null
  required?: boolean
  maxlength: number
  /** Longer texts get as many lines. */
  rows?: number
}) {
  const t = texts[c.lang].staff
  const written = others.some((lang) => text?.[lang] || c.form.value(`${name}_${lang}`))
  const Field = rows ? TextArea : TextField
  return (
    <>
      <Field
        c={c}
        rows={rows}
        name={`${name}_nb`}
        label={label}
        hint={hint}
        value={text?.nb}
        lang="nb"
        required={required}
        optional={!required}
        maxlength={maxlength}
      />
      <Details
        summary={
          <>
            <span class="ds-sr-only">{label}: </span>
            {t.otherLanguages}
          </>
        }
        open={written}
      >
        {others.map((lang) => (
          <Field
            c={c}
            rows={rows}
            name={`${name}_${lang}`}
            label={t.inLanguage(label, t.languages[lang])}
            value={text?.[lang]}
            lang={lang}
            optional
            maxlength={maxlength}
          />
        ))}
      </Details>
    </>
  )
}
