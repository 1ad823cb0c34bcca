import type { SyncRunnerDeps } from '#activities/sync/sync-runner.ts';
import type { EvaluateField } from '#activities/sync/translate-page.ts';
import type { ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import type { Mapping, ObjectMap } from '#domain/sync/mapping.ts';

export interface ReconciliationDeps extends Omit<SyncRunnerDeps, 'onRunEnded' | 'transformer'> {
  evaluate: EvaluateField;
  /** Starts or signals the workflow of a sync. */
  runSync: (syncId: string) => Promise<void>;
}

/** What became of a part of a step. `later`: others must get on first. `waiting`: a person must say whether it goes on. */
export interface Part {
  state: 'more' | 'later' | 'done' | 'waiting';
  /** What it does, for people. */
  detail: string;
}

/** One part of a step, committed by itself. Safe to repeat, even at the same time. */
export type DoPart = (deps: ReconciliationDeps, run: ReconciliationRun, slice: Slice) => Promise<Part>;

/** The time of an activity, in which part follows part. */
export interface Slice {
  /** Whether another part may begin. */
  isGoingOn: () => boolean;
  /** A part was done: this one is where the run is. */
  onPlace: (place: string) => void;
}

/** A listing that a run reads to its end. */
export interface Feed {
  name: string;
  map: ObjectMap;
  side: 'a' | 'b';
  /** Subscriptions, which are added up for the records of B that they belong to. */
  isPart: boolean;
}

/** The listings of both sides, in the order in which each side is read: subscriptions before the records whose sums they are. */
export function feedsOf({ objects }: Mapping): Feed[] {
  return objects.flatMap((map): Feed[] => [
    { name: `${map.name}/a`, map, side: 'a', isPart: false },
    ...(map.subscriptions === null ? [] : [{ name: `${map.name}/parts`, map, side: 'b', isPart: true } as const]),
    { name: `${map.name}/b`, map, side: 'b', isPart: false },
  ]);
}
