import { associationTexts } from '../texts/associations.ts'
import { texts } from '../texts/index.ts'
import type { DataClass } from './part.ts'

type Key = Exclude<keyof typeof texts.nb.classes, 'keptName'>

const order: readonly Key[] = [
  'profile',
  'nationalId',
  'contact',
  'children',
  'follows',
  'sessions',
  'limits',
  'roles',
  'mail',
  'audit',
  'requests',
]

const said = (key: Key, part: keyof (typeof texts.nb.classes)['profile']) => ({
  nb: texts.nb.classes[key][part],
  nn: texts.nn.classes[key][part],
  en: texts.en.classes[key][part],
})

// Histories point at a person row that erasure empties; what protects against misuse knows no persons.
const outliving: readonly Key[] = ['limits', 'roles', 'audit', 'requests']

const ofMandates = (part: 'dataName' | 'dataWhat' | 'dataPurpose' | 'dataBasis' | 'dataKept') => ({
  nb: associationTexts.nb[part],
  nn: associationTexts.nn[part],
  en: associationTexts.en[part],
})
const mandates: DataClass = {
  key: 'people.mandates',
  name: ofMandates('dataName'),
  what: ofMandates('dataWhat'),
  purpose: ofMandates('dataPurpose'),
  basis: ofMandates('dataBasis'),
  kept: ofMandates('dataKept'),
  outlivesErasure: true,
}

/** This module's rows of the register that drives the privacy page, the export, the erasure and the clean-up. */
export const data: readonly DataClass[] = [
  ...order.map((key) => ({
    key: `people.${key}`,
    name: said(key, 'name'),
    what: said(key, 'what'),
    purpose: said(key, 'purpose'),
    basis: said(key, 'basis'),
    kept: said(key, 'kept'),
    ...(outliving.includes(key) && { outlivesErasure: true as const }),
  })),
  mandates,
]
