import type { SearchableDelivery } from '#workflows/search-attributes.ts';
import { isRefusedStart } from './start-failure.ts';

/** When so many deliveries are refused by themselves and none is started, the cause is not in the deliveries. */
const maxRefused = 3;

interface Parts {
  /** Of the largest part that was started. */
  size: number;
  /** Deliveries that are refused by themselves. */
  refused: { id: string; error: unknown }[];
  /** What ended it before its time, with all that is left to start. */
  failure?: { error: unknown; left: SearchableDelivery[] };
}

/**
 * Starts a round that Temporal has refused in smaller parts: the round may be too large, or hold a delivery that would be refused
 * by itself. Halves the parts until one is started.
 */
export async function startInParts(
  round: SearchableDelivery[],
  refusal: unknown,
  start: (part: SearchableDelivery[]) => Promise<void>,
): Promise<Parts> {
  const refused: Parts['refused'] = [];
  let size = Math.ceil(round.length / 2);
  let left = round;
  while (left.length > 0) {
    const part = left.slice(0, size);
    // A round of one was refused already.
    const error = round.length === 1 ? refusal : await start(part).catch((reason: unknown) => reason);
    if (error !== undefined && !isRefusedStart(error)) return { size, refused, failure: { error, left } };
    if (error !== undefined && part.length > 1) {
      size = Math.ceil(part.length / 2);
      continue;
    }
    if (error !== undefined) refused.push(...part.map(({ id }) => ({ id, error })));
    left = left.slice(part.length);
    const hasStartedNone = refused.length + left.length === round.length;
    if (hasStartedNone && refused.length === maxRefused) return { size, refused, failure: { error: refusal, left } };
  }
  return { size, refused };
}
