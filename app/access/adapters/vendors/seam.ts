import { z } from 'zod'
import { read, slotOf, type VendorShape, vendorLock } from '../vendor-shapes.ts'

// By Seam's public documentation (docs.seam.co): everything is POST. Hold it against the current one before a door depends on it.

const codeShape = z.object({
  access_code_id: z.string(),
  name: z.string().nullish(),
  code: z.string().nullish(),
  status: z.enum(['setting', 'set', 'unset', 'removing', 'unknown']),
  errors: z.array(z.object({ error_code: z.string() })).default([]),
})
const codesShape = z.object({ access_codes: z.array(codeShape) })
const deviceShape = z.object({
  device: z.object({
    properties: z.object({
      online: z.boolean(),
      locked: z.boolean().nullish(),
      battery_level: z.number().min(0).max(1).nullish(),
    }),
  }),
})

const seamShape: VendorShape = {
  name: 'seam',
  url: 'https://connect.getseam.com',
  can: { offlinePin: true, remoteRevoke: true, ack: 'confirmed' },
  whyNotPin: (pin) => (/^\d{4,8}$/.test(pin) ? undefined : 'four to eight digits'),
  async codes(api, device) {
    const { access_codes } = read(codesShape, await api('POST', '/access_codes/list', { device_id: device }))
    return access_codes.map((code) => ({
      id: code.access_code_id,
      slot: slotOf(code.name),
      pin: code.code ?? null,
      inLock: code.status === 'set',
      fault: code.errors[0]?.error_code,
    }))
  },
  async create(api, device, { name, pin, window }) {
    const wish = {
      device_id: device,
      name,
      code: pin,
      starts_at: window.from.toString(),
      ends_at: window.to.toString(),
    }
    read(z.object({ access_code: codeShape }), await api('POST', '/access_codes/create', wish))
  },
  async remove(api, _device, { id }) {
    read(z.unknown(), await api('POST', '/access_codes/delete', { access_code_id: id }))
  },
  async status(api, device) {
    const { properties } = read(deviceShape, await api('POST', '/devices/get', { device_id: device })).device
    return {
      online: properties.online,
      battery: properties.battery_level == null ? null : Math.round(properties.battery_level * 100),
      jammed: false,
      locked: properties.locked ?? null,
      heardAt: null,
    }
  },
}

export const seam = vendorLock(seamShape)
