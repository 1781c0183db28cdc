import { z } from 'zod'
import { field, found, languages, page, type Visit } from '#kernel'
import { Button, Details, EmptyState, Form, Hidden, Local, Select, Table, TextField } from '#ui'
import {
  addDish,
  addService,
  dishForm,
  editService,
  removeDish,
  removeService,
  serviceForm,
  serviceKinds,
} from '../edit/services.ts'
import type { Service } from '../hubs.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'
import { TextInLanguages } from './text-in-languages.tsx'

export const editServicesPage = page({
  needs: 'sign-in',
  form: serviceForm,
  read: hubToEdit,
  act: async (c, wish, hub) => {
    const id = await c.transaction((tx) => addService(tx, c.actor, hub.id, wish))
    return c.redirect(`${staffPath(hub.id, `services/${id}`)}?done=added`)
  },
  show: (hub, c) => {
    const t = texts[c.lang]
    return (
      <StaffFrame hub={hub} part="services" c={c}>
        {hub.services.length === 0 ? (
          <EmptyState title={t.staff.noServices} />
        ) : (
          <ul class="ds-list">
            {hub.services.map((service) => (
              <li>
                <a href={c.url(staffPath(hub.id, `services/${service.id}`))}>
                  <Local text={service.name} c={c} />
                </a>{' '}
                ({t.serviceKinds[service.kind]})
              </li>
            ))}
          </ul>
        )}
        <Details summary={t.staff.addService} open={c.form.sent}>
          <Form c={c} label={t.staff.newService}>
            <ServiceFields c={c} />
            <Button>{t.staff.addService}</Button>
          </Form>
        </Details>
      </StaffFrame>
    )
  },
})

function ServiceFields({ service, c }: { service?: Service; c: Visit }) {
  const t = texts[c.lang]
  return (
    <>
      <Select
        c={c}
        name="kind"
        label={t.staff.serviceKind}
        options={serviceKinds.map((value) => ({ value, text: t.serviceKinds[value] }))}
        value={service?.kind}
        required
      />
      {languages.map((lang) => (
        <TextField
          c={c}
          name={`name_${lang}`}
          label={t.staff.serviceName(t.staff.languages[lang])}
          value={service?.name[lang]}
          lang={lang}
          required={lang === 'nb'}
          optional={lang !== 'nb'}
          maxlength={120}
        />
      ))}
      <TextInLanguages
        c={c}
        name="provider"
        label={t.staff.provider}
        hint={t.staff.providerHint}
        text={service?.provider}
        maxlength={200}
      />
      <TextInLanguages
        c={c}
        name="place"
        label={t.staff.placeInBuilding}
        text={service?.place}
        maxlength={120}
      />
      <TextInLanguages c={c} name="note" label={t.staff.note} text={service?.note} maxlength={300} />
      <TextField c={c} name="phone" label={t.staff.phone} value={service?.phone} optional type="tel" />
      <TextField c={c} name="website" label={t.staff.website} value={service?.website} optional type="url" />
    </>
  )
}

const oneServiceForm = z.discriminatedUnion('do', [
  serviceForm.extend({ do: z.literal('save') }),
  z.object({ do: z.literal('remove') }),
  dishForm.extend({ do: z.literal('add-dish') }),
  z.object({ do: z.literal('remove-dish'), dishId: field.number(1, Number.MAX_SAFE_INTEGER) }),
])

export const editServicePage = page({
  needs: 'sign-in',
  form: oneServiceForm,
  read: async (c) => {
    const hub = await hubToEdit(c)
    return { hub, service: found(hub.services.find((s) => s.id === c.param('serviceId'))) }
  },
  act: async (c, wish, { hub, service }) => {
    const here = staffPath(hub.id, `services/${service.id}`)
    switch (wish.do) {
      case 'save':
        await c.transaction((tx) => editService(tx, c.actor, hub.id, service.id, wish))
        return c.redirect(`${here}?done=saved`)
      case 'remove':
        await c.transaction((tx) => removeService(tx, c.actor, hub.id, service.id))
        return c.redirect(`${staffPath(hub.id, 'services')}?done=removed`)
      case 'add-dish':
        await c.transaction((tx) => addDish(tx, c.actor, hub.id, service.id, wish))
        return c.redirect(`${here}?done=added`)
      case 'remove-dish':
        await c.transaction((tx) => removeDish(tx, c.actor, hub.id, service.id, wish.dishId))
        return c.redirect(`${here}?done=removed`)
    }
  },
  show: ({ hub, service }, c) => {
    const t = texts[c.lang].staff
    return (
      <StaffFrame hub={hub} part="services" title={service.name[c.lang] ?? service.name.nb} c={c}>
        <Form c={c}>
          <ServiceFields service={service} c={c} />
          <Button name="do" value="save">
            {t.save}
          </Button>
        </Form>
        {service.kind === 'cafe' && <EditMenu service={service} c={c} />}
        <Details summary={t.removeService}>
          <Form c={c}>
            <Button name="do" value="remove" color="danger">
              {t.removeService}
            </Button>
          </Form>
        </Details>
      </StaffFrame>
    )
  },
})

function EditMenu({ service, c }: { service: Service; c: Visit }) {
  const t = texts[c.lang]
  const real = service.menu.filter((item) => !item.example)
  return (
    <section aria-labelledby="menu-heading">
      <h2 class="ds-heading" id="menu-heading">
        {t.staff.menu}
      </h2>
      {real.length > 0 && (
        <Table
          caption={t.staff.menu}
          rowHead
          head={[t.hub.dish, t.staff.price, t.staff.remove]}
          rows={real.map((item) => [
            <Local text={item.name} c={c} />,
            item.price === null ? t.unknown : String(item.price / 100),
            <Form c={c}>
              <Hidden name="dishId" value={item.id} />
              <Button
                name="do"
                value="remove-dish"
                variant="tertiary"
                size="sm"
                label={`${t.staff.remove} ${item.name.nb ?? ''}`}
              >
                {t.staff.remove}
              </Button>
            </Form>,
          ])}
        />
      )}
      <Form c={c} label={t.staff.addDish}>
        <TextInLanguages c={c} name="dish" label={t.staff.dish} required maxlength={120} />
        <TextField c={c} name="price" label={t.staff.price} optional inputmode="decimal" size={8} />
        <TextInLanguages c={c} name="allergens" label={t.staff.allergens} maxlength={200} />
        <Button name="do" value="add-dish" variant="secondary">
          {t.staff.addDish}
        </Button>
      </Form>
    </section>
  )
}
