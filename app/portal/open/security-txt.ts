import { config, municipality, type Visit } from '#kernel'

/** RFC 9116. It expires in half a year, at the turn of a month, so that the text is the same for weeks. */
export function securityTxt({
  contact,
  publicUrl,
  today,
}: {
  contact: string
  publicUrl: string
  today: Temporal.PlainDate
}): string {
  const expires = today.with({ day: 1 }).add({ months: 6 })
  return [
    `Contact: ${contact.includes(':') ? contact : `mailto:${contact}`}`,
    `Expires: ${expires.toString()}T00:00:00Z`,
    'Preferred-Languages: nb, nn, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n')
}

export const securityTxtFor = (c: Visit) =>
  new Response(
    securityTxt({
      contact: config.securityContact ?? municipality.email,
      publicUrl: config.publicUrl,
      today: c.today,
    }),
    { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' } },
  )
