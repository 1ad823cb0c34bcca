import { toMinor } from '#domain/money.ts';
import type { Correction } from './dispute-view.ts';

/** A correction in minor units: negative if it takes. */
export function signedMinor({ effect, amount }: Correction): { amountMinor: bigint; currency: string } {
  const minor = toMinor(amount);
  return { amountMinor: effect === 'add' ? minor : -minor, currency: amount.currency };
}
