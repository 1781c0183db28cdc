import { defineRefusals } from '#kernel'
import { waitTexts } from '../texts/waits.ts'

export const { refusal: waitRefusal } = defineRefusals(
  { nb: waitTexts.nb.refusals, nn: waitTexts.nn.refusals, en: waitTexts.en.refusals },
  {
    'rooms.too-many-waits': 409,
    'rooms.wait-too-late': 409,
    'rooms.wait-ended': 410,
  },
)
