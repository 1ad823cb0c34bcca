import { Ahead } from './ahead.ts';
import type { SyncAhead, SyncProgress, SyncRunner } from './sync-runner.ts';

/**
 * Long enough that the moments do not count in which another worker takes over, which first has to get this one's share of the limits; short
 * enough for a signal that waits for the end of the activity. What the API asks for does not wait.
 */
const SLICE_MS = 30_000;

/** How long more is waited for: longer than the pauses of a busy hour, shorter than a person who sends a signal likes to wait. */
const LINGER_MS = 1_000;
/** Between looks for what is to be done next: hints of this time share the calls of a run. */
const LOOK_EVERY_MS = 150;

export interface SliceOptions {
  onPlace?: (place: string) => void;
  /** A part was done. */
  onPart?: () => void;
  isStopping?: () => boolean;
  /** If it is given, more is waited for after a run: changes seldom come alone, and another worker would have to get its share of the limits. */
  sleep?: (ms: number) => Promise<void>;
}

/**
 * Does part after part of the sync's runs for a while, each committed for itself, and reads ahead meanwhile. A failure after the first part is
 * left to the next slice, which meets it at once: this one has got on, so nobody has to wait longer.
 */
export async function advanceForAWhile(
  runner: SyncRunner,
  syncId: string,
  { onPlace, onPart, isStopping = () => false, sleep }: SliceOptions = {},
): Promise<SyncProgress> {
  const endsAt = performance.now() + SLICE_MS;
  const isGoingOn = () => performance.now() < endsAt && !isStopping();
  const ahead: SyncAhead = { pages: new Ahead(isGoingOn), batches: new Ahead(isGoingOn, (batch) => batch.release()) };
  let workedAt = Number.NEGATIVE_INFINITY;
  const note = (place: string) => {
    workedAt = performance.now();
    onPlace?.(place);
  };
  let last: SyncProgress | undefined;
  try {
    do {
      last = await runner.advance(syncId, note, ahead);
      onPart?.();
    } while (
      (last.state === 'more' && (isGoingOn() || ahead.pages.isHeld || ahead.batches.isHeld)) ||
      (last.state === 'idle' && (await hasMore()))
    );
    return last;
  } catch (error) {
    if (last === undefined) throw error;
    // The part that failed was to be done, also if it was found while more was waited for.
    return { ...last, state: 'more' };
  } finally {
    await ahead.pages.drop();
    await ahead.batches.drop();
  }

  async function hasMore(): Promise<boolean> {
    while (sleep !== undefined && performance.now() < workedAt + LINGER_MS && isGoingOn()) {
      await sleep(LOOK_EVERY_MS);
      if (await runner.isWanted(syncId)) return true;
    }
    return false;
  }
}
