import type { AnsweredRequest } from '#apps/api/http/observe-requests.ts';
import type { Family, Sample } from '#apps/metrics/family.ts';
import { Histogram, latencies } from '#apps/metrics/histogram.ts';
import { TopTallies } from '#apps/metrics/top-tallies.ts';

const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/** Counts the answers of this process' API. */
export class RequestCounts {
  readonly #callers: TopTallies<Float64Array>;
  readonly #durations = statusClasses.map(() => new Histogram(latencies, 'trace_id'));

  constructor(maxPartners: () => number) {
    this.#callers = new TopTallies({ limit: maxPartners, make: () => new Float64Array(statusClasses.length) });
  }

  readonly note = ({ status, seconds, caller, traceId }: AnsweredRequest): void => {
    const place = Math.floor(status / 100) - 1;
    const counts = this.#callers.of(caller);
    counts[place] = (counts[place] ?? 0) + 1;
    this.#durations[place]?.observe(seconds, traceId);
  };

  get families(): Family[] {
    return [
      {
        name: 'causeway_api_requests_total',
        kind: 'counter',
        help: 'Requests that the API answered, by the partner that sent them (platform: the company; none: no valid credential)',
        labels: ['partner_id', 'status_class'],
        read: () => this.#counts(),
      },
      {
        name: 'causeway_api_request_duration_seconds',
        kind: 'histogram',
        help: 'From the head of a request until its answer was sent',
        labels: ['status_class'],
        read: () => this.#times(),
      },
    ];
  }

  *#counts(): Generator<Sample> {
    for (const [caller, counts] of this.#callers.entries()) {
      for (const [place, name] of statusClasses.entries()) {
        const value = counts[place] ?? 0;
        if (value > 0) yield { labels: [caller, name], value };
      }
    }
  }

  *#times(): Generator<Sample> {
    for (const [place, name] of statusClasses.entries()) {
      const histogram = this.#durations[place];
      if (histogram !== undefined && histogram.read().count > 0) yield { labels: [name], histogram };
    }
  }
}
