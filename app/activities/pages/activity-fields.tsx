import type { Child } from 'hono/jsx'
import { type Lang, say, type Visit } from '#kernel'
import { repeats, weekdayCodes } from '#recurrence'
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  Details,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '#ui'
import { languageName } from '../pieces/spoken.ts'
import { type HubRooms, RoomFields } from '../rooms/room-fields.tsx'
import {
  accessibilities,
  audiences,
  categories,
  forms,
  needsHours,
  organiserKinds,
  spokenLanguages,
} from '../shapes.ts'
import { texts } from '../texts/index.ts'
import { type ShownFields, type Written, written, writtenName } from './activity-form.ts'
import { QuestionFields } from './question-fields.tsx'
import { questionField } from './question-form.ts'

export type FormChoices = {
  /** Hubs the host works at; null is the whole municipality. */
  hubs: { id: string | null; name: string }[]
  pictures: { id: number; name: string }[]
  rooms: HubRooms[]
}

type Props = { c: Visit; shown: ShownFields; choices: FormChoices }

const options = <T extends string>(
  values: readonly T[],
  names: Record<T, string>,
  hints?: Record<T, string>,
) => values.map((value) => ({ value, text: names[value], hint: hints?.[value] }))

/** One text in bokmål; the other languages are asked for together, further down. */
const TextIn = ({
  c,
  shown,
  name,
  lang = 'nb',
  label,
  hint,
  rows,
  required,
}: Props & {
  name: Written
  lang?: Lang
  label: string
  hint?: Child
  rows?: number
  required?: boolean
}) => {
  const given = {
    c,
    name: writtenName(name, lang),
    label,
    hint,
    lang,
    required,
    optional: lang === 'nb' && !required,
    value: shown.text(name, lang),
    maxlength: written[name],
  }
  return rows ? <TextArea {...given} rows={rows} /> : <TextField {...given} />
}

