import { z } from 'zod'
import { field, found, instantAt, inZone, languages, now, page, startOfDay, type Visit } from '#kernel'
import { isAdministrator } from '#people'
import {
  Button,
  ButtonLink,
  Card,
  Checkbox,
  DateField,
  Details,
  EmptyState,
  Form,
  Local,
  RadioGroup,
  Select,
  Status,
  TextArea,
  TextField,
  TimeField,
} from '#ui'
import { draftHoursChange } from '../changes/hours-change.ts'
import type { HoursWish } from '../changes/hours-wish.ts'
import { editReason, reasonForm } from '../edit/closure-reason.ts'
import { inLanguages, textFrom } from '../edit/in-languages.ts'
import type { Closure, HubFacts } from '../hours/facts.ts'
import { tidyHours, whyNotHours } from '../hours/why-not-hours.ts'
import { factsOf } from '../hours-facts.ts'
import type { Hub } from '../hubs.ts'
import { sayPeriod } from '../pieces/closure-notices.tsx'
import { refuse } from '../refusals.ts'
import { texts } from '../texts/index.ts'
import { hubToEdit, StaffFrame, staffPath } from './staff-frame.tsx'
import { TextInLanguages } from './text-in-languages.tsx'

const readHub = async (c: Visit) => {
  const hub = await hubToEdit(c)
  const facts = (await factsOf(c.db, hub.id)) as HubFacts
  return { hub, closures: facts.closures.filter((closure) => !isOver(closure, c.now)) }
}
const isOver = (closure: Closure, at: Temporal.Instant) =>
  closure.until !== null && Temporal.Instant.compare(Temporal.Instant.from(closure.until), at) <= 0

export const editClosuresPage = page({
  needs: 'sign-in',
  read: readHub,
  show: ({ hub, closures }, c) => {
    const t = texts[c.lang].staff
    return (
      <StaffFrame hub={hub} part="closures" c={c}>
        <p>
          <ButtonLink href={c.url(staffPath(hub.id, 'closures/new'))}>{t.newClosure}</ButtonLink>
        </p>
        <h2 class="ds-heading">{t.inForce}</h2>
        {closures.length === 0 ? (
          <EmptyState title={t.noClosures} level={3} />
        ) : (
          <div class="hub-services">
            {closures.map((closure) => (
              <Card
                href={c.url(staffPath(hub.id, `closures/${closure.id}`))}
                title={<Local text={closure.reason} c={c} />}
              >
                <ClosureFacts closure={closure} hub={hub} c={c} />
              </Card>
            ))}
          </div>
        )}
      </StaffFrame>
    )
  },
})

const ClosureFacts = ({ closure, hub, c }: { closure: Closure; hub: Hub; c: Visit }) => {
  const t = texts[c.lang]
  const service = hub.services.find((s) => s.id === closure.serviceId)
  return (
    <>
      <p>
        <Status kind={closure.effect === 'closed' ? 'closed' : 'info'}>
          {closure.effect === 'closed' ? t.hub.noticeClosed : t.hub.noticeLimited}
        </Status>{' '}
        {closure.hubId === null ? (
          t.staff.everyHub
        ) : service ? (
          <Local text={service.name} c={c} />
        ) : (
          t.staff.wholeHub
        )}
      </p>
      <p>{sayPeriod(closure, c)}</p>
    </>
  )
}

const newForm = z
  .object({
    service: z.string().max(80).optional(),
    everyHub: field.tick(),
    effect: z.enum(['closed', 'limited']),
    from: field.date(),
    fromTime: field.time().optional(),
    to: field.date().optional(),
    toTime: field.time().optional(),
    mayBeExtended: field.tick(),
    ...inLanguages('reason', 500),
    reason_nb: field.text(500),
  })
  .catchall(field.text(500))

