import type { Family, Sample } from '#apps/metrics/family.ts';
import { Histogram, latencies } from '#apps/metrics/histogram.ts';
import { TopTallies } from '#apps/metrics/top-tallies.ts';
import type { ConnectorErrorKind } from '#connectors/connector-error.ts';

const outcomes = ['ok', 'unauthorized', 'rejected', 'rate_limited', 'unavailable', 'malformed'] as const satisfies readonly (
  | ConnectorErrorKind
  | 'ok'
)[];

interface ConnectionCalls {
  byOutcome: Map<string, number>;
  durations: Histogram;
}

/** Counts the calls of this process to vendors, for each of the busiest connections. */
export class CallCounts {
  readonly #connections: TopTallies<ConnectionCalls>;

  constructor(maxConnections: () => number) {
    this.#connections = new TopTallies({
      limit: maxConnections,
      make: () => ({ byOutcome: new Map(), durations: new Histogram(latencies, 'trace_id') }),
    });
  }

  readonly note = (connectionId: string, outcome: ConnectorErrorKind | 'ok', seconds: number): void => {
    const { byOutcome, durations } = this.#connections.of(connectionId);
    byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
    durations.observe(seconds);
  };

  get families(): Family[] {
    return [
      {
        name: 'causeway_vendor_calls_total',
        kind: 'counter',
        help: `Calls to vendors, by their outcome (${outcomes.join(', ')})`,
        labels: ['connection_id', 'outcome'],
        read: () => this.#outcomes(),
      },
      {
        name: 'causeway_vendor_call_duration_seconds',
        kind: 'histogram',
        help: 'How long calls to vendors took, without the wait for their budget',
        labels: ['connection_id'],
        read: () => this.#durations(),
      },
    ];
  }

  *#outcomes(): Generator<Sample> {
    for (const [id, { byOutcome }] of this.#connections.entries()) {
      for (const [outcome, value] of byOutcome) yield { labels: [id, outcome], value };
    }
  }

  *#durations(): Generator<Sample> {
    for (const [id, { durations }] of this.#connections.entries()) yield { labels: [id], histogram: durations };
  }
}
