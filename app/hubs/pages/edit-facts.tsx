import { languages, page } from '#kernel'
import { Button, Form, TextArea, TextField } from '#ui'
import { editHub, hubForm } from '../edit/edit-hub.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'

export const editFactsPage = page({
  needs: 'sign-in',
  form: hubForm,
  read: hubToEdit,
  act: async (c, wish, hub) => {
    await c.transaction((tx) => editHub(tx, c.actor, hub.id, wish))
    return c.redirect(`${staffPath(hub.id, '')}?done=saved`)
  },
  show: (hub, c) => {
    const t = texts[c.lang].staff
    return (
      <StaffFrame hub={hub} part="" c={c}>
        <p class="lead">{t.lead}</p>
        <Form c={c}>
          <TextField c={c} name="address" label={t.address} value={hub.address} optional maxlength={120} />
          <TextField
            c={c}
            name="postalCode"
            label={t.postalCode}
            value={hub.postalCode}
            optional
            inputmode="numeric"
            size={6}
          />
          <TextField
            c={c}
            name="postalPlace"
            label={t.postalPlace}
            value={hub.postalPlace}
            optional
            maxlength={60}
          />
          <TextField
            c={c}
            name="phone"
            label={t.phone}
            hint={t.phoneHint}
            value={hub.phone}
            optional
            type="tel"
          />
          <TextField
            c={c}
            name="email"
            label={t.email}
            hint={t.emailHint}
            value={hub.email}
            optional
            type="email"
          />
          {languages.map((lang) => (
            <TextArea
              c={c}
              name={`profile_${lang}`}
              label={t.profile(t.languages[lang])}
              hint={lang === 'nb' ? t.profileHint : undefined}
              value={hub.profile?.[lang]}
              lang={lang}
              optional
              maxlength={2000}
            />
          ))}
          <Button>{t.save}</Button>
        </Form>
      </StaffFrame>
    )
  },
})
