import { config, languages, urlIn } from '#kernel'

export const issuerPrefix = '/development/issuer'

/** Where a persona is chosen, in the language the client asked for. */
export const interactionPath = (
  _ctx: unknown,
  interaction: { uid: string; params: Record<string, unknown> },
) =>
  config.publicUrl + urlIn(uiLocale(interaction.params.ui_locales), `/development/sign-in/${interaction.uid}`)

const uiLocale = (locales: unknown) =>
  languages.find((lang) => lang === String(locales ?? '').split(' ')[0]) ?? 'nb'
