import { type Lang, say } from '#kernel'
import type { Capabilities } from '../../adapters/adapter.ts'
import { texts } from '../../texts/index.ts'
import { setUpTexts } from '../../texts/set-up.ts'

/** What a lock declares that it can do, in sentences. */
export function sayCapabilities(can: Capabilities, lang: Lang): string[] {
  const t = setUpTexts[lang].can
  const number = say[lang].number
  const codes =
    can.pin === 'none'
      ? [t.noPin]
      : [
          t.pin(number(can.pinLength), number(can.slots)),
          can.timeBound === 'native' ? t.native : t.hub,
          ...(can.offlinePin ? [t.offline] : []),
          can.ack === 'confirmed' ? t.confirmed : t.accepted,
        ]
  return [...codes, ...(can.token ? [t.token] : []), can.remoteUnlock ? t.remote : t.noRemote]
}

export const sayKind = (name: string, lang: Lang): string => texts[lang].doors.adapters[name] ?? name