export const newClosurePage = page({
  needs: 'sign-in',
  form: newForm,
  read: hubToEdit,
  act: async (c, typed, hub) => {
    const wish: HoursWish = {
      kind: 'close',
      everyHub: typed.everyHub,
      serviceId: typed.everyHub ? null : (typed.service ?? null),
      effect: typed.effect,
      from: startAt(typed.from, typed.fromTime).toString(),
      until: endAt(typed.to, typed.toTime)?.toString() ?? null,
      mayBeExtended: typed.mayBeExtended,
      reason: textFrom(typed, 'reason') ?? {},
      exceptions: exceptionsFrom(typed, hub),
    }
    const draft = await c.transaction((tx) => draftHoursChange(tx, c.actor, hub.id, wish))
    return c.redirect(`${staffPath(hub.id, 'hours/preview')}?draft=${draft}`)
  },
  show: (hub, c) => {
    const t = texts[c.lang].staff
    return (
      <StaffFrame hub={hub} part="closures" title={t.newClosure} c={c}>
        <Form c={c}>
          <RadioGroup
            c={c}
            name="effect"
            label={t.effect}
            options={[
              { value: 'closed', text: t.effectClosed },
              { value: 'limited', text: t.effectLimited },
            ]}
            value="closed"
          />
          <Select
            c={c}
            name="service"
            label={t.about}
            empty={t.wholeHub}
            options={hub.services.map((s) => ({ value: s.id, text: s.name[c.lang] ?? s.name.nb ?? s.id }))}
          />
          {isAdministrator(c.actor) && <Checkbox c={c} name="everyHub" label={t.everyHub} />}
          <div class="pair">
            <DateField c={c} name="from" label={t.closesOn} value={c.today.toString()} required />
            <TimeField c={c} name="fromTime" label={t.closesAt} hint={t.closesAtHint} optional />
          </div>
          <EndFields c={c} />
          <Checkbox c={c} name="mayBeExtended" label={t.mayBeExtended} />
          <ReasonFields c={c} />
          <Exceptions hub={hub} c={c} />
          <p>{t.previewHint}</p>
          <Button>{t.preview}</Button>
        </Form>
      </StaffFrame>
    )
  },
})

function ReasonFields({ closure, c }: { closure?: Closure; c: Visit }) {
  const t = texts[c.lang].staff
  return (
    <>
      {languages.map((lang) => (
        <TextArea
          c={c}
          name={`reason_${lang}`}
          label={t.reason(t.languages[lang])}
          hint={lang === 'nb' ? t.reasonHint : undefined}
          value={closure?.reason[lang]}
          lang={lang}
          rows={2}
          required={lang === 'nb'}
          optional={lang !== 'nb'}
          maxlength={500}
        />
      ))}
    </>
  )
}

const EndFields = ({ closure, c }: { closure?: Closure; c: Visit }) => {
  const t = texts[c.lang].staff
  const until = closure?.until ? inZone(Temporal.Instant.from(closure.until)) : null
  const atMidnight = until !== null && startOfDay(until.toPlainDate()).equals(until.toInstant())
  const date = until && (atMidnight ? until.toPlainDate().subtract({ days: 1 }) : until.toPlainDate())
  return (
    <div class="pair">
      <DateField c={c} name="to" label={t.opensOn} hint={t.opensOnHint} value={date?.toString()} optional />
      <TimeField
        c={c}
        name="toTime"
        label={t.opensAt}
        hint={t.opensAtHint}
        value={until && !atMidnight ? until.toPlainTime().toString().slice(0, 5) : null}
        optional
      />
    </div>
  )
}

const choices = ['none', 'as-usual', 'own', 'note'] as const

