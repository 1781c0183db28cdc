import { z } from 'zod'
import { read, slotOf, type VendorShape, vendorLock } from '../vendor-shapes.ts'

// By Nuki's public Web API (api.nuki.io). Hold it against the current documentation before a door depends on it.

/** A keypad code among the authorisations. */
const keypad = 13

const authShape = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullish(),
    type: z.number(),
    code: z.number().nullish(),
    enabled: z.boolean().default(true),
  }),
)
const lockShape = z.object({
  // 0 is well; anything else is a lock that the cloud does not reach
  serverState: z.number(),
  state: z.object({
    state: z.number(),
    batteryCharge: z.number().min(0).max(100).nullish(),
    batteryCritical: z.boolean().nullish(),
  }),
})
const locked = 1
const unlocked = new Set([3, 5, 6])
const motorBlocked = 254

const nukiShape: VendorShape = {
  name: 'nuki',
  url: 'https://api.nuki.io',
  can: { offlinePin: true, remoteRevoke: true, ack: 'confirmed' },
  whyNotPin: (pin) =>
    // The code travels as a number; the vendor allows no zero, and nothing that begins with 12.
    /^[1-9]{6}$/.test(pin) && !pin.startsWith('12')
      ? undefined
      : 'six digits without zero that do not begin with 12',
  async codes(api, device) {
    const auths = read(authShape, await api('GET', `/smartlock/${encodeURIComponent(device)}/auth`))
    return auths
      .filter(({ type }) => type === keypad)
      .map(({ id, name, code, enabled }) => ({
        id,
        slot: slotOf(name),
        pin: code == null ? null : String(code),
        inLock: enabled,
      }))
  },
  async create(api, device, { name, pin, window }) {
    const wish = {
      name,
      type: keypad,
      code: Number(pin),
      allowedFromDate: window.from.toString({ fractionalSecondDigits: 3 }),
      allowedUntilDate: window.to.toString({ fractionalSecondDigits: 3 }),
      allowedWeekDays: 127,
      allowedFromTime: 0,
      allowedUntilTime: 0,
    }
    read(z.unknown(), await api('PUT', `/smartlock/${encodeURIComponent(device)}/auth`, wish))
  },
  async remove(api, device, { id }) {
    const path = `/smartlock/${encodeURIComponent(device)}/auth/${encodeURIComponent(id)}`
    read(z.unknown(), await api('DELETE', path))
  },
  async status(api, device) {
    const { serverState, state } = read(
      lockShape,
      await api('GET', `/smartlock/${encodeURIComponent(device)}`),
    )
    return {
      online: serverState === 0,
      battery: state.batteryCharge ?? (state.batteryCritical ? 10 : null),
      jammed: state.state === motorBlocked,
      locked: state.state === locked ? true : unlocked.has(state.state) ? false : null,
      heardAt: null,
    }
  },
}

export const nuki = vendorLock(nukiShape)
