import { type Lang, type LocalText, say, sayPhone, type Visit } from '#kernel'
import { Facts, Local } from '#ui'
import type { ActivityPage } from '../activity-page.ts'
import { RoomLinks } from '../rooms/room-links.tsx'
import { texts } from '../texts/index.ts'
import { languageName } from './spoken.ts'

const has = (text: LocalText) => Object.values(text).some(Boolean)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** 'Alle og nye i Norge': only first letters change, so names of places keep theirs. */
const inOneSentence = (labels: string[], lang: Lang) =>
  capital(say[lang].list(labels.map((label) => label.charAt(0).toLowerCase() + label.slice(1))))

/** Where, by whom, for whom and for how much: what one needs to know before coming. */
export function ActivityFacts({
  activity: a,
  hub,
  c,
}: {
  activity: ActivityPage
  hub?: { id: string; name: string } | null
  c: Visit
}) {
  const t = texts[c.lang]
  const f = t.facts
  return (
    <Facts
      rows={[
        [
          f.where,
          has(a.place) || hub || a.outdoors ? (
            <>
              {hub && <a href={c.url(`/hubs/${hub.id}`)}>{hub.name}</a>}
              {hub && has(a.place) && ', '}
              <Local text={a.place} c={c} />
              {a.outdoors && ` (${f.outdoors.toLowerCase()})`}
            </>
          ) : (
            t.wholeMunicipality
          ),
        ],
        [t.rooms.where, a.rooms.length > 0 && <RoomLinks rooms={a.rooms} c={c} />],
        [f.meetingPoint, has(a.meetingPoint) && <Local text={a.meetingPoint} c={c} />],
        [f.organiser, a.organiserName || t.organiserKinds[a.organiserKind]],
        [f.category, t.categories[a.category]],
        [
          f.audience,
          a.audience.length > 0 &&
            inOneSentence(
              a.audience.map((one) => t.audiences[one]),
              c.lang,
            ),
        ],
        [f.age, agesOf(a, c)],
        [
          f.languages,
          a.languages.length > 0 &&
            capital(say[c.lang].list(a.languages.map((code) => languageName(code, c.lang)))),
        ],
        [f.price, a.free ? f.free : has(a.price) ? <Local text={a.price} c={c} /> : f.paid],
        [f.signUp, signUpOf(a, c)],
        [f.minimum, a.signUp === 'open' && a.minimum !== null && f.minimumNeeded(a.minimum)],
        [
          f.accessibility,
          (a.accessibility.length > 0 || has(a.accessibilityNote)) && (
            <>
              {a.accessibility.length > 0 &&
                `${inOneSentence(
                  a.accessibility.map((one) => t.accessibilities[one]),
                  c.lang,
                )}. `}
              <Local text={a.accessibilityNote} c={c} />
            </>
          ),
        ],
        [f.bring, has(a.bring) && <Local text={a.bring} c={c} />],
        [f.contact, (a.contact.role || a.contact.email || a.contact.phone) && <ContactLine activity={a} />],
        [
          f.links,
          a.links.length > 0 && (
            <ul class="plain-list">
              {a.links.map((link) => (
                <li>
                  <a href={link.url} rel="noopener">
                    {link.text || link.url.replace(/^https?:\/\//, '')}
                  </a>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  )
}

function agesOf({ ageMin, ageMax }: ActivityPage, c: Visit): string | false {
  const f = texts[c.lang].facts
  if (ageMin !== null && ageMax !== null) return f.ageBetween(ageMin, ageMax)
  if (ageMin !== null) return f.ageFrom(ageMin)
  return ageMax !== null && f.ageTo(ageMax)
}

function signUpOf(a: ActivityPage, c: Visit): string {
  const f = texts[c.lang].facts
  if (a.signUp === 'none') return f.noSignUp
  const opens = a.opensAt === null ? null : Temporal.Instant.from(a.opensAt)
  if (opens && Temporal.Instant.compare(opens, c.now) > 0)
    return f.signUpOpens(say[c.lang].dateTime(opens, c.today))
  const pool = a.coursePool
  if (pool?.capacity == null || pool.left === null || !a.dates.some((date) => date.signUpOpen))
    return f.signUpNeeded
  return f.left(pool.left, pool.capacity)
}

const ContactLine = ({ activity: { contact } }: { activity: ActivityPage }) => (
  <>
    {[
      contact.role && <span dir="auto">{contact.role}</span>,
      contact.phone && <a href={`tel:${contact.phone.replace(/\s/g, '')}`}>{sayPhone(contact.phone)}</a>,
      contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>,
    ]
      .filter(Boolean)
      .map((part, i) => (
        <>
          {i > 0 && ', '}
          {part}
        </>
      ))}
  </>
)