/** Per service, and for the hub itself, what holds all the same. */
function Exceptions({ hub, closure, c }: { hub: Hub; closure?: Closure; c: Visit }) {
  const t = texts[c.lang].staff
  const text = {
    none: t.exceptionNone,
    'as-usual': t.exceptionUsual,
    own: t.exceptionOwn,
    note: t.exceptionNote,
  }
  return (
    <fieldset class="ds-fieldset">
      <legend class="ds-label">{t.exceptions}</legend>
      <p>{t.exceptionsHint}</p>
      {subjectsOf(hub, t.wholeHub, c).map(({ key, serviceId, name }) => {
        const now = closure?.exceptions.find((e) => e.hubId === hub.id && e.serviceId === serviceId)
        return (
          <div class="exception">
            <Select
              c={c}
              name={`exception_${key}`}
              label={name}
              empty={false}
              options={choices.map((value) => ({ value, text: text[value] }))}
              value={now?.hours ?? 'none'}
            />
            <div class="own-hours">
              <div class="pair">
                <TimeField c={c} name={`from_${key}`} label={t.opens(name)} value={everyDay(now)?.from} />
                <TimeField c={c} name={`to_${key}`} label={t.closes(name)} value={everyDay(now)?.to} />
              </div>
              <Details
                summary={t.exceptionDiffers}
                open={Boolean((now?.osm && !everyDay(now)) || c.form.value(`osm_${key}`))}
              >
                <TextField
                  c={c}
                  name={`osm_${key}`}
                  label={t.exceptionOsm(name)}
                  hint={t.exceptionOsmHint}
                  value={everyDay(now) ? '' : now?.osm}
                  optional
                  maxlength={500}
                />
              </Details>
            </div>
            <div class="own-note">
              <TextInLanguages
                c={c}
                name={`note_${key}`}
                label={t.exceptionText(name)}
                text={now?.note}
                maxlength={300}
              />
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}

/** Own hours that are the same every day fit in two fields; others stand as text. */
function everyDay(exception: { osm: string | null } | undefined): { from: string; to: string } | undefined {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(exception?.osm ?? '') ?? []
  return from && to ? { from, to: to === '24:00' ? '00:00' : to } : undefined
}

const hoursOf = (from: string | undefined, to: string | undefined): string | undefined =>
  from && to ? `${from}-${to === '00:00' ? '24:00' : to}` : (from ?? to)

const subjectsOf = (hub: Hub, wholeHub: string, c: Visit) => [
  { key: 'hub', serviceId: null as string | null, name: wholeHub },
  ...hub.services.map((s) => ({
    key: s.id,
    serviceId: s.id as string | null,
    name: s.name[c.lang] ?? s.name.nb ?? s.id,
  })),
]

function exceptionsFrom(
  typed: Record<string, unknown>,
  hub: Hub,
): (HoursWish & { kind: 'close' })['exceptions'] {
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : undefined)
  return [
    { key: 'hub', serviceId: null },
    ...hub.services.map((s) => ({ key: s.id, serviceId: s.id })),
  ].flatMap(({ key, serviceId }) => {
    const hours = choices.find((choice) => choice === text(`exception_${key}`))
    if (!hours || hours === 'none') return []
    const osm = text(`osm_${key}`) ?? hoursOf(text(`from_${key}`), text(`to_${key}`))
    if (hours === 'own') refuse(osm ? whyNotHours(osm) : 'hubs.no-hours-given')
    return {
      hubId: hub.id,
      serviceId,
      hours,
      osm: hours === 'own' && osm ? tidyHours(osm) : null,
      note: textFrom(typed, `note_${key}`),
    }
  })
}

const oneForm = z.discriminatedUnion('do', [
  z.object({ do: z.literal('except') }).catchall(field.text(500)),
  z.object({ do: z.literal('extend'), to: field.date().optional(), toTime: field.time().optional() }),
  z.object({ do: z.literal('end') }),
  reasonForm.extend({ do: z.literal('reason') }),
])

export const editClosurePage = page({
  needs: 'sign-in',
  form: oneForm,
  read: async (c) => {
    const { hub, closures } = await readHub(c)
    return { hub, closure: found(closures.find((one) => String(one.id) === c.param('closureId'))) }
  },
  act: async (c, typed, { hub, closure }) => {
    if (typed.do === 'reason') {
      await c.transaction((tx) => editReason(tx, c.actor, hub.id, closure.id, typed))
      return c.redirect(`${staffPath(hub.id, `closures/${closure.id}`)}?done=saved`)
    }
    const wish: HoursWish =
      typed.do === 'except'
        ? { kind: 'except', closureId: closure.id, exceptions: exceptionsFrom(typed, hub) }
        : typed.do === 'end'
          ? { kind: 'call-off', closureId: closure.id }
          : {
              kind: 'new-end',
              closureId: closure.id,
              until: endAt(typed.to, typed.toTime)?.toString() ?? null,
            }
    const draft = await c.transaction((tx) => draftHoursChange(tx, c.actor, hub.id, wish))
    return c.redirect(`${staffPath(hub.id, 'hours/preview')}?draft=${draft}`)
  },
  show: ({ hub, closure }, c) => {
    const t = texts[c.lang].staff
    const begun = Temporal.Instant.compare(Temporal.Instant.from(closure.from), now()) <= 0
    return (
      <StaffFrame hub={hub} part="closures" title={closure.reason[c.lang] ?? closure.reason.nb} c={c}>
        <ClosureFacts closure={closure} hub={hub} c={c} />
        <Form c={c}>
          <Exceptions hub={hub} closure={closure} c={c} />
          <Button name="do" value="except">
            {t.preview}
          </Button>
        </Form>
        {(closure.hubId !== null || isAdministrator(c.actor)) && (
          <>
            <Form c={c} label={t.editReason}>
              <ReasonFields closure={closure} c={c} />
              <Checkbox c={c} name="mayBeExtended" label={t.mayBeExtended} checked={closure.mayBeExtended} />
              <Button name="do" value="reason">
                {t.saveReason}
              </Button>
            </Form>
            <Form c={c}>
              <EndFields closure={closure} c={c} />
              <Button name="do" value="extend">
                {t.extend}
              </Button>
            </Form>
            <Form c={c}>
              <Button name="do" value="end" variant="secondary" color="danger">
                {begun ? t.end : t.withdraw}
              </Button>
            </Form>
          </>
        )}
      </StaffFrame>
    )
  },
})

const startAt = (date: string, time: string | undefined) =>
  time
    ? instantAt(Temporal.PlainDate.from(date), Temporal.PlainTime.from(time))
    : startOfDay(Temporal.PlainDate.from(date))

/** "Up to and including the 18th" ends when the 19th begins. */
function endAt(date: string | undefined, time: string | undefined): Temporal.Instant | null {
  if (!date) return null
  const day = Temporal.PlainDate.from(date)
  return time ? instantAt(day, Temporal.PlainTime.from(time)) : startOfDay(day.add({ days: 1 }))
}
