import { defineRefusals } from '#kernel'
import { holdForTexts } from './texts/hold-for.ts'

export const { refusal: holdForRefusal } = defineRefusals(
  { nb: holdForTexts.nb.refusals, nn: holdForTexts.nn.refusals, en: holdForTexts.en.refusals },
  { 'rooms.at-another-hub': 422 },
)
