import { z } from 'zod'
import { field, page, type Visit } from '#kernel'
import { Alert, Button, EmptyState, ErrorSummary, Form, Page, Select, Status, Table, TextField } from '#ui'
import { associationKinds, associationsByName } from '../associations/associations.ts'
import { writeDownAssociation } from '../associations/write-association.ts'
import { type KnownHub, knownHubs } from '../known-hubs.ts'
import { isAdministrator, mayWorkAt } from '../permission.ts'
import { refusal } from '../refusals.ts'
import { associationTexts } from '../texts/associations.ts'
import { texts } from '../texts/index.ts'

export const associationForm = z.object({
  name: field.text(200),
  kind: z.enum(associationKinds),
  orgNumber: z.preprocess(
    (typed) => (typeof typed === 'string' ? typed.replace(/\s/g, '') || undefined : typed),
    z.string().max(9).optional(),
  ),
  hub: z.string().max(100).optional(),
})

/** Associations that people act for here, for staff: find one, write one down. */
export const associationsPage = page({
  needs: 'sign-in',
  form: associationForm,
  read: async (c) => {
    const hubs = await hubsOfStaff(c)
    const wanted = c.query.get('q') ?? ''
    return { hubs, wanted, associations: await associationsByName(c.db, wanted) }
  },
  act: async (c, { hub, ...wish }) => {
    const id = await c.transaction((tx) => writeDownAssociation(tx, c.actor, { ...wish, hubId: hub ?? null }))
    return c.redirect(`/staff/associations/${id}?done=saved`)
  },
  show: ({ hubs, wanted, associations }, c) => {
    const t = associationTexts[c.lang]
    return (
      <Page c={c} title={t.title} wide breadcrumbs={[{ href: c.url('/staff'), text: texts[c.lang].desk }]}>
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        {c.done === 'saved' && (
          <Alert kind="success">
            <p>{t.saved}</p>
          </Alert>
        )}
        <p>{t.lead}</p>
        <Form c={c} method="get" action={c.url('/staff/associations')}>
          <TextField c={c} name="q" type="search" label={t.search} hint={t.searchHint} value={wanted} />
          <Button variant="secondary">{t.searchButton}</Button>
        </Form>
        {associations.length === 0 ? (
          <EmptyState title={t.none}>{t.noneNext}</EmptyState>
        ) : (
          <Table
            caption={t.caption}
            head={[t.name, t.kind, t.where, t.orgNumber]}
            rowHead
            rows={associations.map((one) => [
              <>
                <a href={c.url(`/staff/associations/${one.id}`)}>{one.name}</a>
                {one.example && <Status kind="example">{t.example}</Status>}
                {one.activeTo && one.activeTo < c.today.toString() && (
                  <Status kind="closed">{t.ended}</Status>
                )}
              </>,
              t.kinds[one.kind],
              hubs.find((hub) => hub.id === one.hubId)?.name ?? t.wholeMunicipality,
              one.orgNumber ?? '',
            ])}
          />
        )}
        <section aria-labelledby="add">
          <h2 id="add">{t.add}</h2>
          <Form c={c}>
            <AssociationFields c={c} hubs={hubs} />
            <Button>{t.addButton}</Button>
          </Form>
        </section>
      </Page>
    )
  },
})

type Typed = { name?: string; kind?: string; orgNumber?: string | null; hubId?: string | null }

export function AssociationFields({ c, hubs, now = {} }: { c: Visit; hubs: KnownHub[]; now?: Typed }) {
  const t = associationTexts[c.lang]
  const own = hubs.filter((hub) => mayWorkAt(c.actor, hub.id, 'host', 'hub-leader'))
  return (
    <>
      <TextField c={c} name="name" label={t.name} value={now.name} autocomplete="organization" />
      <Select
        c={c}
        name="kind"
        label={t.kind}
        value={now.kind}
        options={associationKinds.map((kind) => ({ value: kind, text: t.kinds[kind] }))}
      />
      <TextField
        c={c}
        name="orgNumber"
        label={t.orgNumber}
        hint={t.orgNumberHint}
        value={now.orgNumber ?? undefined}
        inputmode="numeric"
        optional
      />
      <Select
        c={c}
        name="hub"
        label={t.where}
        value={now.hubId ?? undefined}
        empty={isAdministrator(c.actor) ? t.wholeMunicipality : undefined}
        options={own.map((hub) => ({ value: hub.id, text: hub.name }))}
      />
    </>
  )
}

/** Every hub, for those who work at one of them. */
export async function hubsOfStaff(c: Visit): Promise<KnownHub[]> {
  const hubs = await knownHubs(c.db)
  if (!hubs.some((hub) => mayWorkAt(c.actor, hub.id, 'host', 'hub-leader')))
    throw refusal('people.not-allowed')
  return hubs
}
