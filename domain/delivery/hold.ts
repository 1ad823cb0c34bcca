import { assertNever } from '#domain/errors.ts';
import type { HoldReason } from './delivery.ts';

/** Why a delivery is held and what releases it, for human readers. */
interface HoldExplanation {
  explanation: string;
  released_by: string;
}

/** How the detail of a hold begins if this installation's configuration prevents the delivery, and not the endpoint's. */
export const unreadableMark = 'configuration: ';

export function explainHold(
  reason: HoldReason,
  endpoint: { stateReason: string | null; breakerOpenUntil: Date | null; breakerReason: string | null },
  detail: string | null = null,
): HoldExplanation {
  switch (reason) {
    case 'disabled':
      return {
        explanation: `The endpoint is disabled${because(endpoint.stateReason)}`,
        released_by: 'Enable the endpoint. Its held deliveries are then sent, oldest first',
      };
    case 'paused':
      return {
        explanation: `The endpoint is paused${because(endpoint.stateReason)}`,
        released_by: 'Enable the endpoint. Its held deliveries are then sent, oldest first',
      };
    case 'breaker':
      return {
        explanation: `The endpoint failed too often recently${because(endpoint.breakerReason)}, so its circuit breaker is open`,
        released_by: `A successful trial delivery${nextProbe(endpoint.breakerOpenUntil)}. To try immediately, enable the endpoint`,
      };
    case 'capacity':
      return {
        explanation: 'The endpoint has more pending deliveries than its concurrency and rate limits allow',
        released_by:
          'Held deliveries are sent automatically, oldest first, as fast as the limits allow. Higher limits on the endpoint shorten the wait',
      };
    case 'ordering':
      return {
        explanation: 'An earlier delivery with the same ordering key is not finished',
        released_by: 'The end of the earlier delivery. If it is a dead letter: replay or purge it, or set ordering_on_dead_letter to skip',
      };
    case 'replay':
      return {
        explanation: 'The delivery is being replayed',
        released_by: 'Replayed deliveries are sent automatically, oldest first, after live traffic',
      };
    case 'suspended':
      return {
        explanation: 'The partner is not active',
        released_by: 'Activate the partner. Its held deliveries are then sent, oldest first',
      };
    case 'transformation':
      if (detail?.startsWith(unreadableMark)) return unreadable;
      return {
        explanation: `The payload could not be transformed for the endpoint: ${detail ?? 'no detail was stored'}`,
        released_by:
          "Change the endpoint's transformation or schema_versions, and the delivery is sent with the new settings; or retry the delivery",
      };
    default:
      return assertNever(reason);
  }
}

const unreadable: HoldExplanation = {
  explanation:
    "The installation's configuration prevents the delivery: it cannot decrypt the endpoint's secrets. No attempt is counted, and the endpoint is not at fault",
  released_by:
    'The operator restores the encryption key and restarts, or rotates the secret with overlap_h 0. The delivery is then sent automatically',
};

function nextProbe(openUntil: Date | null): string {
  return openUntil ? `, due at ${openUntil.toISOString()}` : '';
}

function because(reason: string | null): string {
  return reason ? ` (${reason})` : '';
}
