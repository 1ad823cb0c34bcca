import { type Mapping, type Side, sides } from './mapping.ts';

/** One part of a run. Each is done page by page. */
export type SyncStep =
  /** Of records that a webhook or a person named, instead of all that changed. */
  | { kind: 'read_hints' }
  | { kind: 'read'; object: string; side: Side; what: 'changed' | 'gone' }
  /** Subscriptions, whose sums are fields of the record that they belong to. */
  | { kind: 'read_parts'; object: string; what: 'changed' | 'gone' }
  | { kind: 'merge'; object: string }
  | { kind: 'write'; object: string; side: Side };

/** Both sides are read before anything is merged. Objects are written in the order of the mapping, so that parents exist before their children. */
export function stepsOf({ objects }: Mapping, run: 'incremental' | 'backfill' | 'hinted'): SyncStep[] {
  const reads = objects.flatMap(({ name, subscriptions }): SyncStep[] => [
    ...sides.flatMap((side) => (['changed', 'gone'] as const).map((what) => ({ kind: 'read' as const, object: name, side, what }))),
    ...(subscriptions === null ? [] : (['changed', 'gone'] as const).map((what) => ({ kind: 'read_parts' as const, object: name, what }))),
  ]);
  const writes = objects.flatMap(({ name }): SyncStep[] => [
    { kind: 'merge', object: name },
    ...sides.map((side) => ({ kind: 'write' as const, object: name, side })),
  ]);
  return run === 'hinted' ? [{ kind: 'read_hints' }, ...writes] : [...reads, ...writes];
}

/** The feeds that a run reads, each with a position of its own. */
export const feedsOf = (mapping: Mapping): string[] =>
  stepsOf(mapping, 'incremental').flatMap((step) => ('what' in step ? [feedOf(step)] : []));

/** Names the position of a feed, for ever. */
export const feedOf = (step: Extract<SyncStep, { what: string }>): string =>
  step.kind === 'read' ? `${step.object}/${step.side}/${step.what}` : `${step.object}/parts/${step.what}`;

/** For people. */
export function explainStep(step: SyncStep): string {
  switch (step.kind) {
    case 'read_hints':
      return 'reading records that are said to have changed';
    case 'read':
      return `reading ${step.what === 'gone' ? 'deleted and merged' : 'changed'} records of ${step.object} in ${step.side.toUpperCase()}`;
    case 'read_parts':
      return `reading ${step.what === 'gone' ? 'deleted' : 'changed'} subscriptions of ${step.object}`;
    case 'merge':
      return `comparing ${step.object}`;
    case 'write':
      return `writing ${step.object} to ${step.side.toUpperCase()}`;
  }
}
