import type { Logger } from 'pino';
import type { EndedSpan } from './recorder.ts';

/** Sends spans; rejects if their receiver did not take them. */
export type SendSpans = (spans: EndedSpan[]) => Promise<void>;

/** About a minute of 5 % of a busy process, or 4 MB. */
const maxWaiting = 4_096;
/** What receivers take at once by default. */
const maxBatch = 512;
const everyMs = 1_000;
/** A receiver that is away is no reason to fill the log. */
const quietMs = 3_600_000;
/** What is left at the end is sent in this time, or dropped. */
const closeWithinMs = 3_000;

/** Sends spans in batches beside the work, one at a time. Whatever the receiver does costs memory for a bounded number of them and nothing else. */
export class SpanQueue {
  readonly #send: SendSpans;
  readonly #log: Pick<Logger, 'warn'>;
  #waiting: EndedSpan[] = [];
  #sending: Promise<void> | undefined;
  #inFlight = 0;
  #toldAt = -Infinity;
  readonly #timer: NodeJS.Timeout;
  /** Since the process began. */
  readonly counts = { exported: 0, dropped: 0 };

  constructor(send: SendSpans, log: Pick<Logger, 'warn'>) {
    this.#send = send;
    this.#log = log;
    this.#timer = setInterval(() => this.#pump(), everyMs).unref();
  }

  readonly add = (span: EndedSpan): void => {
    if (this.#waiting.length >= maxWaiting) return this.#drop(1, 'spans end faster than they are sent');
    this.#waiting.push(span);
    if (this.#waiting.length >= maxBatch) this.#pump();
  };

  #pump(): void {
    if (this.#sending || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, maxBatch);
    this.#inFlight = batch.length;
    this.#sending = this.#send(batch)
      .then(
        () => void (this.counts.exported += this.#inFlight),
        (error: unknown) => this.#drop(this.#inFlight, error instanceof Error ? error.message : String(error)),
      )
      .then(() => {
        this.#sending = undefined;
        this.#inFlight = 0;
        if (this.#waiting.length >= maxBatch) this.#pump();
      });
  }

  #drop(count: number, problem: string): void {
    this.counts.dropped += count;
    if (performance.now() - this.#toldAt < quietMs) return;
    this.#toldAt = performance.now();
    this.#log.warn(
      { problem: problem.slice(0, 300), dropped: this.counts.dropped },
      'spans of traces were dropped; the next line about it comes in an hour at the earliest',
    );
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, closeWithinMs);
    await Promise.race([this.#flush(), late]);
    clearTimeout(timer);
    // What comes of the batch in flight afterwards is not waited for.
    this.counts.dropped += this.#waiting.splice(0).length + this.#inFlight;
    this.#inFlight = 0;
  }

  async #flush(): Promise<void> {
    while (this.#sending || this.#waiting.length > 0) {
      this.#pump();
      await this.#sending;
    }
  }
}
