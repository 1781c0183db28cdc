import { sql, type Tx } from '#kernel'

/** Everything a series may touch, in the order in which everybody queues: its dates are tried one by one afterwards. */
export const holdRooms = (tx: Tx, roomIds: readonly string[]) =>
  sql`select rooms.hold_parts(array(
    select distinct part_id from rooms.room_part where room_id = any(${[...new Set(roomIds)]}::text[])))`.execute(
    tx,
  )
