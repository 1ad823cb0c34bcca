import { assertNever } from '#domain/errors.ts';
import type { HoldReason } from './delivery.ts';

/** Why a delivery waits and what lets it go, for people. */
interface HoldExplanation {
  explanation: string;
  released_by: string;
}

export function explainHold(
  reason: HoldReason,
  endpoint: { stateReason: string | null; breakerOpenUntil: Date | null },
  detail: string | null = null,
): HoldExplanation {
  const because = endpoint.stateReason ? `: ${endpoint.stateReason}` : '';
  switch (reason) {
    case 'disabled':
      return {
        explanation: `The endpoint is disabled${because}`,
        released_by: 'Enable the endpoint; everything held is then sent, oldest first',
      };
    case 'paused':
      return {
        explanation: `The endpoint is paused${because}`,
        released_by: 'Enable the endpoint; everything held is then sent, oldest first',
      };
    case 'breaker':
      return {
        explanation: 'The endpoint failed too often of late, so its circuit breaker is open',
        released_by: `A trial delivery that succeeds${nextProbe(endpoint.breakerOpenUntil)}; or enable the endpoint to try at once`,
      };
    case 'capacity':
      return {
        explanation: 'More is waiting than the endpoint takes at its concurrency and rate limits',
        released_by: 'Its turn: what waits is sent oldest first as the endpoint keeps up. Higher limits on the endpoint help',
      };
    case 'ordering':
      return {
        explanation: 'An earlier delivery with the same ordering key is not finished',
        released_by: 'The end of that delivery; if it is a dead letter, its replay or purge, or ordering_on_dead_letter: skip',
      };
    case 'replay':
      return {
        explanation: 'It is being replayed',
        released_by: 'Its turn: replayed deliveries are sent oldest first, behind live traffic',
      };
    case 'suspended':
      return {
        explanation: 'The partner is not active',
        released_by: 'Activating the partner; everything held is then sent, oldest first',
      };
    case 'transformation':
      return {
        explanation: `The payload could not be transformed for the endpoint: ${detail ?? 'no detail was kept'}`,
        released_by:
          "A change of the endpoint's transformation or schema_versions, which sends it with the new ones; or a retry of the delivery",
      };
    default:
      return assertNever(reason);
  }
}

function nextProbe(openUntil: Date | null): string {
  return openUntil ? `, due at ${openUntil.toISOString()}` : '';
}
