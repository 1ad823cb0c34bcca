import type { Arrival } from './receiver.ts';

export interface Arrivals {
  note(arrival: Arrival): void;
  /** Resolves to whether all of them arrived in time. */
  waitFor(webhookIds: string[], timeoutMs: number): Promise<boolean>;
}

/** Prints a line per webhook that the receiver gets, and resolves `waitFor`. */
export function createArrivals(say: (line: string) => void): Arrivals {
  // The latest ones are enough: `waitFor` waits only for the samples of this start.
  const remembered = 1000;
  const seen = new Set<string>();
  const waiting = new Set<() => void>();
  return {
    note(arrival) {
      const { eventType, webhookId, path, status, problem } = arrival;
      say(`  ← ${path}  ${eventType}  ${webhookId}  ${problem ?? 'signature valid'}, returned ${status}`);
      if (problem) return;
      seen.add(webhookId);
      if (seen.size > remembered) seen.delete(seen.values().next().value ?? '');
      for (const check of waiting) check();
    },
    waitFor(webhookIds, timeoutMs) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const check = (): void => {
        if (webhookIds.every((id) => seen.has(id))) resolve(true);
      };
      const timer = setTimeout(() => resolve(false), timeoutMs);
      waiting.add(check);
      check();
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(check);
      });
    },
  };
}
