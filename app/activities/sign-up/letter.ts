import { type LetterParts as Parts, writeLetter } from '#kernel'
import { signUpTexts } from '../texts/sign-up.ts'

export { addressIn } from '#kernel'

export type LetterParts = Omit<Parts, 'greeting' | 'signature'> & { name: string | null; from: string }

/** A letter that greets and signs as letters about activities do. */
export function letter({ name, from, ...parts }: LetterParts) {
  const t = signUpTexts[parts.lang].mail
  return writeLetter({ ...parts, greeting: t.hello(name ?? ''), signature: t.from(from) })
}
