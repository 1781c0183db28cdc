import { config } from '#kernel'

const personal = ['/me', '/staff', '/sign-in', '/sign-out', '/calendar/', '/development/', '/live']

/** What is somebody's own or changes something is no business of search engines, in any language. */
export const robotsTxt = (publicUrl: string) =>
  [
    'User-agent: *',
    ...personal.flatMap((path) =>
      [path, `/nn${path}`, `/en${path}`].map((disallowed) => `Disallow: ${disallowed}`),
    ),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n')

export const robotsTxtFor = () =>
  new Response(robotsTxt(config.publicUrl), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  })
