import { useEffect, useRef, useState } from 'react';
import { answerOf, api, newIdempotencyKey } from '#apps/console/api/client.ts';
import { Failure } from '#apps/console/api/failure.ts';
import type { Schema } from '#apps/console/api/schema.ts';

export type BulkKind = 'replay' | 'purge';
type Selection = Schema<'DeadLetterSelection'>;
interface Part {
  count: number;
  has_more: boolean;
}

interface Bulk {
  state: 'ready' | 'running' | 'stopped' | 'done';
  /** How many are replayed or deleted. */
  done: number;
  failure: Failure | null;
}

/** How many match, on all pages. */
export const countMatching = (kind: BulkKind, selection: Selection): Promise<{ data?: Part }> =>
  call(kind, { ...withAll(selection), dry_run: true }, newIdempotencyKey());

/** One call does a bounded part. This makes calls until nothing is left, somebody stops it, or one fails; after a failure `start` goes on. */
export function useBulk(kind: BulkKind, selection: Selection, onChanged: () => void) {
  const [bulk, setBulk] = useState<Bulk>({ state: 'ready', done: 0, failure: null });
  const isStopped = useRef(false);
  // The answer to a call can be lost. With the same key it has its effect once.
  const key = useRef(newIdempotencyKey());
  useEffect(() => () => void (isStopped.current = true), []);

  const run = async (before: number) => {
    let done = before;
    isStopped.current = false;
    setBulk({ state: 'running', done, failure: null });
    try {
      for (let hasMore = true; hasMore && !isStopped.current;) {
        const part = await answerOf(call(kind, withAll(selection), key.current));
        key.current = newIdempotencyKey();
        done += part.count;
        // Of those that are left, none can be replayed: their endpoints were deleted.
        hasMore = part.has_more && part.count > 0;
        setBulk({ state: hasMore ? 'running' : 'done', done, failure: null });
        if (hasMore && isStopped.current) setBulk({ state: 'stopped', done, failure: null });
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      setBulk({ state: 'stopped', done, failure: error });
    }
    onChanged();
  };
  return { ...bulk, start: () => void run(bulk.done), stop: () => void (isStopped.current = true) };
}

/** The API wants to hear that nobody forgot the filter. */
const withAll = (selection: Selection): Selection => (Object.keys(selection).length === 0 ? { all: true } : selection);

function call(kind: BulkKind, body: Selection, key: string): Promise<{ data?: Part }> {
  const init = { body, params: { header: { 'idempotency-key': key } } };
  return kind === 'replay' ? api.POST('/api/v1/dead-letters/replay', init) : api.POST('/api/v1/dead-letters/purge', init);
}
