import type { SyncLinkRow } from '#db/sync/sync-link.ts';
import type { PendingRecord } from '#db/sync/sync-record.ts';
import type { WantedWrite } from '#db/sync/sync-write.ts';
import { hashValues, pick } from '#domain/sync/desired-hash.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';
import { ValueFault } from '#domain/sync/sync-value.ts';
import { type SyncValues, toVendor } from '#domain/sync/translate.ts';
import type { FailureReason } from '#domain/sync/write-failure.ts';

export const idIn = (link: Pick<SyncLinkRow, 'aId' | 'bId'>, side: Side): string => (side === 'a' ? link.aId : link.bId);

/** Checked against the mapping now, so that what it forbids never reaches the vendor. */
export function wantedWrite(
  map: ObjectMap,
  wish: Pick<WantedWrite, 'side' | 'operation' | 'target' | 'linkId' | 'values'> & {
    base: SyncValues;
    fault: PendingRecord['faults'][number] | undefined;
  },
): WantedWrite {
  const { base, fault, ...write } = wish;
  const failure = fault ? { ...fault, reason: fault.reason as FailureReason } : faultOf(map, write.side, write.values);
  return { ...write, desiredHash: hashValues(write.values), baseHash: hashValues(pick(base, Object.keys(write.values))), failure };
}

function faultOf(map: ObjectMap, side: Side, values: SyncValues): WantedWrite['failure'] {
  try {
    toVendor(map, side, values);
    return null;
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    const { reason, message, field } = error;
    return { reason, message, field };
  }
}
