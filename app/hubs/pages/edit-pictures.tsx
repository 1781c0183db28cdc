import { z } from 'zod'
import { field, languages, limit, page, pick, type Visit } from '#kernel'
import { Button, Details, EmptyState, FileField, Form, Hidden, TextField } from '#ui'
import type { HubPicture } from '../hubs.ts'
import { largestUpload, makePicture } from '../pictures/make-picture.ts'
import { dropFiles, keepFiles } from '../pictures/picture-folder.ts'
import {
  addPicture,
  describePicture,
  movePicture,
  pictureWords,
  removedHashes,
  removePicture,
} from '../pictures/pictures.ts'
import { Picture } from '../pieces/hub-facts.tsx'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'

const pictureId = field.number(1, Number.MAX_SAFE_INTEGER)
const form = z.discriminatedUnion('do', [
  pictureWords.extend({ do: z.literal('upload'), file: z.instanceof(File) }),
  pictureWords.extend({ do: z.literal('describe'), pictureId }),
  z.object({ do: z.enum(['earlier', 'later', 'remove']), pictureId }),
])

export const editPicturesPage = page({
  needs: 'sign-in',
  form,
  maxBody: largestUpload + 1024 * 1024,
  read: hubToEdit,
  act: async (c, wish, hub) => {
    const here = staffPath(hub.id, 'pictures')
    switch (wish.do) {
      case 'upload': {
        await limit({ key: `pictures:${c.actor.personId}`, max: 60, seconds: 3600 })
        const picture = await makePicture(new Uint8Array(await wish.file.arrayBuffer()))
        await keepFiles(picture)
        await c.transaction((tx) => addPicture(tx, c.actor, hub.id, picture, wish))
        return c.redirect(`${here}?done=added`)
      }
      case 'describe':
        await c.transaction((tx) => describePicture(tx, c.actor, hub.id, wish.pictureId, wish))
        return c.redirect(`${here}?done=saved`)
      case 'earlier':
      case 'later': {
        const towards = wish.do
        await c.transaction((tx) => movePicture(tx, c.actor, hub.id, wish.pictureId, towards))
        return c.redirect(`${here}?done=saved`)
      }
      case 'remove':
        await c.transaction((tx) => removePicture(tx, c.actor, hub.id, wish.pictureId))
        for (const hash of await removedHashes(c.db)) await dropFiles(hash)
        return c.redirect(`${here}?done=removed`)
    }
  },
  show: (hub, c) => {
    const t = texts[c.lang].staff
    return (
      <StaffFrame hub={hub} part="pictures" c={c}>
        {hub.pictures.length === 0 && <EmptyState title={t.noPictures} />}
        <ul class="hub-pictures">
          {hub.pictures.map((picture, i) => (
            <li>
              <Picture picture={picture} c={c} />
              <MoveButtons picture={picture} first={i === 0} last={i === hub.pictures.length - 1} c={c} />
              <Details summary={`${t.edit}: ${picture.alt.nb ?? ''}`}>
                <Form c={c}>
                  <Hidden name="pictureId" value={picture.id} />
                  <WordsFields picture={picture} c={c} />
                  <p class="actions">
                    <Button name="do" value="describe">
                      {t.save}
                    </Button>
                    <Button name="do" value="remove" color="danger" variant="secondary">
                      {t.remove}
                    </Button>
                  </p>
                </Form>
              </Details>
            </li>
          ))}
        </ul>
        <section aria-labelledby="upload-heading">
          <h2 class="ds-heading" id="upload-heading">
            {t.uploadTitle}
          </h2>
          <Form c={c} multipart>
            <FileField
              c={c}
              name="file"
              label={t.file}
              hint={t.fileHint}
              accept="image/jpeg,image/png,image/webp,image/avif"
              required
            />
            <WordsFields c={c} />
            <Button name="do" value="upload">
              {t.upload}
            </Button>
          </Form>
        </section>
      </StaffFrame>
    )
  },
})

function MoveButtons({
  picture,
  first,
  last,
  c,
}: {
  picture: HubPicture
  first: boolean
  last: boolean
  c: Visit
}) {
  const t = texts[c.lang].staff
  if (first && last) return null
  const which = pick(picture.alt, c.lang).text
  const press = (towards: 'earlier' | 'later', text: string) => (
    <Button name="do" value={towards} variant="tertiary" size="sm" label={`${text}: ${which}`}>
      {text}
    </Button>
  )
  return (
    <Form c={c}>
      <Hidden name="pictureId" value={picture.id} />
      <p class="actions">
        {!first && press('earlier', t.pictureEarlier)}
        {!last && press('later', t.pictureLater)}
      </p>
    </Form>
  )
}

/** Fields of several forms on one page: each picture's have ids of their own, and only the form that was sent shows its errors. */
function WordsFields({ picture, c }: { picture?: HubPicture; c: Visit }) {
  const t = texts[c.lang].staff
  const own = (name: string) => (picture ? `${name}-${picture.id}` : name)
  const visit = picture && c.form.value('pictureId') !== String(picture.id) ? untouched(c) : c
  return (
    <>
      {languages.map((lang) => (
        <TextField
          c={visit}
          name={`alt_${lang}`}
          id={own(`alt_${lang}`)}
          label={t.alt(t.languages[lang])}
          hint={lang === 'nb' ? t.altHint : undefined}
          value={picture?.alt[lang]}
          lang={lang}
          required={lang === 'nb'}
          optional={lang !== 'nb'}
          maxlength={300}
        />
      ))}
      <TextField
        c={visit}
        name="credit"
        id={own('credit')}
        label={t.credit}
        value={picture?.credit}
        optional
        maxlength={120}
      />
    </>
  )
}

const untouched = (c: Visit): Visit =>
  Object.create(c, { form: { value: Object.assign(Object.create(c.form), { sent: false, errors: [] }) } })
