import { TextInLanguages } from '#hubs'
import { page, pick } from '#kernel'
import { Alert, Button, CheckboxGroup, Form, Hidden, NumberField, RadioGroup, Select } from '#ui'
import { roomKinds, roomStates } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { roomWords } from '../../texts/words.ts'
import { accessibilityKinds, equipmentKinds } from '../../vocabulary.ts'
import { editRoom } from '../edit-room.ts'
import { staffRoomPaths } from '../paths.ts'
import { factsFrom, roomForm, roomWritings, type Writing } from '../room-form.ts'
import { termsAt } from '../rooms-to-run.ts'
import { RoomFrame, roomToRun } from './room-frame.tsx'

export const editRoomPage = page({
  needs: 'sign-in',
  form: roomForm,
  read: async (c) => {
    const room = await roomToRun(c)
    return { room, terms: await termsAt(c.db, room.hubId) }
  },
  act: async (c, fields, { room }) => {
    await c.transaction((tx) => editRoom(tx, c.actor, room.id, factsFrom(fields), fields.version, c.now))
    return c.redirect(`${staffRoomPaths.room(room.id)}?done=saved`)
  },
  show: ({ room, terms }, c) => {
    const t = staffTexts[c.lang].room
    const { states, stateHints } = staffTexts[c.lang].rooms
    const words = roomWords[c.lang]
    const written = (name: Writing, label: string, hint?: string) => (
      <div>
        <TextInLanguages
          c={c}
          name={name}
          label={label}
          hint={hint}
          text={room[name]}
          maxlength={roomWritings[name].max}
          rows={roomWritings[name].rows}
          required={name === 'name'}
        />
      </div>
    )
    // Only the newest of each can be chosen; an older one that the room still has stays possible.
    const newest = terms.filter(
      (one, i) => one.id === room.terms?.id || terms.findIndex((other) => other.hubId === one.hubId) === i,
    )
    return (
      <RoomFrame c={c} room={room} part="facts">
        {room.example && <Alert kind="info">{t.exampleNote}</Alert>}
        <Form c={c} class="form room-form">
          <Hidden name="version" value={room.version} />
          {written('name', t.name)}
          {written('summary', t.summary, t.summaryHint)}
          <RadioGroup
            c={c}
            name="state"
            label={t.state}
            value={room.state}
            options={roomStates.map((state) => ({
              value: state,
              text: states[state],
              hint: stateHints[state],
            }))}
          />
          <Select
            c={c}
            name="kind"
            label={t.kind}
            value={room.kind}
            empty={false}
            options={roomKinds.map((kind) => ({ value: kind, text: words.kinds[kind] }))}
          />
          <NumberField
            c={c}
            name="capacity"
            label={t.capacity}
            hint={t.capacityHint}
            value={room.capacity}
            required
          />
          <NumberField c={c} name="areaM2" label={t.area} value={room.areaM2} optional />
          {written('floor', t.floor)}
          <CheckboxGroup
            c={c}
            name="equipment"
            label={t.equipment}
            value={room.equipment}
            options={equipmentKinds.map((kind) => ({ value: kind, text: words.equipment[kind] }))}
          />
          {written('equipmentNote', t.equipmentNote)}
          <RadioGroup
            c={c}
            name="stepFree"
            label={t.stepFree}
            value={room.stepFree === null ? 'unknown' : room.stepFree ? 'yes' : 'no'}
            options={(['yes', 'no', 'unknown'] as const).map((value) => ({
              value,
              text: t.stepFreeAnswers[value],
            }))}
          />
          <CheckboxGroup
            c={c}
            name="accessibility"
            label={t.accessibility}
            value={room.accessibility}
            options={accessibilityKinds.map((kind) => ({ value: kind, text: words.accessibility[kind] }))}
          />
          {written('accessibilityNote', t.accessibilityNote)}
          {written('cameraNotice', t.camera, t.cameraHint)}
          {written('instructions', t.instructions, t.instructionsHint)}
          {written('fireSafety', t.fireSafety)}
          <Select
            c={c}
            name="termsId"
            label={t.terms}
            value={room.terms ? String(room.terms.id) : ''}
            empty={t.noTerms}
            options={newest.map((one) => ({
              value: String(one.id),
              text: t.termsVersion(pick(one.title, c.lang).text, one.version),
            }))}
          />
          <Button>{staffTexts[c.lang].save}</Button>
        </Form>
      </RoomFrame>
    )
  },
})
