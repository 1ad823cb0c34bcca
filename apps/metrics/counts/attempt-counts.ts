import type { PostedAttempt } from '#activities/delivery/attempt.ts';
import type { Family, Sample } from '#apps/metrics/family.ts';
import { Histogram, latencies, waits } from '#apps/metrics/histogram.ts';
import { TopTallies } from '#apps/metrics/top-tallies.ts';
import { errorClasses } from '#domain/delivery/attempt.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { Verdict } from '#domain/delivery/outcome.ts';

const classes = ['none', ...errorClasses] as const;
const statuses = ['delivered', 'retrying', 'held', 'dead_lettered'] as const satisfies readonly Verdict['status'][];
/** Beside the trace, if one is recorded: the delivery itself finds the case too. */
const exemplarLabel = 'delivery_id';

interface PartnerAttempts {
  byClass: Float64Array;
  byStatus: Float64Array;
  durations: Histogram;
}

/** Counts what this process posts, for each of the busiest partners. */
export class AttemptCounts {
  readonly #partners: TopTallies<PartnerAttempts>;
  readonly #untilDelivered = new Histogram(waits, exemplarLabel);

  constructor(maxPartners: () => number) {
    this.#partners = new TopTallies({
      limit: maxPartners,
      make: () => ({
        byClass: new Float64Array(classes.length),
        byStatus: new Float64Array(statuses.length),
        durations: new Histogram(latencies, exemplarLabel),
      }),
    });
  }

  /** After each POST: no objects, no strings. */
  readonly note = ({ id, partnerId, budgetFrom }: ClaimedDelivery, { result, verdict, trace }: PostedAttempt): void => {
    const partner = this.#partners.of(partnerId);
    add(partner.byClass, classes.indexOf(result.errorClass ?? 'none'));
    add(partner.byStatus, statuses.indexOf(verdict.status));
    const traceId = trace?.sampled === true ? trace.traceId : undefined;
    partner.durations.observe(result.latencyMs / 1_000, id, traceId);
    if (verdict.status === 'delivered') this.#untilDelivered.observe((Date.now() - budgetFrom.getTime()) / 1_000, id, traceId);
  };

  get families(): Family[] {
    return [
      {
        name: 'causeway_delivery_attempts_total',
        kind: 'counter',
        help: 'Attempts to deliver a webhook, by the class of their error (none: the receiver accepted it)',
        labels: ['partner_id', 'error_class'],
        read: () => this.#countsOf(({ byClass }) => byClass, classes),
      },
      {
        name: 'causeway_delivery_attempt_outcomes_total',
        kind: 'counter',
        help: 'Attempts to deliver a webhook, by the status that they gave their delivery (dead_lettered: it failed for good)',
        labels: ['partner_id', 'status'],
        read: () => this.#countsOf(({ byStatus }) => byStatus, statuses),
      },
      {
        name: 'causeway_delivery_attempt_duration_seconds',
        kind: 'histogram',
        help: 'How long attempts took, from the lookup of the address to the end of the response',
        labels: ['partner_id'],
        read: () => this.#durations(),
      },
      {
        name: 'causeway_delivery_until_delivered_seconds',
        kind: 'histogram',
        help: 'From the acceptance of a delivery, its release from a hold or its replay, until its receiver accepted it',
        labels: [],
        read: () => [{ labels: [], histogram: this.#untilDelivered }],
      },
    ];
  }

  /** Only what happened: most partners meet few classes of errors. */
  *#countsOf(pick: (partner: PartnerAttempts) => Float64Array, names: readonly string[]): Generator<Sample> {
    for (const [partnerId, partner] of this.#partners.entries()) {
      const counts = pick(partner);
      for (const [place, name] of names.entries()) {
        const value = counts[place] ?? 0;
        // The first one is the success, which a rate of failures is compared with.
        if (value > 0 || place === 0) yield { labels: [partnerId, name], value };
      }
    }
  }

  *#durations(): Generator<Sample> {
    for (const [partnerId, { durations }] of this.#partners.entries()) yield { labels: [partnerId], histogram: durations };
  }
}

function add(counts: Float64Array, place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}
