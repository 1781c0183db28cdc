import { z } from 'zod'
import { field, page, say, type Visit } from '#kernel'
import {
  Alert,
  Button,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  NumberField,
  Page,
  TextField,
} from '#ui'
import { guardianshipEnds } from '../ages.ts'
import { type Child, childrenOf, guardiansOf } from '../children.ts'
import {
  invitationsFor,
  inviteGuardian,
  limitInvitations,
  withdrawInvitation,
} from '../guardian-invitation.ts'
import { addChild, changeChild, endGuardianship } from '../guardianship.ts'
import { needPerson } from '../permission.ts'
import { texts } from '../texts/index.ts'
import { formNamed } from './form-named.ts'

const child = z.uuid()
const told = { name: field.text(100), birthYear: field.number(1900, 2200) }

export const childrenPage = page({
  needs: 'sign-in',
  form: z.discriminatedUnion('do', [
    z.object({ do: z.literal('add'), ...told }),
    z.object({ do: z.literal('change'), child, ...told }),
    z.object({ do: z.literal('invite'), child, email: field.email() }),
    z.object({ do: z.literal('withdraw'), child }),
    z.object({ do: z.literal('end'), child }),
  ]),
  read: async (c) => {
    const children = await childrenOf(c.db, needPerson(c.actor), c.today)
    const invited = await invitationsFor(
      c.db,
      children.map((one) => one.id),
    )
    return Promise.all(
      children.map(async (one) => ({
        ...one,
        guardians: await guardiansOf(c.db, one.id, c.today),
        invited: invited.get(one.id) ?? null,
      })),
    )
  },
  act: async (c, wish) => {
    if (wish.do === 'add') {
      await c.transaction((tx) => addChild(tx, c.actor, wish, c.today))
      return c.redirect('/me/children?done=added')
    }
    if (wish.do === 'withdraw') {
      await c.transaction((tx) => withdrawInvitation(tx, c.actor, wish.child))
      return c.redirect('/me/children?done=withdrawn')
    }
    if (wish.do === 'end') {
      await c.transaction((tx) => endGuardianship(tx, c.actor, wish.child, c.today))
      return c.redirect('/me/children?done=ended')
    }
    if (wish.do === 'invite') {
      await limitInvitations(c.actor)
      await c.transaction((tx) => inviteGuardian(tx, c.actor, wish.child, wish.email, c.lang))
      return c.redirect('/me/children?done=invited')
    }
    await c.transaction((tx) => changeChild(tx, c.actor, wish.child, wish, c.today))
    return c.redirect('/me/children?done=changed')
  },
  show: (children, c) => {
    const t = texts[c.lang].children
    const adding = formNamed(c, 'add')
    const done = {
      added: t.added,
      changed: t.changed,
      invited: t.invited,
      withdrawn: t.withdrawn,
      ended: t.ended,
      accepted: t.accepted,
    }[c.done ?? '']
    return (
      <Page c={c} title={t.title} breadcrumbs={[{ href: c.url('/me'), text: texts[c.lang].myPage }]}>
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        {done && (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        )}
        <p>{t.lead}</p>
        {children.length === 0 && <EmptyState title={t.none}>{t.noneNext}</EmptyState>}
        {children.map((one) => (
          <ChildCard c={c} child={one} />
        ))}
        <section aria-labelledby="add">
          <h2 id="add">{t.add}</h2>
          <Form c={adding}>
            <Hidden name="do" value="add" />
            <TextField c={adding} name="name" label={t.name} hint={t.nameHint} />
            <NumberField c={adding} name="birthYear" label={t.birthYear} size={4} />
            <Button>{t.addButton}</Button>
          </Form>
        </section>
      </Page>
    )
  },
})

type Shown = Child & { guardians: { id: string; name: string | null }[]; invited: string | null }

function ChildCard({ c, child }: { c: Visit; child: Shown }) {
  const t = texts[c.lang].children
  const changing = formNamed(c, 'change', { child: child.id })
  const inviting = formNamed(c, 'invite', { child: child.id })
  const names = child.guardians.map((one) => (one.id === c.actor.personId ? t.you : (one.name ?? t.someone)))
  return (
    <article class="ds-card" aria-labelledby={`child-${child.id}`}>
      <h2 class="ds-heading" id={`child-${child.id}`}>
        {child.name}
      </h2>
      <p>
        {t.born(child.birthYear)}. {t.say[child.stage]}
      </p>
      <p>{t.until(say[c.lang].dateYear(guardianshipEnds(child.birthYear)))}</p>
      <p>
        {t.guardians}: {say[c.lang].list(names)}
      </p>
      <Details summary={t.change} open={changing.form.failed}>
        <Form c={changing} label={`${t.change}: ${child.name}`}>
          <Hidden name="do" value="change" />
          <Hidden name="child" value={child.id} />
          <TextField c={changing} id={`name-${child.id}`} name="name" label={t.name} value={child.name} />
          <NumberField
            c={changing}
            id={`birthYear-${child.id}`}
            name="birthYear"
            label={t.birthYear}
            size={4}
            value={child.birthYear}
          />
          <Button>{t.changeButton}</Button>
        </Form>
      </Details>
      <Details summary={t.invite} open={inviting.form.failed || child.invited !== null}>
        {child.invited && (
          <Form c={c}>
            <p>{t.waiting(child.invited)}</p>
            <Hidden name="do" value="withdraw" />
            <Hidden name="child" value={child.id} />
            <Button variant="tertiary">{t.withdraw}</Button>
          </Form>
        )}
        <Form c={inviting} label={`${t.invite}: ${child.name}`}>
          <p>{t.inviteHint}</p>
          <Hidden name="do" value="invite" />
          <Hidden name="child" value={child.id} />
          <TextField c={inviting} id={`email-${child.id}`} name="email" type="email" label={t.inviteEmail} />
          <Button variant="secondary">{t.inviteButton}</Button>
        </Form>
      </Details>
      <Details summary={t.end}>
        <Form c={c}>
          <p>{t.endHint}</p>
          <Hidden name="do" value="end" />
          <Hidden name="child" value={child.id} />
          <Button color="danger">{t.end}</Button>
        </Form>
      </Details>
    </article>
  )
}