/** What, when and where; all the rest waits in sections that a busy host can leave closed. */
export function ActivityFields(props: Props) {
  const { c, shown, choices } = props
  const t = texts[c.lang]
  const f = t.staff.form
  const open = (...names: string[]) => names.some((name) => c.form.error(name))
  const repeat = c.form.value('repeat') ?? shown.repeat
  const signUp = c.form.value('signUp') ?? shown.signUp
  return (
    <>
      <TextIn {...props} name="title" label={f.title} hint={f.titleHint} required />
      <TextIn {...props} name="summary" label={f.summary} hint={f.summaryHint} />
      <TextIn {...props} name="body" label={f.body} rows={4} />
      <Select
        c={c}
        name="hub"
        label={f.hub}
        value={shown.hub}
        empty={false}
        options={choices.hubs.map((hub) => ({ value: hub.id ?? '', text: hub.name }))}
      />
      <RoomFields c={c} hubs={choices.rooms} value={shown.rooms} />
      <TextIn {...props} name="place" label={f.place} hint={f.placeHint} />
      <div class="side-by-side">
        <DateField c={c} name="date" label={f.date} value={shown.date} required />
        <TimeField c={c} name="time" label={f.time} value={shown.time} required />
        <TimeField c={c} name="timeEnd" label={f.timeEnd} value={shown.timeEnd} required />
      </div>
      <Select
        c={c}
        name="category"
        label={f.category}
        value={shown.category}
        options={options(categories, t.categories)}
        required
      />
      <RadioGroup
        c={c}
        name="form"
        label={f.form}
        value={shown.form}
        options={options(forms, t.forms, t.formHints)}
        required
      />
      <Select
        c={c}
        name="repeat"
        label={f.repeat}
        value={shown.repeat}
        empty={false}
        options={options(repeats, f.repeats)}
      />
      <Details
        summary={f.repeatMore}
        open={
          repeat !== 'never' ||
          open('weekdays', 'ends', 'until', 'count', 'rrule', 'extraDates', 'cancelledDates')
        }
      >
        <CheckboxGroup
          c={c}
          name="weekdays"
          label={f.weekdays}
          hint={f.weekdaysHint}
          value={shown.weekdays}
          options={weekdayCodes.map((code, i) => ({
            value: code,
            text: say[c.lang].weekday(Temporal.PlainDate.from('2026-01-05').add({ days: i })),
          }))}
        />
        <RadioGroup
          c={c}
          name="ends"
          label={f.ends}
          value={shown.ends}
          options={options(['never', 'until', 'count'] as const, f.endings)}
        />
        <div class="side-by-side">
          <div class="until-date">
            <DateField c={c} name="until" label={f.until} value={shown.until} />
          </div>
          <div class="until-count">
            <NumberField c={c} name="count" label={f.count} value={shown.count} />
          </div>
        </div>
        <CheckboxGroup
          c={c}
          name="skip"
          label={f.skip}
          value={shown.skip}
          options={[
            { value: 'public', text: f.skipPublicHolidays },
            { value: 'school', text: f.skipSchoolHolidays },
          ]}
        />
        <TextArea
          c={c}
          name="extraDates"
          label={f.extraDates}
          hint={f.datesHint}
          value={shown.extraDates}
          rows={2}
          optional
        />
        <TextArea
          c={c}
          name="cancelledDates"
          label={f.cancelledDates}
          hint={f.datesHint}
          value={shown.cancelledDates}
          rows={2}
          optional
        />
        <div class="own-rule">
          <TextField c={c} name="rrule" label={f.rrule} hint={f.rruleHint} value={shown.rrule} />
        </div>
      </Details>
      <Details
        summary={f.signUpSection}
        open={
          signUp === 'open' ||
          open(
            'capacity',
            'minimum',
            'opensDate',
            'opensTime',
            'closes',
            'maxParty',
            ...shown.questions.map((_, i) => questionField(i, 'options')),
          )
        }
      >
        <RadioGroup
          c={c}
          name="signUp"
          label={f.signUp}
          value={shown.signUp}
          options={options(['none', 'open'] as const, f.signUps)}
        />
        <div class="side-by-side">
          <NumberField
            c={c}
            name="capacity"
            label={f.capacity}
            hint={f.capacityHint}
            value={shown.capacity}
            optional
          />
          <NumberField c={c} name="maxParty" label={f.maxParty} value={shown.maxParty} />
        </div>
        <Checkbox c={c} name="waitingList" label={f.waitingList} checked={shown.waitingList} />
        <NumberField c={c} name="minimum" label={f.minimum} value={shown.minimum} optional />
        <div class="side-by-side">
          <DateField
            c={c}
            name="opensDate"
            label={f.opensDate}
            hint={f.opensHint}
            value={shown.opensDate}
            optional
          />
          <TimeField c={c} name="opensTime" label={f.opensTime} value={shown.opensTime} optional />
        </div>
        <NumberField c={c} name="closes" label={f.closes} value={shown.closes} optional />
        <QuestionFields questions={shown.questions} c={c} />
      </Details>
      <Details summary={f.who} open={open('audience', 'ageMin', 'ageMax', 'languages')}>
        <CheckboxGroup
          c={c}
          name="audience"
          label={f.audience}
          value={shown.audience}
          options={options(audiences, t.audiences)}
          optional
        />
        <div class="side-by-side">
          <NumberField c={c} name="ageMin" label={f.ageMin} value={shown.ageMin} optional />
          <NumberField c={c} name="ageMax" label={f.ageMax} value={shown.ageMax} optional />
        </div>
        <CheckboxGroup
          c={c}
          name="languages"
          label={f.languages}
          value={shown.languages}
          optional
          options={spokenLanguages.map((code) => ({ value: code, text: languageName(code, c.lang) }))}
        />
      </Details>
      <Details
        summary={f.practical}
        open={open('meetingPoint', 'price', 'bring', 'accessibility', 'accessibilityNote', 'picture')}
      >
        <Checkbox c={c} name="outdoors" label={f.outdoors} checked={shown.outdoors} />
        <TextIn {...props} name="meetingPoint" label={f.meetingPoint} hint={f.meetingPointHint} />
        <Checkbox c={c} name="free" label={f.free} checked={shown.free} />
        <TextIn {...props} name="price" label={f.price} hint={f.priceHint} />
        <TextIn {...props} name="bring" label={f.bring} />
        <CheckboxGroup
          c={c}
          name="accessibility"
          label={f.accessibility}
          value={shown.accessibility}
          options={options(accessibilities, t.accessibilities)}
          optional
        />
        <TextIn {...props} name="accessibilityNote" label={f.accessibilityNote} />
        {choices.pictures.length > 0 ? (
          <Select
            c={c}
            name="picture"
            label={f.picture}
            value={shown.picture}
            empty={f.noPicture}
            options={choices.pictures.map((picture) => ({ value: String(picture.id), text: picture.name }))}
          />
        ) : (
          <NoPictures hubId={c.form.value('hub') ?? shown.hub} c={c} />
        )}
        <Select
          c={c}
          name="needsHours"
          label={f.needsHours}
          value={shown.needsHours}
          empty={false}
          options={options(needsHours, t.needsHours)}
        />
      </Details>
      <Details
        summary={f.organiserSection}
        open={open('organiserName', 'contactRole', 'contactEmail', 'contactPhone', 'links')}
      >
        <Select
          c={c}
          name="organiserKind"
          label={f.organiserKind}
          value={shown.organiserKind}
          empty={false}
          options={options(organiserKinds, t.organiserKinds)}
        />
        <TextField c={c} name="organiserName" label={f.organiserName} value={shown.organiserName} optional />
        <TextField
          c={c}
          name="contactRole"
          label={f.contactRole}
          hint={f.contactRoleHint}
          value={shown.contactRole}
          optional
        />
        <TextField
          c={c}
          name="contactEmail"
          label={f.contactEmail}
          value={shown.contactEmail}
          type="email"
          optional
        />
        <TextField
          c={c}
          name="contactPhone"
          label={f.contactPhone}
          value={shown.contactPhone}
          type="tel"
          optional
        />
        <TextArea
          c={c}
          name="links"
          label={f.links}
          hint={f.linksHint}
          value={shown.links}
          rows={2}
          optional
        />
      </Details>
      <Details
        summary={f.otherLanguages}
        open={open(...(['title', 'summary', 'body'] as const).flatMap((n) => [`${n}-nn`, `${n}-en`]))}
      >
        {(['nn', 'en'] as const).map((lang) => {
          const inLang = lang === 'nn' ? f.inNynorsk : f.inEnglish
          return (
            <>
              <TextIn {...props} name="title" lang={lang} label={inLang(f.title)} />
              <TextIn {...props} name="summary" lang={lang} label={inLang(f.summary)} />
              <TextIn {...props} name="body" lang={lang} label={inLang(f.body)} rows={4} />
              <TextIn {...props} name="place" lang={lang} label={inLang(f.place)} />
              <TextIn {...props} name="meetingPoint" lang={lang} label={inLang(f.meetingPoint)} />
              <TextIn {...props} name="price" lang={lang} label={inLang(f.price)} />
              <TextIn {...props} name="bring" lang={lang} label={inLang(f.bring)} />
              <TextIn {...props} name="accessibilityNote" lang={lang} label={inLang(f.accessibilityNote)} />
            </>
          )
        })}
      </Details>
    </>
  )
}

/** An activity shows one of its hub's pictures, so somebody has to put one there first. */
function NoPictures({ hubId, c }: { hubId: string; c: Visit }) {
  const f = texts[c.lang].staff.form
  if (!hubId) return <p class="hint">{f.noPictureForAll}</p>
  return (
    <p class="hint">
      {f.noPictures} <a href={c.url(`/staff/hubs/${encodeURIComponent(hubId)}/pictures`)}>{f.toPictures}</a>
    </p>
  )
}
