import { FairQueue } from './fair-queue.ts';

/** Lets so many pieces of work run at once. The others wait, and callers take turns. */
export function limitAtOnce(max: number) {
  const waiting = new FairQueue<() => void>();
  let running = 0;
  return async <T>(caller: string, work: () => Promise<T>): Promise<T> => {
    if (running < max) running++;
    else await new Promise<void>((resolve) => waiting.add(caller, resolve));
    try {
      return await work();
    } finally {
      const next = waiting.next();
      if (next) next();
      else running--;
    }
  };
}
