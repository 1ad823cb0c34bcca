/** Polls a condition until it holds; the test's timeout is the limit. */
export async function eventually<T>(ask: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
  const wait: { place: Error; value?: T } = { place: new Error('a condition did not come to hold') };
  waits.add(wait);
  try {
    for (;;) {
      wait.value = await ask();
      if (holds(wait.value)) return wait.value;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } finally {
    waits.delete(wait);
  }
}

const waits = new Set<{ place: Error; value?: unknown }>();

/** What timed out does not say by itself where, and for what. */
export function sayWaits(): void {
  for (const wait of waits) console.error(wait.place.stack, wait.value);
}
