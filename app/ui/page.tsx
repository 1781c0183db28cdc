import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { asset, config, languages, municipality, type Visit } from '#kernel'
import { footer, header } from './frame.ts'
import { hubsCssHref } from './looks.ts'
import { script } from './scripts.ts'
import { texts } from './texts/index.ts'

export type Crumb = { href: string; text: string }

export type PageProps = PropsWithChildren<{
  c: Visit
  title: string
  /** One or two sentences for search engines and shared links. */
  description?: string
  /** Lists and tables may use the whole width; text stays at a readable measure. */
  wide?: boolean
  /** Gives the page the hub's own colours and picture. */
  hub?: { id: string }
  /** The way here, without the front page, My page or the desk, and without this page. */
  breadcrumbs?: Crumb[]
  head?: Child
  jsonLd?: object | object[]
  /** Names of browser entries (`app/<module>/browser/<name>.ts`). */
  scripts?: string[]
  noindex?: boolean
}>

/** JSON that cannot end the script element it stands in. */
const jsonFor = (data: object) => JSON.stringify(data).replace(/</g, '\\u003c')

const address = (lang: string, path: string) =>
  `${config.publicUrl}${lang === 'nb' ? '' : `/${lang}`}${path === '/' && lang !== 'nb' ? '' : path}`

/** The whole document. */
export function Page({
  c,
  title,
  description,
  wide,
  hub,
  breadcrumbs,
  head,
  jsonLd,
  scripts,
  noindex,
  children,
}: PageProps) {
  const t = texts[c.lang]
  const icon = hub ? `/looks/${hub.id}-icon.svg` : '/looks/icon.svg'
  const hidden = noindex || c.path.startsWith('/me') || c.path.startsWith('/staff')
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={c.lang} data-color-scheme="auto" data-hub={hub?.id}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${c.form.failed ? t.errorTitle : ''}${title} – ${t.product} ${municipality.name}`}</title>
          {description && <meta name="description" content={description} />}
          {hidden && <meta name="robots" content="noindex" />}
          <meta name="color-scheme" content="light dark" />
          <link rel="stylesheet" href={asset('app/ui/site.css')} />
          <link rel="stylesheet" href={hubsCssHref} />
          <link rel="icon" href={icon} type="image/svg+xml" />
          {!hidden && (
            <>
              <link rel="canonical" href={address(c.lang, c.path)} />
              {languages.map((lang) => (
                <link rel="alternate" hreflang={lang} href={address(lang, c.path)} />
              ))}
              <meta property="og:title" content={title} />
              <meta property="og:site_name" content={`${t.product} ${municipality.name}`} />
              {description && <meta property="og:description" content={description} />}
            </>
          )}
          <script type="module" src={asset('app/ui/browser/site.ts')}></script>
          {scripts?.map((name) => (
            <script type="module" src={script(name)}></script>
          ))}
          {jsonLd && (
            <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonFor(jsonLd) }}></script>
          )}
          {head}
        </head>
        <body data-size="md">
          {raw(header(c))}
          {breadcrumbs && <Breadcrumbs c={c} crumbs={breadcrumbs} title={title} />}
          <main id="content" tabindex={-1} class={wide ? 'wide' : undefined}>
            {children}
          </main>
          {raw(footer(c.lang))}
        </body>
      </html>
    </>
  )
}

/** Where a reader's own pages and those of the staff begin. */
function beginning(c: Visit): Crumb | undefined {
  const t = texts[c.lang]
  if (c.path.startsWith('/staff/')) return { href: c.url('/staff'), text: t.desk }
  return c.path.startsWith('/me/') ? { href: c.url('/me'), text: t.myPage } : undefined
}

function Breadcrumbs({ c, crumbs, title }: { c: Visit; crumbs: Crumb[]; title: string }) {
  const t = texts[c.lang]
  const first = beginning(c)
  const way = first && crumbs[0]?.href !== first.href ? [first, ...crumbs] : crumbs
  return (
    <nav class="ds-breadcrumbs" aria-label={t.youAreHere}>
      <ol>
        <li>
          <a class="ds-link" href={c.url('/')}>
            {t.front}
          </a>
        </li>
        {way.map((crumb) => (
          <li>
            <a class="ds-link" href={crumb.href}>
              {crumb.text}
            </a>
          </li>
        ))}
        <li>
          <span aria-current="page">{title}</span>
        </li>
      </ol>
    </nav>
  )
}
