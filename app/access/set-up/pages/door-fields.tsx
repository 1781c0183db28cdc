import { TextInLanguages } from '#hubs'
import { type LocalText, pick, type Visit } from '#kernel'
import { Checkbox, CheckboxGroup, Hidden, NumberField, RadioGroup, TextField, TimeField } from '#ui'
import type { LockAdapter } from '../../adapters/adapter.ts'
import type { DoorView } from '../../doors.ts'
import { setUpTexts } from '../../texts/set-up.ts'

export type RoomChoice = { id: string; name: LocalText }
type Props = {
  c: Visit
  kind: LockAdapter
  rooms: readonly RoomChoice[]
  /** As it is now; nothing for a new one. */
  door?: DoorView
  behind?: readonly string[]
  isEntrance?: boolean
}

const failStates = ['locked', 'unlocked'] as const
const clock = (time: Temporal.PlainTime | undefined) => time?.toString({ smallestUnit: 'minute' })

export function DoorFields({ c, kind, rooms, door, behind = [], isEntrance = false }: Props) {
  const t = setUpTexts[c.lang].form
  return (
    <>
      <Hidden name="adapter" value={kind.name} />
      <TextInLanguages c={c} name="name" label={t.name} text={door?.name} maxlength={80} required />
      <LockSettings c={c} kind={kind} door={door} />
      <h2 class="ds-heading">{t.place}</h2>
      <TextInLanguages
        c={c}
        name="directions"
        label={t.directions}
        hint={t.directionsHint}
        text={door?.directions}
        maxlength={1000}
        rows={3}
      />
      {rooms.length === 0 ? (
        <p>{t.noRooms}</p>
      ) : (
        <CheckboxGroup
          c={c}
          name="rooms"
          label={t.rooms}
          hint={t.roomsHint}
          value={behind}
          options={rooms.map(({ id, name }) => ({ value: id, text: pick(name, c.lang).text }))}
        />
      )}
      <Checkbox c={c} name="entrance" label={t.entrance} hint={t.entranceHint} checked={isEntrance} />
      <p class="hint">{t.alarmHint}</p>
      <TimeField c={c} name="alarmFrom" label={t.alarmFrom} value={clock(door?.alarm?.from)} optional />
      <TimeField c={c} name="alarmTo" label={t.alarmTo} value={clock(door?.alarm?.to)} optional />
      <h2 class="ds-heading">{t.safety}</h2>
      <TextField
        c={c}
        name="emergencyPhone"
        type="tel"
        label={t.phone}
        hint={t.phoneHint}
        value={door?.emergencyPhone}
        maxlength={30}
        required
      />
      <RadioGroup
        c={c}
        name="failState"
        label={t.fail}
        value={door?.failState ?? 'locked'}
        options={failStates.map((value) => ({ value, ...t.fails[value] }))}
      />
      <TextInLanguages
        c={c}
        name="fireSafety"
        label={t.fire}
        hint={t.fireHint}
        text={door?.fireSafety}
        maxlength={300}
        rows={2}
        required
      />
    </>
  )
}

/** What this kind of lock needs to know. A secret is never sent back to a browser. */
function LockSettings({ c, kind, door }: Pick<Props, 'c' | 'kind' | 'door'>) {
  const t = setUpTexts[c.lang].form
  const names = Object.entries(kind.settings.fields)
  // What a door's row does not say is what the lock's shape chooses: so it stands in the form, too.
  const stored: Record<string, unknown> = { ...usualOf(kind), ...door?.settings }
  return (
    <>
      <h2 class="ds-heading">{t.lock}</h2>
      {names.map(([name, how]) => {
        const { label, hint } = t.settings[name] ?? { label: name, hint: '' }
        const shape = kind.settings.shape.shape[name]
        const mayBeEmpty = shape?.safeParse(undefined).success ?? false
        const value = stored[name]
        if (how === 'tick')
          return (
            <Checkbox c={c} name={name} label={label} hint={hint || undefined} checked={value === true} />
          )
        if (how === 'secret')
          return (
            <TextField
              c={c}
              name={name}
              type="password"
              autocomplete="off"
              label={label}
              hint={door ? t.secretKept : hint}
              optional={door !== undefined}
              required={door === undefined}
              maxlength={1000}
            />
          )
        const Field = how === 'number' ? NumberField : TextField
        return (
          <Field
            c={c}
            name={name}
            label={label}
            hint={hint || undefined}
            value={value === undefined ? undefined : String(value)}
            required={!mayBeEmpty}
            optional={mayBeEmpty}
            maxlength={200}
          />
        )
      })}
    </>
  )
}

const usualOf = (kind: LockAdapter): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(kind.settings.fields).map((name) => [
      name,
      kind.settings.shape.shape[name]?.safeParse(undefined).data,
    ]),
  )
