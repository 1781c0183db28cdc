import { TextInLanguages } from '#hubs'
import { page, say, type Visit } from '#kernel'
import {
  Alert,
  Button,
  Checkbox,
  CheckboxGroup,
  Details,
  Form,
  Hidden,
  NumberField,
  RadioGroup,
  Select,
} from '#ui'
import { bookers, hoursStates, type RuleSet, ways } from '../../rule-set.ts'
import type { RoomView } from '../../shapes.ts'
import { ruleTexts } from '../../texts/rules.ts'
import { staffTexts } from '../../texts/staff.ts'
import { roomWords } from '../../texts/words.ts'
import { editRules, whyNotRules } from '../edit-room.ts'
import { staffRoomPaths } from '../paths.ts'
import { refuse } from '../refusals.ts'
import { alcoholAnswers, priceRows, type RulesFields, rulesForm, rulesFrom, steps } from '../rules-form.ts'
import { RoomFrame, roomToRun } from './room-frame.tsx'
import { SaidRules } from './said-rules.tsx'

export const editRulesPage = page({
  needs: 'sign-in',
  form: rulesForm,
  read: roomToRun,
  act: async (c, typed, room) => {
    const fields = typed as RulesFields
    const rules = rulesFrom(fields, room.rules)
    if (fields.do === 'preview') {
      refuse(whyNotRules(rules))
      return c.hono.html(String(await show(room, c, rules)))
    }
    await c.transaction((tx) => editRules(tx, c.actor, room.id, rules, fields.version, c.now))
    return c.redirect(`${staffRoomPaths.rules(room.id)}?done=saved`)
  },
  show: (room, c) => show(room, c),
})

function show(room: RoomView, c: Visit, preview?: RuleSet) {
  const t = staffTexts[c.lang].rules
  return (
    <RoomFrame c={c} room={room} part="rules">
      <p class="lead">{t.intro}</p>
      <div class="columns">
        <Form c={c} class="form room-form">
          <Hidden name="version" value={room.version} />
          <WhenFields rules={room.rules} c={c} />
          <TimeFields rules={room.rules} c={c} />
          <WhoFields rules={room.rules} c={c} />
          <PriceFields rules={room.rules} c={c} />
          <ChangeFields rules={room.rules} c={c} />
          <OtherwiseFields rules={room.rules} c={c} />
          <p class="actions">
            <Button name="do" value="save">
              {staffTexts[c.lang].save}
            </Button>
            <Button name="do" value="preview" variant="secondary" formaction="#read">
              {t.preview}
            </Button>
          </p>
        </Form>
        <section id="read" class="panel" aria-labelledby="read-heading">
          <h2 class="ds-heading" id="read-heading">
            {t.read}
          </h2>
          {preview && <Alert kind="info">{t.previewNote}</Alert>}
          <SaidRules rules={preview ?? room.rules} c={c} />
        </section>
      </div>
    </RoomFrame>
  )
}

type Given = { rules: RuleSet; c: Visit }

function WhenFields({ rules, c }: Given) {
  const t = staffTexts[c.lang].rules
  return (
    <section aria-labelledby="when">
      <h2 class="ds-heading" id="when">
        {t.when}
      </h2>
      {hoursStates.map((state) => (
        <Select
          c={c}
          name={`way_${state}`}
          label={roomWords[c.lang].hoursStates[state]}
          value={rules.way[state]}
          empty={false}
          options={ways.map((way) => ({ value: way, text: t.ways[way] }))}
        />
      ))}
    </section>
  )
}

function TimeFields({ rules, c }: Given) {
  const t = staffTexts[c.lang].rules
  return (
    <section aria-labelledby="times">
      <h2 class="ds-heading" id="times">
        {t.times}
      </h2>
      <Length
        c={c}
        name="shortest"
        label={t.shortest}
        value={rules.shortestMinutes}
        usual={[15, 30, 45, 60, 90, 120]}
      />
      <Length c={c} name="longest" label={t.longest} value={rules.longestMinutes} usual={longest} />
      <Length c={c} name="step" label={t.step} value={rules.stepMinutes} usual={steps} />
      <NumberField c={c} name="tidy" label={t.tidy} hint={t.tidyHint} value={rules.tidyMinutes} required />
      <NumberField c={c} name="daysAhead" label={t.daysAhead} value={rules.daysAhead} required />
      <NumberField
        c={c}
        name="seriesDaysAhead"
        label={t.seriesDaysAhead}
        value={rules.seriesDaysAhead}
        required
      />
      <Length
        c={c}
        name="notice"
        label={t.notice}
        value={rules.noticeMinutes}
        usual={leads}
        zero={t.noNotice}
      />
      <h3 class="ds-heading">{t.quota}</h3>
      <p class="hint">{t.quotaHint}</p>
      <NumberField c={c} name="perPerson" label={t.perPerson} value={rules.perPersonAWeek} optional />
      <NumberField
        c={c}
        name="perAssociation"
        label={t.perAssociation}
        value={rules.perAssociationAWeek}
        optional
      />
    </section>
  )
}

function WhoFields({ rules, c }: Given) {
  const t = staffTexts[c.lang].rules
  return (
    <section aria-labelledby="who-heading">
      <h2 class="ds-heading" id="who-heading">
        {t.whoHeading}
      </h2>
      <CheckboxGroup c={c} name="who" label={t.who} value={rules.who} options={bookerOptions(c)} />
      <NumberField c={c} name="smallest" label={t.smallest} value={rules.smallestGroup} required />
      <NumberField c={c} name="age" label={t.age} value={rules.responsibleAge} required />
      <Checkbox c={c} name="parties" label={t.parties} checked={rules.privateParties} />
      <RadioGroup
        c={c}
        name="alcohol"
        label={t.alcohol}
        value={rules.alcohol}
        options={alcoholAnswers.map((value) => ({ value, text: t.alcoholAnswers[value] }))}
      />
    </section>
  )
}

