/**
 * Calls a second after the first windows, over whole windows: calls come in the same bursts window by window, so any other stretch of time would
 * hold one burst too many or too few. NaN if there are too few.
 */
export function windowRate(at: ArrayLike<number>, perWindow: number): number {
  // By the end of the second window the processes share the slots equally.
  const [first, windows] = [2 * perWindow - 1, Math.floor(at.length / perWindow) - 2];
  const last = first + windows * perWindow;
  if (windows < 1) return Number.NaN;
  return (last - first) / (((at[last] ?? 0) - (at[first] ?? 0)) / 1_000);
}
