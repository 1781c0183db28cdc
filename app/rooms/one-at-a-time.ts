import { preparedOn, type Tx } from '#kernel'

const queue = preparedOn(
  'rooms.one-at-a-time',
  `select pg_advisory_xact_lock(hashtextextended('rooms.of:' || $1::text, 0))`,
)

/**
 * Whoever asks from ten tabs at once is answered in turn: what somebody may have only so many of is counted across rooms,
 * and no room's parts keep that count. Before any parts.
 */
export const oneAtATime = async (tx: Tx, personId: string): Promise<void> => {
  await queue(tx, personId)
}
