import { say, type Visit } from '#kernel'
import { Facts, Local, LocalParagraphs } from '#ui'
import type { Hub, HubPicture, HubSummary } from '../hubs.ts'
import { texts } from '../texts/index.ts'
import { Example, Unknown } from './open-now.tsx'

/** Phone, e-mail, address. What is not known says so, so that nobody looks for it in vain. */
export function HubContact({ hub, c }: { hub: HubSummary | Hub; c: Visit }) {
  const t = texts[c.lang].hub
  return (
    <Facts
      rows={[
        [t.address, <HubAddress hub={hub} c={c} />],
        [t.phone, hub.phone ? <Phone number={hub.phone} note={hub.phoneNote} c={c} /> : <Unknown c={c} />],
        [t.email, hub.email ? <a href={`mailto:${hub.email}`}>{hub.email}</a> : <Unknown c={c} />],
        hub.openedOn
          ? [
              t.openedOn,
              hub.openedOn.length === 10
                ? say[c.lang].dateYear(Temporal.PlainDate.from(hub.openedOn))
                : hub.openedOn,
            ]
          : null,
      ]}
    />
  )
}

const Phone = ({ number, note, c }: { number: string; note: Hub['phoneNote']; c: Visit }) => (
  <>
    <a href={`tel:+47${number.replace(/\D/g, '')}`}>{say[c.lang].phone(number)}</a>
    {note && (
      <>
        {' '}
        (<Local text={note} c={c} />)
      </>
    )}
  </>
)

export const HubAddress = ({
  hub,
  c,
}: {
  hub: Pick<HubSummary, 'address' | 'postalCode' | 'postalPlace'>
  c: Visit
}) => {
  const place = [hub.postalCode, hub.postalPlace].filter(Boolean).join(' ')
  if (hub.address) return <>{[hub.address, place].filter(Boolean).join(', ')}</>
  if (!place) return <Unknown c={c} />
  return (
    <>
      {place} <span class="unknown">({texts[c.lang].hub.streetUnknown})</span>
    </>
  )
}

export function HubFacilities({ hub, c }: { hub: Hub; c: Visit }) {
  const t = texts[c.lang]
  if (hub.facilities.length === 0) return <p>{t.hub.noFacilities}</p>
  return (
    <Facts
      rows={hub.facilities.map((facility) => [
        t.facilities[facility.kind] ?? facility.kind,
        <>
          {t.answers[facility.answer]}
          {facility.note && (
            <>
              {': '}
              <Local text={facility.note} c={c} />
            </>
          )}
          {facility.example && (
            <>
              {' '}
              <Example c={c} />
            </>
          )}
        </>,
      ])}
    />
  )
}

export const HubProfile = ({ hub, c }: { hub: Pick<Hub, 'profile'>; c: Visit }) =>
  hub.profile ? <LocalParagraphs text={hub.profile} c={c} /> : null

export const HubPictures = ({ hub, c }: { hub: Hub; c: Visit }) =>
  hub.pictures.length === 0 ? null : (
    <ul class="hub-pictures">
      {hub.pictures.map((picture) => (
        <li>
          <figure>
            <Picture picture={picture} c={c} />
            {picture.credit && <figcaption>{texts[c.lang].hub.photo(picture.credit)}</figcaption>}
          </figure>
        </li>
      ))}
    </ul>
  )

const addressOf = (picture: HubPicture, width: number, format: string) =>
  `/pictures/${picture.hash}-${width}.${format}`
const sourceSet = (picture: HubPicture, format: string) =>
  picture.widths.map((width) => `${addressOf(picture, width, format)} ${width}w`).join(', ')

export function Picture({
  picture,
  c,
  sizes = '(max-width: 48rem) 100vw, 24rem',
}: {
  picture: HubPicture
  c: Visit
  sizes?: string
}) {
  const alt = picture.alt[c.lang] ?? picture.alt.nb ?? ''
  const middle = picture.widths[Math.floor((picture.widths.length - 1) / 2)] ?? picture.width
  return (
    <picture>
      <source type="image/avif" srcset={sourceSet(picture, 'avif')} sizes={sizes} />
      <source type="image/webp" srcset={sourceSet(picture, 'webp')} sizes={sizes} />
      <img
        src={addressOf(picture, middle, 'jpg')}
        srcset={sourceSet(picture, 'jpg')}
        sizes={sizes}
        width={picture.width}
        height={picture.height}
        alt={alt}
        loading="lazy"
      />
    </picture>
  )
}
