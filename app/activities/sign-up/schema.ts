import { z } from 'zod'
import { field, isLang, type Lang } from '#kernel'

const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** What somebody wishes when they sign up: the form, the host's form and the API all send this. */
export const signUpWish = z.object({
  /** Whether the one who signs up comes too; only a guardian with children may stay at home. */
  self: z.preprocess(
    (value) => value === undefined || value === true || value === 'on' || value === 'true',
    z.boolean(),
  ),
  /** Ids of one's own children, as `/me` lists them. */
  children: field.many(z.uuid(), 20).optional().default([]),
  /** Others who come along, as a number: their names are nobody's business. */
  others: wholeNumber(0, 49).optional().default(0),
  /** Needed without an account. */
  name: field.text(100).optional(),
  email: field.email().optional(),
  /** Only hosts: for those who have no e-mail. */
  phone: field.text(30).optional(),
  /** By question id. */
  answers: z.record(z.string().max(64), z.string().trim().max(2000)).optional().default({}),
  remind: z.preprocess(
    (value) => value === undefined || value === true || value === 'on' || value === 'true',
    z.boolean(),
  ),
  lang: z.custom<Lang>((value) => typeof value === 'string' && isLang(value)).optional(),
})
export type SignUpWish = z.output<typeof signUpWish>

/** The answer to a sign-up. `pending`: we have written to the address; nothing more is said to somebody unknown. */
export const signUpAnswer = z.object({
  state: z.enum(['pending', 'attending', 'waiting']),
  id: z.uuid().nullable(),
  rank: z.number().int().nullable(),
})
export type SignUpAnswer = z.output<typeof signUpAnswer>
