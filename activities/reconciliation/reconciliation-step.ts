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

/** A listing that a run reads to its end, or a part of one. */
export interface Feed {
  name: string;
  /** `company/a`: that of which it is a part, or its own name. */
  listing: string;
  map: ObjectMap;
  side: 'a' | 'b';
  /** Subscriptions, which are added up for the records of B that they belong to. */
  isPart: boolean;
}

/** The listings of both sides. */
export function feedsOf({ objects }: Mapping): Feed[] {
  const feed = (map: ObjectMap, what: 'a' | 'b' | 'parts'): Feed => {
    const listing = `${map.name}/${what}`;
    return { name: listing, listing, map, side: what === 'a' ? 'a' : 'b', isPart: what === 'parts' };
  };
  return objects.flatMap((map) => [feed(map, 'a'), ...(map.subscriptions === null ? [] : [feed(map, 'parts')]), feed(map, 'b')]);
}
