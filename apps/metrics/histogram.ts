interface Range {
  /** Exponents of the lowest and the highest bound. */
  from: number;
  to: number;
}

interface Exemplar {
  labelSet: Record<string, string>;
  value: number;
  timestamp: number;
}

/** 1 ms to 32 s: an attempt ends after 30 s. */
export const latencies: Range = { from: -10, to: 5 };
/** An eighth of a second to three days: the schedule of retries. */
export const waits: Range = { from: -3, to: 18 };

/**
 * Durations in seconds, counted in memory. The bounds are powers of two, which are the bounds of Prometheus' native histograms of schema 0: so
 * the bucket follows from the exponent, and a series converts without loss. Each bucket keeps the last exemplar.
 */
export class Histogram {
  readonly #from: number;
  readonly #bounds: number[];
  readonly #counts: Float64Array;
  readonly #exemplarLabel: string;
  readonly #exemplars: { id: string; traceId: string | undefined; value: number; at: number }[] = [];
  #sum = 0;

  constructor({ from, to }: Range, exemplarLabel: string) {
    this.#from = from;
    this.#bounds = Array.from({ length: to - from + 1 }, (_, place) => 2 ** (from + place));
    this.#counts = new Float64Array(this.#bounds.length + 1);
    this.#exemplarLabel = exemplarLabel;
  }

  /** `exemplar`: an id by which somebody finds this case. `traceId`: of the trace that shows it. */
  observe(seconds: number, exemplar?: string, traceId?: string): void {
    // A clock that was set back must not lower the sum of a counter.
    const value = seconds > 0 ? seconds : 0;
    const place = value === 0 ? 0 : Math.min(Math.max(Math.ceil(Math.log2(value)) - this.#from, 0), this.#bounds.length);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#sum += value;
    if (exemplar !== undefined) this.#keep(place, exemplar, traceId, value);
  }

  #keep(place: number, id: string, traceId: string | undefined, value: number): void {
    const kept = this.#exemplars[place];
    if (!kept) {
      this.#exemplars[place] = { id, traceId, value, at: Date.now() };
      return;
    }
    kept.id = id;
    kept.traceId = traceId;
    kept.value = value;
    kept.at = Date.now();
  }

  /** Cumulative, as the format wants them. */
  read(): { buckets: { le: number | string; value: number; exemplar: Exemplar | undefined }[]; sum: number; count: number } {
    let count = 0;
    const buckets = [...this.#counts].map((own, place) => {
      count += own;
      return { le: this.#bounds[place] ?? '+Inf', value: count, exemplar: this.#exemplarOf(place) };
    });
    return { buckets, sum: this.#sum, count };
  }

  #exemplarOf(place: number): Exemplar | undefined {
    const kept = this.#exemplars[place];
    if (!kept) return undefined;
    const { id, traceId, value, at } = kept;
    return { labelSet: { ...(traceId !== undefined && { trace_id: traceId }), [this.#exemplarLabel]: id }, value, timestamp: at / 1_000 };
  }
}
