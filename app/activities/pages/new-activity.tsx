import { page, type Visit } from '#kernel'
import { needStaff } from '#people'
import { Button, ErrorSummary, Form, Page } from '#ui'
import { createActivity } from '../create-activity.ts'
import { publishActivity } from '../publish-activity.ts'
import { plainWish } from '../shapes.ts'
import { texts } from '../texts/index.ts'
import { ActivityFields, type FormChoices } from './activity-fields.tsx'
import { activityForm, fieldsOf, type ShownFields, wishFrom } from './activity-form.ts'
import { choicesFor } from './choices.ts'
import { DatesPreview, type Preview, previewOf } from './dates-preview.tsx'
import { staffPaths } from './staff-paths.ts'

type Data = { choices: FormChoices; shown: ShownFields }

export const newActivityPage = page({
  needs: 'sign-in',
  form: activityForm,
  read: async (c): Promise<Data> => {
    const choices = await choicesFor(c, c.query.get('hub'))
    if (choices.hubs.length === 0) needStaff(c.actor, c.query.get('hub'), 'host', 'hub-leader', 'editor')
    const asked = choices.hubs.find((hub) => hub.id === c.query.get('hub')) ?? choices.hubs[0]
    return { choices, shown: emptyFields(c, asked?.id ?? null) }
  },
  act: async (c, fields, data) => {
    const wish = wishFrom(fields)
    if (fields.do === 'preview') return c.hono.html(String(await show(data, c, await previewOf(c, wish))))
    const { id } = await c.transaction(async (tx) => {
      const made = await createActivity(tx, c.actor, wish, c.now)
      if (fields.do === 'publish') await publishActivity(tx, c.actor, made.id, c.now)
      return made
    })
    return c.redirect(`${staffPaths.activity(id)}?done=${fields.do === 'publish' ? 'published' : 'created'}`)
  },
  show: (data, c) => show(data, c),
})

/** Next week at a quiet hour: a start that a host changes rather than fills in. */
function emptyFields(c: Visit, hubId: string | null): ShownFields {
  const start = c.today.add({ days: 7 }).toString()
  return {
    ...fieldsOf({
      ...plainWish,
      hubId,
      category: 'meeting',
      title: {},
      rule: {
        start,
        time: '18:00',
        minutes: 120,
        rrule: null,
        skipPublicHolidays: true,
        skipSchoolHolidays: false,
        extraDates: [],
        cancelledDates: [],
      },
    }),
    category: '',
  }
}

function show({ choices, shown }: Data, c: Visit, preview?: Preview) {
  const t = texts[c.lang].staff
  return (
    <Page c={c} title={t.newTitle} breadcrumbs={[{ href: c.url(staffPaths.activities), text: t.title }]}>
      <ErrorSummary c={c} />
      <h1 class="ds-heading">{t.newTitle}</h1>
      <Form c={c}>
        <ActivityFields c={c} shown={shown} choices={choices} />
        {preview && <DatesPreview preview={preview} c={c} />}
        <p class="actions">
          <Button name="do" value="preview" variant="secondary" formaction="#preview">
            {t.preview}
          </Button>
          <Button name="do" value="publish">
            {t.publish}
          </Button>
          <Button name="do" value="draft" variant="secondary">
            {t.saveDraft}
          </Button>
        </p>
      </Form>
    </Page>
  )
}