function PriceFields({ rules, c }: Given) {
  const t = staffTexts[c.lang].rules
  return (
    <section aria-labelledby="prices">
      <h2 class="ds-heading" id="prices">
        {t.prices}
      </h2>
      <p class="hint">{t.pricesHint}</p>
      {Array.from({ length: priceRows }, (_, i) => {
        const price = rules.prices[i]
        return (
          <Details summary={t.price(i + 1)} open={price !== undefined}>
            <TextInLanguages
              c={c}
              name={`price_${i}`}
              label={t.priceName}
              text={price?.name}
              maxlength={80}
            />
            <NumberField
              c={c}
              name={`kroner_${i}`}
              label={t.priceKroner}
              value={price && price.oreAnHour / 100}
              inputmode="decimal"
              optional
            />
            <CheckboxGroup
              c={c}
              name={`for_${i}`}
              label={t.priceFor}
              value={price?.for}
              options={bookerOptions(c)}
            />
          </Details>
        )
      })}
    </section>
  )
}

function ChangeFields({ rules, c }: Given) {
  const t = staffTexts[c.lang].rules
  const deadline = (name: string, label: string, value: number | null) => (
    <Length
      c={c}
      name={name}
      label={label}
      value={value}
      usual={[0, ...leads]}
      zero={t.untilStart}
      none={t.never}
      say={(lead) => t.before(lead)}
    />
  )
  return (
    <section aria-labelledby="change">
      <h2 class="ds-heading" id="change">
        {t.change}
      </h2>
      {deadline('cancel', t.cancel, rules.cancelMinutesBefore)}
      {deadline('move', t.move, rules.moveMinutesBefore)}
      <Length
        c={c}
        name="noShow"
        label={t.noShow}
        value={rules.noShowMinutes}
        usual={[15, 30, 45, 60]}
        none={t.noShowNever}
      />
    </section>
  )
}

function OtherwiseFields({ rules, c }: Given) {
  const t = staffTexts[c.lang].rules
  return (
    <section aria-labelledby="otherwise">
      <h2 class="ds-heading" id="otherwise">
        {t.otherwise}
      </h2>
      <p class="hint">{t.otherwiseHint}</p>
      {hoursStates.map((state) => {
        const own = rules.overrides[state] ?? {}
        return (
          <Details
            summary={roomWords[c.lang].hoursStates[state]}
            open={Object.values(own).some((value) => value !== undefined)}
          >
            <Length
              c={c}
              name={`longest_${state}`}
              label={t.longest}
              value={own.longestMinutes ?? null}
              usual={longest}
              none={t.asOtherwise}
            />
            <Length
              c={c}
              name={`notice_${state}`}
              label={t.notice}
              value={own.noticeMinutes ?? null}
              usual={[0, ...leads]}
              zero={t.noNotice}
              none={t.asOtherwise}
            />
            <NumberField
              c={c}
              name={`smallest_${state}`}
              label={t.smallest}
              value={own.smallestGroup}
              optional
            />
            <NumberField c={c} name={`age_${state}`} label={t.age} value={own.responsibleAge} optional />
            <Select
              c={c}
              name={`alcohol_${state}`}
              label={t.alcohol}
              value={own.alcohol ?? ''}
              empty={t.asOtherwise}
              options={alcoholAnswers.map((value) => ({ value, text: t.alcoholAnswers[value] }))}
            />
            <CheckboxGroup
              c={c}
              name={`who_${state}`}
              label={t.who}
              value={own.who}
              options={bookerOptions(c)}
            />
          </Details>
        )
      })}
    </section>
  )
}

const bookerOptions = (c: Visit) =>
  bookers.map((value) => ({ value, text: roomWords[c.lang].bookers[value] }))

const longest = [60, 120, 180, 240, 300, 360, 480, 600, 720, 1440, 2880, 10_080, 20_160]
const leads = [60, 120, 240, 720, 1440, 2880, 4320, 10_080, 20_160, 43_200]

/** A length people choose in words. One that is stored and not among the usual ones is kept among them. */
function Length({
  c,
  name,
  label,
  value,
  usual,
  zero,
  none,
  say: sayIt = (length) => length,
}: {
  c: Visit
  name: string
  label: string
  value: number | null
  usual: readonly number[]
  /** What 0 minutes is called. */
  zero?: string
  /** What no length at all is called; without it one must be chosen. */
  none?: string
  say?: (length: string) => string
}) {
  const all = [...new Set([...(zero ? [0] : []), ...usual, ...(value === null ? [] : [value])])].sort(
    (a, b) => a - b,
  )
  const inWords = (minutes: number) =>
    minutes > 0 && minutes % 1440 === 0
      ? say[c.lang].plural(minutes / 1440, ruleTexts[c.lang].days)
      : say[c.lang].duration(minutes)
  return (
    <Select
      c={c}
      name={name}
      label={label}
      value={value === null ? '' : String(value)}
      empty={none ?? false}
      options={all.map((minutes) => ({
        value: String(minutes),
        text: minutes === 0 && zero ? zero : sayIt(inWords(minutes)),
      }))}
    />
  )
}
