import { z } from 'zod'
import { field, languages, page, say } from '#kernel'
import { needAdministrator } from '#people'
import {
  Alert,
  Button,
  Checkbox,
  DateField,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  Local,
  Page,
  Table,
  TextField,
} from '#ui'
import {
  addSchoolHoliday,
  removeSchoolHoliday,
  schoolHolidayForm,
  schoolHolidays,
} from '../edit/school-holidays.ts'
import { texts } from '../texts/index.ts'

const form = z.discriminatedUnion('do', [
  schoolHolidayForm.extend({ do: z.literal('add') }),
  z.object({ do: z.literal('remove'), id: field.number(1, Number.MAX_SAFE_INTEGER) }),
])

export const schoolHolidaysPage = page({
  needs: 'sign-in',
  form,
  read: async (c) => {
    needAdministrator(c.actor)
    return schoolHolidays(c.db)
  },
  act: async (c, wish) => {
    await c.transaction((tx) =>
      wish.do === 'add' ? addSchoolHoliday(tx, c.actor, wish) : removeSchoolHoliday(tx, c.actor, wish.id),
    )
    return c.redirect(`/staff/school-holidays?done=${wish.do === 'add' ? 'added' : 'removed'}`)
  },
  show: (holidays, c) => {
    const t = texts[c.lang].staff
    return (
      <Page c={c} title={t.schoolHolidays} wide breadcrumbs={[]}>
        <h1 class="ds-heading">{t.schoolHolidays}</h1>
        <p class="lead">{t.schoolHolidaysLead}</p>
        {c.done && !c.form.sent && <Alert kind="success">{c.done === 'added' ? t.added : t.removed}</Alert>}
        <ErrorSummary c={c} />
        {holidays.length === 0 ? (
          <EmptyState title={t.noHolidays} />
        ) : (
          <Table
            caption={t.schoolHolidays}
            rowHead
            head={[t.schoolHolidays, t.from, t.to, t.status, <span>{t.remove}</span>]}
            rows={holidays.map((holiday) => [
              <Local text={holiday.name} c={c} />,
              say[c.lang].dateYear(Temporal.PlainDate.from(holiday.from)),
              say[c.lang].dateYear(Temporal.PlainDate.from(holiday.to)),
              holiday.proposal ? t.proposal : t.adopted,
              <Form c={c}>
                <Hidden name="id" value={holiday.id} />
                <Button
                  name="do"
                  value="remove"
                  variant="tertiary"
                  size="sm"
                  label={`${t.remove} ${holiday.name.nb ?? ''}`}
                >
                  {t.remove}
                </Button>
              </Form>,
            ])}
          />
        )}
        <h2 class="ds-heading">{t.addHoliday}</h2>
        <Form c={c}>
          {languages.map((lang) => (
            <TextField
              c={c}
              name={`name_${lang}`}
              label={t.holidayName(t.languages[lang])}
              lang={lang}
              required={lang === 'nb'}
              optional={lang !== 'nb'}
            />
          ))}
          <DateField c={c} name="from" label={t.from} required />
          <DateField c={c} name="to" label={t.to} required />
          <Checkbox c={c} name="proposal" label={t.proposal} />
          <Button name="do" value="add">
            {t.addHoliday}
          </Button>
        </Form>
      </Page>
    )
  },
})
