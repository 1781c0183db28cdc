import type { Lang } from '#kernel'
import type { RefusedRoom } from '../find/find-wish.ts'
import { refusal } from '../refusals.ts'

/** The sentence with which the booking itself would refuse. */
export const sayWhyNot = ({ code, params }: Pick<RefusedRoom, 'code' | 'params'>, lang: Lang): string =>
  refusal(code, code === 'rooms.taken' ? {} : params).say(lang).why
