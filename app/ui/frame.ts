import { config, type Lang, languages, municipality, say, type Visit } from '#kernel'
import { texts } from './texts/index.ts'

// The frame is the same on every page: written as text once per language, it costs the renderer nothing.

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A square seen from above: four tiles, one of them lit. */
const mark = `<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><rect class="mark-a" x="2" y="2" width="13" height="13" rx="4"/><path class="mark-b" d="M17 6a4 4 0 0 1 4-4h5a4 4 0 0 1 4 4v9H21a4 4 0 0 1-4-4z"/><path class="mark-c" d="M2 21a4 4 0 0 1 4-4h9v9a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4z"/><circle class="mark-d" cx="23.5" cy="23.5" r="6.5"/></svg>`

const prefix = (lang: Lang) => (lang === 'nb' ? '' : `/${lang}`)

const menu = (lang: Lang) => {
  const t = texts[lang]
  return [
    ['/activities', t.whatsOn],
    ['/rooms', t.rooms],
    ['/hubs', t.findHub],
    ['/search', t.search],
  ] as const
}

const isAt = (path: string, href: string) => path === href || path.startsWith(`${href}/`)

const navLink = (lang: Lang, path: string, href: string, text: string) =>
  `<li><a href="${prefix(lang)}${href}"${isAt(path, href) ? ' aria-current="page"' : ''}>${text}</a></li>`

/** Links that ask the kernel to remember the language and show this page in it. */
function languageLinks(c: Visit) {
  const others = new URLSearchParams(c.query)
  others.delete('language')
  others.delete('done')
  const kept = others.size > 0 ? `${others}&` : ''
  return languages
    .map((lang) => {
      const href = escaped(`${prefix(c.lang)}${c.path}?${kept}language=${lang}`)
      const current = lang === c.lang ? ' aria-current="true"' : ''
      return `<li><a href="${href}" lang="${lang}" hreflang="${lang}" rel="nofollow"${current}>${texts[lang].languageName}</a></li>`
    })
    .join('')
}

export function header(c: Visit): string {
  const t = texts[c.lang]
  const isPerson = c.actor.kind === 'person'
  const desk = isPerson && c.actor.roles.length > 0 ? navLink(c.lang, c.path, '/staff', t.desk) : ''
  const own = isPerson
    ? navLink(c.lang, c.path, '/me', t.myPage)
    : `<li><a href="${prefix(c.lang)}/sign-in" rel="nofollow">${t.signIn}</a></li>`
  return (
    `<a class="ds-skip-link" href="#content">${t.skip}</a>` +
    `<header class="site-header">${config.demonstration ? `<p class="demonstration">${t.demonstration}</p>` : ''}<div class="strip"><span>${escaped(municipality.name)}</span>` +
    `<nav aria-label="${t.chooseLanguage}"><ul class="languages">${languageLinks(c)}</ul></nav></div>` +
    `<div class="bar"><a class="home" href="${prefix(c.lang)}/">${mark}<span>${t.product}</span></a>` +
    `<nav aria-label="${t.mainMenu}"><ul class="menu">${menu(c.lang)
      .map(([href, text]) => navLink(c.lang, c.path, href, text))
      .join('')}${desk}</ul><ul class="menu own">${own}</ul></nav></div></header>`
  )
}

const footers = new Map<Lang, string>()

export function footer(lang: Lang): string {
  const ready = footers.get(lang)
  if (ready) return ready
  const t = texts[lang]
  const link = (href: string, text: string) => `<li><a href="${prefix(lang)}${href}">${text}</a></li>`
  const written =
    `<footer class="site-footer"><div class="inner"><div><p class="footer-name">${escaped(municipality.name)}</p>` +
    `<p>${t.askUs}: <a href="tel:+47${municipality.phone.replace(/\D/g, '')}">${say[lang].phone(municipality.phone)}</a><br>` +
    `<a href="mailto:${escaped(municipality.email)}">${escaped(municipality.email)}</a></p></div>` +
    `<nav aria-label="${t.footer}"><ul>${link('/about', t.about)}${link('/accessibility', t.accessibility)}` +
    `${link('/feedback', t.feedback)}${link('/privacy', t.privacy)}${link('/api', t.openData)}</ul></nav></div></footer>`
  footers.set(lang, written)
  return written
}
