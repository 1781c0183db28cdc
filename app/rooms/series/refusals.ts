import { defineRefusals } from '#kernel'
import { seriesTexts } from '../texts/series.ts'

export const { refusal: seriesRefusal } = defineRefusals(
  { nb: seriesTexts.nb.refusals, nn: seriesTexts.nn.refusals, en: seriesTexts.en.refusals },
  {
    'rooms.series-needs-end': 422,
    'rooms.no-dates-left': 422,
    'rooms.not-a-series': 409,
    'rooms.series-over': 409,
    'rooms.nothing-to-decide': 409,
    'rooms.left-out': 409,
  },
)
