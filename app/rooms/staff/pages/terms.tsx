import { z } from 'zod'
import { inLanguages, TextInLanguages, textFrom } from '#hubs'
import { field, page, say, type Visit } from '#kernel'
import { isAdministrator } from '#people'
import { Button, Details, EmptyState, Form, Local, LocalParagraphs, Select } from '#ui'
import { staffTexts } from '../../texts/staff.ts'
import { HubChoice, RoomsFrame } from '../frame.tsx'
import { staffRoomPaths } from '../paths.ts'
import { type TermsVersion, termsAt } from '../rooms-to-run.ts'
import { hubsToRun, type NamedHub } from '../who-may.ts'
import { writeTerms } from '../write-terms.ts'

/** The whole municipality, as forms say it: no hub is called this. */
const everywhere = '-'
const form = z.object({
  for: z.string().max(60),
  ...inLanguages('title', 120),
  title_nb: field.text(120),
  ...inLanguages('body', 20_000),
  body_nb: field.text(20_000),
})

export const termsPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    const { hubs, asked } = await hubsToRun(c)
    const hub = asked ?? (hubs[0] as NamedHub)
    return { hubs, hub, versions: await termsAt(c.db, hub.id) }
  },
  act: async (c, wish, { hub }) => {
    await c.transaction((tx) =>
      writeTerms(tx, c.actor, wish.for === everywhere ? null : wish.for, {
        title: textFrom(wish, 'title') ?? {},
        body: textFrom(wish, 'body') ?? {},
      }),
    )
    return c.redirect(`${staffRoomPaths.terms(hub.id)}&done=saved`)
  },
  show: ({ hubs, hub, versions }, c) => {
    const t = staffTexts[c.lang].terms
    const newest = versions.find((version) => version.hubId === hub.id) ?? versions[0]
    return (
      <RoomsFrame c={c} hub={hub} place="terms" title={t.title}>
        <p class="lead">{t.intro}</p>
        <HubChoice c={c} hubs={hubs} asked={hub} />
        {versions.length === 0 && <EmptyState title={t.none} />}
        {versions.map((version, i) => (
          <Version version={version} hub={hub} open={i === 0} c={c} />
        ))}
        <section aria-labelledby="new-version">
          <h2 class="ds-heading" id="new-version">
            {t.newVersion}
          </h2>
          <Form c={c} class="form room-form">
            {isAdministrator(c.actor) ? (
              <Select
                c={c}
                name="for"
                label={t.for}
                value={hub.id}
                empty={false}
                options={[
                  { value: hub.id, text: hub.name },
                  { value: everywhere, text: t.municipality },
                ]}
              />
            ) : (
              <input type="hidden" name="for" value={hub.id} />
            )}
            <TextInLanguages
              c={c}
              name="title"
              label={t.termsTitle}
              text={newest?.title}
              maxlength={120}
              required
            />
            <TextInLanguages
              c={c}
              name="body"
              label={t.body}
              hint={t.bodyHint}
              text={newest?.body}
              maxlength={20_000}
              rows={12}
              required
            />
            <Button>{t.write}</Button>
          </Form>
        </section>
      </RoomsFrame>
    )
  },
})

function Version({
  version,
  hub,
  open,
  c,
}: {
  version: TermsVersion
  hub: NamedHub
  open: boolean
  c: Visit
}) {
  const t = staffTexts[c.lang].terms
  const about = [
    version.hubId === null ? t.municipality : t.of(hub.name),
    t.version(version.version),
    say[c.lang].dateYear(version.writtenAt),
    version.rooms > 0 && say[c.lang].plural(version.rooms, t.used),
  ].filter(Boolean)
  return (
    <Details
      open={open}
      summary={
        <>
          <Local text={version.title} c={c} /> <span class="quiet small">{about.join(' · ')}</span>
        </>
      }
    >
      <LocalParagraphs text={version.body} c={c} />
    </Details>
  )
}
