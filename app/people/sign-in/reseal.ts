import { isSealedWithNewest, reseal, type Tx } from '#kernel'

/** For `npm run keys:rotate`: seals anew what an older key of the ring sealed. Returns how many rows changed. */
export async function resealPeople(tx: Tx): Promise<number> {
  let changed = 0
  for (const row of await tx
    .selectFrom('people.national_id')
    .select(['person_id', 'sealed'])
    .forUpdate()
    .execute()) {
    if (isSealedWithNewest(row.sealed)) continue
    await tx
      .updateTable('people.national_id')
      .set({ sealed: reseal(row.sealed) })
      .where('person_id', '=', row.person_id)
      .execute()
    changed++
  }
  for (const row of await tx
    .selectFrom('people.kept_record')
    .select(['id', 'sealed'])
    .where('sealed', 'is not', null)
    .forUpdate()
    .execute()) {
    if (!row.sealed || isSealedWithNewest(row.sealed)) continue
    await tx
      .updateTable('people.kept_record')
      .set({ sealed: reseal(row.sealed) })
      .where('id', '=', row.id)
      .execute()
    changed++
  }
  const sessions = await tx
    .selectFrom('people.session')
    .select(['id', 'id_token_sealed'])
    .where('id_token_sealed', 'is not', null)
    .forUpdate()
    .execute()
  for (const row of sessions) {
    if (!row.id_token_sealed || isSealedWithNewest(row.id_token_sealed)) continue
    await tx
      .updateTable('people.session')
      .set({ id_token_sealed: reseal(row.id_token_sealed) })
      .where('id', '=', row.id)
      .execute()
    changed++
  }
  return changed
}
