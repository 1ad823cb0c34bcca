import { ConnectorError } from './connector-error.ts';
import type { RecordWrite, WriteResult } from './record.ts';

/** What a write changes: two writes with the same target must not be in one call, and keep their order. */
const targetOf = ({ key, id, externalId }: RecordWrite): string => id ?? externalId?.value.toLowerCase() ?? key;

/** Consecutive writes in batches of at most `max`, none of which has the same target twice. */
export function distinctBatches(writes: readonly RecordWrite[], max: number): RecordWrite[][] {
  const batches: RecordWrite[][] = [];
  let targets = new Set<string>();
  for (const write of writes) {
    const batch = batches.at(-1);
    const target = targetOf(write);
    if (batch && batch.length < max && !targets.has(target)) {
      batch.push(write);
    } else {
      batches.push([write]);
      targets = new Set();
    }
    targets.add(target);
  }
  return batches;
}

/** The results in the order of the writes. One without a result can have been made: the vendor is asked again. */
export function inOrder(writes: readonly RecordWrite[], results: readonly WriteResult[]): WriteResult[] {
  const byKey = new Map(results.map((result) => [result.key, result]));
  return writes.map(({ key }) => byKey.get(key) ?? withoutResult(key));
}

const withoutResult = (key: string): WriteResult => ({
  ...{ key, status: 'failed' },
  failure: { code: 'NO_RESULT', message: 'The vendor returned no result for it', retryable: true, reason: 'busy', field: null },
});

/**
 * Sends writes in one call. A call that the vendor refuses as a whole wrote nothing, or only what may be written again: it is halved until only
 * the faulty writes fail.
 */
export async function sendOrHalve<Write, Result>(
  writes: readonly Write[],
  send: (writes: readonly Write[]) => Promise<Result[]>,
  refused: (write: Write, error: ConnectorError) => Result,
): Promise<Result[]> {
  const [first, ...others] = writes;
  if (first === undefined) return [];
  try {
    return await send(writes);
  } catch (error) {
    if (!isAboutRecords(error)) throw error;
    if (others.length === 0) return [refused(first, error)];
    const half = Math.ceil(writes.length / 2);
    return [...(await sendOrHalve(writes.slice(0, half), send, refused)), ...(await sendOrHalve(writes.slice(half), send, refused))];
  }
}

/** Limits, credentials, permissions and outages concern the whole batch. */
export const isAboutRecords = (error: unknown): error is ConnectorError =>
  error instanceof ConnectorError && error.kind === 'rejected' && error.details.missingScopes === undefined;
