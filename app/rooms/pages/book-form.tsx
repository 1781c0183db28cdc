import { z } from 'zod'
import { field, pick, say, type Visit } from '#kernel'
import {
  Button,
  Checkbox,
  Details,
  Form,
  Hidden,
  LocalParagraphs,
  NumberField,
  RadioGroup,
  Select,
  TextField,
} from '#ui'
import { rulesAt } from '../rule-set.ts'
import { audiences, type BookingWish } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import type { Booking } from './book-data.ts'
import { Instead } from './instead.tsx'
import { RefusedDates } from './refused-dates.tsx'
import { RepeatFields } from './repeat-fields.tsx'
import { sayPrice } from './room-words.tsx'
import { repeatFields, timeFields } from './when-form.ts'

/** What the page is asked to do. Choices for refused dates come under names of their own and are read beside it. */
export const bookForm = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('hold'),
    date: timeFields.date.optional(),
    from: timeFields.from.optional(),
    to: timeFields.to.optional(),
  }),
  z.object({ do: z.enum(['let-go', 'wait']) }),
  z.object({
    do: z.literal('book'),
    ...repeatFields,
    purpose: field.text(500),
    headCount: field.number(1, 5000),
    as: z.uuid().optional(),
    audience: z.enum(audiences).default('closed'),
    alcohol: field.tick(),
    party: field.tick(),
    responsibleName: field.text(120).optional(),
    responsiblePhone: field.text(30).optional(),
    terms: z.coerce.number().int().optional(),
    accept: field.tick(),
    /** The alternative that was pressed: `room from to`. */
    instead: z.string().max(200).optional(),
  }),
])
export type BookForm = z.output<typeof bookForm>
export type FilledIn = Extract<BookForm, { do: 'book' }>

/** What the verbs ask for, apart from where and when. */
export const wishFrom = (filled: FilledIn): Omit<BookingWish, 'roomId' | 'from' | 'to' | 'holdId'> => ({
  purpose: filled.purpose,
  headCount: filled.headCount,
  associationId: filled.as,
  audience: filled.audience,
  alcohol: filled.alcohol,
  party: filled.party,
  responsibleName: filled.responsibleName,
  responsiblePhone: filled.responsiblePhone,
  termsId: filled.terms,
  acceptTerms: filled.accept,
})

export function FillIn({ data, c }: { data: Booking; c: Visit }) {
  const t = pageTexts[c.lang]
  const { room, mandates, people, as, repetition, way, price } = data
  const rules = rulesAt(room.rules, data.state)
  const repeats = repetition.repeat !== 'never'
  return (
    <>
      <Form c={c} label={t.book.title(pick(room.name, c.lang).text)}>
        <Hidden name="do" value="book" />
        <RefusedDates of={data.slots.length} roomId={room.id} c={c} />
        <TextField
          c={c}
          name="purpose"
          label={t.book.purpose}
          hint={t.book.purposeHint}
          required
          maxlength={500}
        />
        <NumberField
          c={c}
          name="headCount"
          label={t.book.headCount}
          hint={t.book.headCountHint(room.capacity)}
          value={people}
          size={4}
          required
        />
        {mandates.length > 0 && (
          <Select
            c={c}
            name="as"
            label={t.book.as}
            hint={t.book.asHint}
            value={as}
            empty={t.book.self}
            options={mandates.map(({ associationId, name }) => ({ value: associationId, text: name }))}
          />
        )}
        <RadioGroup
          c={c}
          name="audience"
          label={t.book.audience}
          value="closed"
          options={[...audiences].reverse().map((value) => ({ value, text: t.book.audiences[value] }))}
        />
        {room.rules.privateParties ? (
          <Checkbox c={c} name="party" label={t.book.party} hint={t.book.partyHint} />
        ) : (
          <p class="hint">{t.book.noParties}</p>
        )}
        {rules.alcohol !== 'no' && (
          <Checkbox
            c={c}
            name="alcohol"
            label={t.book.alcohol}
            hint={rules.alcohol === 'approval' ? t.book.alcoholApproval : t.book.alcoholYes}
          />
        )}
        {!data.offer && (
          <Details summary={t.book.repeat} open={repeats}>
            <div class="form">
              <p>{t.book.repeatHint}</p>
              <RepeatFields repetition={repetition} c={c} />
            </div>
          </Details>
        )}
        <Details summary={t.book.responsible} open={Boolean(c.form.value('responsibleName'))}>
          <div class="form">
            <p>{t.book.responsibleHint(rules.responsibleAge)}</p>
            <TextField c={c} name="responsibleName" label={t.book.responsibleName} maxlength={120} optional />
            <TextField
              c={c}
              name="responsiblePhone"
              label={t.book.responsiblePhone}
              inputmode="tel"
              maxlength={30}
              optional
            />
          </div>
        </Details>
        <p>
          {t.book.price}: <strong>{sayPrice(price, c, repeats)}</strong>
          {price > 0 && <span class="quiet small"> {t.book.priceHint}</span>}
        </p>
        {room.terms && (
          <>
            <Hidden name="terms" value={room.terms.id} />
            <Details summary={t.book.readTerms(room.terms.version)}>
              <LocalParagraphs text={room.terms.body} c={c} />
            </Details>
            <Checkbox
              c={c}
              name="accept"
              label={t.book.accept(pick(room.terms.title, c.lang).text)}
              required
            />
          </>
        )}
        <p class="hint">{t.book.keptFor}</p>
        <Instead data={data} c={c} />
        <Button>
          {c.form.refusal?.code === 'rooms.dates-refused'
            ? t.book.bookRest
            : repeats
              ? t.book.submitSeries
              : way === 'approval'
                ? t.book.submitAsk
                : t.book.submit}
        </Button>
      </Form>
      {data.hold && (
        <Form c={c} class="one-press">
          <Button name="do" value="let-go" variant="tertiary">
            {t.book.letGo}
          </Button>
        </Form>
      )}
    </>
  )
}

/** How long the time is kept, by the clock on the wall. */
export function HeldUntil({ data: { hold, offer }, c }: { data: Booking; c: Visit }) {
  const t = pageTexts[c.lang].book
  const until = hold?.heldUntil
  if (!until) return null
  const over = Temporal.Instant.compare(until, c.now) <= 0
  return (
    <div class="held-until" role="status">
      {offer && <p>{t.offer}</p>}
      <p>
        <strong>{over ? t.heldOver : t.heldUntil(say[c.lang].time(until))}</strong>{' '}
        {over ? t.heldOverHint : t.heldUntilHint}
      </p>
    </div>
  )
}
