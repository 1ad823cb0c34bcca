import type { Queryable } from '#db/database.ts';
import { deleteLinks, moveLinks, type SyncLinkRow } from '#db/sync/sync-link.ts';
import { makePending, markOrphans, type PendingRecord, type Place } from '#db/sync/sync-record.ts';
import { supersedeWrites, type WantedWrite } from '#db/sync/sync-write.ts';
import { type ObjectMap, otherSide, sides } from '#domain/sync/mapping.ts';
import { idIn, wantedWrite } from './wanted-write.ts';

/**
 * Follows merges and deletions. The survivor of a merge takes the place of the other record. A deletion is carried over only where the
 * mapping says so; otherwise the counterpart stays, alone.
 */
export async function settleGone(
  tx: Queryable,
  place: Place,
  map: ObjectMap,
  gone: readonly PendingRecord[],
  linkOf: (record: PendingRecord) => SyncLinkRow | undefined,
): Promise<WantedWrite[]> {
  const writes: WantedWrite[] = [];
  for (const side of sides) {
    const own = gone.filter((record) => record.side === side);
    if (own.length === 0) continue;
    const other = otherSide(side);
    const ids = own.map(({ recordId }) => recordId);
    await supersedeWrites(tx, place, side, 'existing', ids);
    await supersedeWrites(tx, place, other, 'create', ids);
    const moves = own.flatMap(({ recordId, mergedInto }) => (mergedInto === null ? [] : [{ from: recordId, to: mergedInto }]));
    const moved = await moveLinks(tx, place, side, moves);
    const from = new Set(moved.map((move) => move.from));
    await makePending(
      tx,
      place,
      side,
      moved.map((move) => move.to),
    );
    const ended: SyncLinkRow[] = [];
    for (const record of own) {
      const link = linkOf(record);
      if (!link || from.has(record.recordId)) continue;
      const target = idIn(link, other);
      const write = { side: other, target, linkId: link.id, values: {}, base: {}, fault: undefined };
      if (record.state === 'deleted' && map.deletes.includes(other)) {
        writes.push(wantedWrite(map, { ...write, operation: 'delete' }));
        continue;
      }
      ended.push(link);
      // Whoever deleted what is created there again and again would never be done. So a person says which of the two it is.
      if (record.state === 'deleted' && map.creates.includes(side)) {
        const message = `its counterpart ${record.recordId} was deleted there`;
        const again = { ...write, side, operation: 'create' as const, linkId: null };
        writes.push({ ...wantedWrite(map, again), failure: { reason: 'deleted', message, field: null } });
      }
      if (record.mergedInto === null) continue;
      const message = `its counterpart ${record.recordId} was merged into ${record.mergedInto}, which has another counterpart`;
      writes.push({ ...wantedWrite(map, { ...write, operation: 'update' }), failure: { reason: 'unclear_link', message, field: null } });
    }
    await deleteLinks(
      tx,
      ended.map(({ id }) => id),
    );
    await markOrphans(
      tx,
      place,
      other,
      ended.map((link) => idIn(link, other)),
    );
  }
  return writes;
}
