import { defineRefusals } from '#kernel'
import { staffTexts } from '../texts/staff.ts'

/** What hosts are told no to when they furnish rooms; what a booking is refused for is in ../refusals.ts. */
export const { refuse } = defineRefusals(
  { nb: staffTexts.nb.refusals, nn: staffTexts.nn.refusals, en: staffTexts.en.refusals },
  {
    'rooms.changed-meanwhile': 409,
    'rooms.shortest-over-longest': 422,
    'rooms.no-parts': 422,
    'rooms.parts-of-another-hub': 422,
    'rooms.parts-taken': 409,
  },
)
