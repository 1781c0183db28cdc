import { inZone, type Visit } from '#kernel'
import { DateField, TimeField } from '#ui'
import type { Span } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'

const clock = (instant: Temporal.Instant) => inZone(instant).toPlainTime().toString().slice(0, 5)

/** Date, from and to, as wall clock. */
export function WhenFields({
  c,
  span,
  date,
  time,
}: {
  c: Visit
  span?: Span
  date?: string | null
  time?: string | null
}) {
  const t = staffTexts[c.lang].booking
  return (
    <div class="side-by-side">
      <DateField
        c={c}
        name="date"
        label={t.date}
        value={span ? inZone(span.from).toPlainDate().toString() : date}
        required
      />
      <TimeField c={c} name="from" label={t.from} value={span ? clock(span.from) : time} required />
      <TimeField c={c} name="to" label={t.to} value={span && clock(span.to)} required />
    </div>
  )
}
