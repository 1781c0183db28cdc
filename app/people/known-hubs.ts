import type { Db } from '#kernel'

export type KnownHub = { id: string; name: string }

let read: (db: Db) => Promise<KnownHub[]> = async () => []

/** Roles are held at hubs, but hubs stand above people: the server hands the list down, once. */
export function knowHubs(reader: typeof read) {
  read = reader
}
export const knownHubs = (db: Db) => read(db)
