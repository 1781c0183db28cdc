import type { Visit } from '#kernel'
import { Button, ButtonLink, Form } from '#ui'
import { pageTexts } from '../texts/pages.ts'
import type { Booking } from './book-data.ts'
import { bookPathOf } from './book-path.ts'
import { placeText } from './date-choices.ts'
import { named, saySpan } from './room-words.tsx'
import { wallOf } from './when-form.ts'

/** Somebody else got the time while the form was filled in: the nearest that is free, with all that was typed. */
export function Instead({ data: { not, repetition }, c }: { data: Booking; c: Visit }) {
  if (!c.form.refusal || !not || repetition.repeat !== 'never') return null
  const t = pageTexts[c.lang].book
  const { alternative, other } = not
  return (
    <div class="panel stack" id="instead">
      <h2 class="ds-heading">{other ? t.takenOther : t.taken}</h2>
      {alternative ? (
        <>
          <p>{t.insteadHint}</p>
          <Button name="instead" value={placeText(alternative)} variant="secondary">
            {other
              ? t.insteadIn(named(other.name, c).title, saySpan(alternative, c))
              : t.instead(saySpan(alternative, c))}
          </Button>
        </>
      ) : (
        <p>{t.noAlternative}</p>
      )}
    </div>
  )
}

/** Before anything was filled in: why not, the nearest time as a link, and the waiting list where waiting helps. */
export function NotFree({ data, c }: { data: Booking; c: Visit }) {
  const t = pageTexts[c.lang].book
  const { not, room, repetition } = data
  if (!not) return null
  const { alternative, other } = not
  const once = repetition.repeat === 'never'
  return (
    <>
      {alternative && (
        <p>
          <ButtonLink
            href={c.url(bookPathOf(alternative.roomId, { ...data, time: wallOf(alternative) }))}
            rel="nofollow"
          >
            {other
              ? t.insteadLink(`${named(other.name, c).title}, ${saySpan(alternative, c)}`)
              : t.insteadLink(saySpan(alternative, c))}
          </ButtonLink>
        </p>
      )}
      {!alternative && once && <p>{t.noAlternative}</p>}
      {once && not.code === 'rooms.taken' && (
        <section aria-labelledby="wait" class="panel stack">
          <h2 class="ds-heading" id="wait">
            {t.waitTitle}
          </h2>
          <p>{t.waitWhy}</p>
          <Form c={c} class="one-press" action={c.url(bookPathOf(room.id, data))}>
            <Button name="do" value="wait" variant="secondary">
              {t.wait}
            </Button>
          </Form>
        </section>
      )}
      <p>
        <a href={c.url(`/rooms/${room.id}#rules`)}>{t.seeRules}</a>
      </p>
    </>
  )
}
