import { type LocalText, pick, type Texts } from '#kernel'

type Elsewhere = Partial<{ room: LocalText; hub: string }>

const nb = {
  refusals: {
    'rooms.at-another-hub': ({ room, hub }: Elsewhere) => ({
      why: `${pick(room, 'nb').text || 'Rommet'} er på ${hub ?? 'et annet torg'}, ikke der aktiviteten er.`,
      next: 'Velg rom på samme torg som aktiviteten.',
    }),
  },
}

const nn = {
  refusals: {
    'rooms.at-another-hub': ({ room, hub }: Elsewhere) => ({
      why: `${pick(room, 'nn').text || 'Rommet'} er på ${hub ?? 'eit anna torg'}, ikkje der aktiviteten er.`,
      next: 'Vel rom på same torg som aktiviteten.',
    }),
  },
}

const en = {
  refusals: {
    'rooms.at-another-hub': ({ room, hub }: Elsewhere) => ({
      why: `${pick(room, 'en').text || 'The room'} is at ${hub ?? 'another hub'}, not where the activity is.`,
      next: 'Choose rooms at the same hub as the activity.',
    }),
  },
}

export const holdForTexts = { nb, nn, en } satisfies Texts<typeof nb>
