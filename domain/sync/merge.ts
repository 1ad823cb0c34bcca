import { type FieldMap, fieldKey, type ObjectMap, type Owner, type Side, sourceOf, targetsOf } from './mapping.ts';
import type { SyncValue } from './sync-value.ts';
import type { SyncValues } from './translate.ts';

/** What becomes of one field. `conflict`: both sides changed it and no rule decides, so it is left as it is. */
export type FieldOutcome =
  | { kind: 'agreed'; value: SyncValue }
  | { kind: 'write'; to: Side; value: SyncValue }
  | { kind: 'conflict' }
  | { kind: 'left' };

export interface Merge {
  /** Fields that are the same on both sides now. */
  agreed: Record<string, SyncValue>;
  /** Fields to write, by side. */
  writes: Record<Side, Record<string, SyncValue>>;
  /** Field keys. */
  conflicts: string[];
}

interface Pair {
  /** What both sides had when they were last the same; a field that never was is absent. */
  agreed: SyncValues;
  a: SyncValues;
  b: SyncValues;
  /** The side that changed later; null if that is unknown. */
  newer: Side | null;
}

/** The three-way merge of two linked records, field by field. A field that one side lacks is left alone. */
export function mergeRecords(map: ObjectMap, { agreed, a, b, newer }: Pair): Merge {
  const merge: Merge = { agreed: {}, writes: { a: {}, b: {} }, conflicts: [] };
  for (const field of map.fields) {
    if (field.once) continue;
    const key = fieldKey(field);
    const [inA, inB] = [a[key], b[key]];
    if (inA === undefined || inB === undefined) continue;
    const outcome = mergeField(field, { agreed: agreed[key], a: inA, b: inB, newer });
    if (outcome.kind === 'agreed') merge.agreed[key] = outcome.value;
    else if (outcome.kind === 'write') merge.writes[outcome.to][key] = outcome.value;
    else if (outcome.kind === 'conflict') merge.conflicts.push(key);
  }
  return merge;
}

export function mergeField(
  field: Pick<FieldMap, 'owner' | 'direction'>,
  at: { agreed: SyncValue | undefined; a: SyncValue; b: SyncValue; newer: Side | null },
): FieldOutcome {
  if (at.a === at.b) return { kind: 'agreed', value: at.a };
  const winner = decide(field.owner, at);
  if (winner === null) return { kind: 'conflict' };
  const to = winner === 'a' ? 'b' : 'a';
  return targetsOf(field).includes(to) ? { kind: 'write', to, value: at[winner] } : { kind: 'left' };
}

function decide(owner: Owner, at: { agreed: SyncValue | undefined; a: SyncValue; b: SyncValue; newer: Side | null }): Side | null {
  switch (owner) {
    case 'a':
    case 'b':
      return owner;
    case 'prefer_a':
      return at.a === null ? 'b' : 'a';
    case 'prefer_b':
      return at.b === null ? 'a' : 'b';
    case 'newest':
      return onlyChanged(at) ?? at.newer;
    case 'none':
      return onlyChanged(at);
  }
}

/** The side that alone changed since both agreed. Before they ever agreed, the side that has a value where the other is blank. */
function onlyChanged({ agreed, a, b }: { agreed: SyncValue | undefined; a: SyncValue; b: SyncValue }): Side | null {
  if (agreed !== undefined) {
    if (a === agreed) return 'b';
    if (b === agreed) return 'a';
    return null;
  }
  if (a === null) return 'b';
  return b === null ? 'a' : null;
}

/** The values of a new record on `side`, made from its counterpart's. Blank ones are omitted. */
export function valuesForNew(map: ObjectMap, side: Side, counterpart: SyncValues): Record<string, SyncValue> {
  const values: Record<string, SyncValue> = {};
  for (const field of map.fields) {
    const value = counterpart[fieldKey(field)];
    if (sourceOf(field) !== side && targetsOf(field).includes(side) && value !== undefined && value !== null) {
      values[fieldKey(field)] = value;
    }
  }
  return values;
}

/**
 * Settles a conflict in favour of one side: afterwards both sides seem to have agreed on the other's present value, so that only the winner
 * has changed.
 */
export const settle = (winner: Side, now: { a: SyncValue; b: SyncValue }): SyncValue => (winner === 'a' ? now.b : now.a);
