import type { Arrival } from './receiver.ts';

export interface Arrivals {
  note(arrival: Arrival): void;
  /** From now on counts what arrives instead of printing it, unless there is a problem. The returned function ends that, and returns the count. */
  countSilently(): () => number;
  /** Resolves to whether all of them arrived in time. */
  waitFor(webhookIds: string[], timeoutMs: number): Promise<boolean>;
  /** Resolves to whether that many different ones arrived in time. */
  waitForCount(count: number, timeoutMs: number): Promise<boolean>;
}

/** Prints a line per webhook that the receiver gets, and resolves `waitFor`. */
export function createArrivals(say: (line: string) => void): Arrivals {
  // The latest ones are enough: `waitFor` waits only for the samples of this start.
  const remembered = 1000;
  const seen = new Set<string>();
  const waiting = new Set<() => void>();
  let silent = false;
  const until = (isThere: () => boolean, timeoutMs: number): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const check = (): void => {
      if (isThere()) resolve(true);
    };
    const timer = setTimeout(() => resolve(false), timeoutMs);
    waiting.add(check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(check);
    });
  };
  return {
    note(arrival) {
      const { eventType, webhookId, path, status, problem } = arrival;
      if (problem || !silent) say(`  ← ${path}  ${eventType}  ${webhookId}  ${problem ?? 'signature valid'}, returned ${status}`);
      if (problem) return;
      seen.add(webhookId);
      if (seen.size > remembered) seen.delete(seen.values().next().value ?? '');
      for (const check of waiting) check();
    },
    countSilently() {
      silent = true;
      return () => {
        silent = false;
        return seen.size;
      };
    },
    waitFor: (webhookIds, timeoutMs) => until(() => webhookIds.every((id) => seen.has(id)), timeoutMs),
    waitForCount: (count, timeoutMs) => until(() => seen.size >= count, timeoutMs),
  };
}
