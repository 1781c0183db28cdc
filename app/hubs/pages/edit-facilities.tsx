import { page } from '#kernel'
import { Button, Form, Select } from '#ui'
import { editFacilities, facilitiesForm, facilityKinds } from '../edit/facilities.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'
import { TextInLanguages } from './text-in-languages.tsx'

export const editFacilitiesPage = page({
  needs: 'sign-in',
  form: facilitiesForm,
  read: hubToEdit,
  act: async (c, wish, hub) => {
    await c.transaction((tx) =>
      editFacilities(tx, c.actor, hub.id, wish as Record<string, string | undefined>),
    )
    return c.redirect(`${staffPath(hub.id, 'facilities')}?done=saved`)
  },
  show: (hub, c) => {
    const t = texts[c.lang]
    const options = (['yes', 'partly', 'no'] as const).map((value) => ({ value, text: t.answers[value] }))
    return (
      <StaffFrame hub={hub} part="facilities" c={c}>
        <p class="lead">{t.staff.facilitiesHint}</p>
        <Form c={c}>
          {facilityKinds.map((kind) => {
            const known = hub.facilities.find((facility) => facility.kind === kind && !facility.example)
            const name = t.facilities[kind] ?? kind
            return (
              <div class="pair">
                <Select
                  c={c}
                  name={`answer_${kind}`}
                  label={name}
                  options={options}
                  empty={t.unknown}
                  value={known?.answer}
                />
                <div>
                  <TextInLanguages
                    c={c}
                    name={`note_${kind}`}
                    label={`${name}: ${t.staff.note.toLowerCase()}`}
                    text={known?.note}
                    maxlength={300}
                  />
                </div>
              </div>
            )
          })}
          <Button>{t.staff.save}</Button>
        </Form>
      </StaffFrame>
    )
  },
})
