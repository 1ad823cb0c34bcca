/** A browser's clock that is wrong by less makes no difference to anybody. */
const TOLERATED_MS = 60_000;

let aheadMs = 0;

/** Notes the `date` of an answer. */
export function noteServerTime(date: string | null): void {
  const differenceMs = Date.parse(date ?? '') - Date.now();
  if (!Number.isNaN(differenceMs)) aheadMs = Math.abs(differenceMs) < TOLERATED_MS ? 0 : differenceMs;
}

/** Milliseconds since 1970 by the clock of the server, whatever the browser's says. */
export const serverNow = (): number => Date.now() + aheadMs;
