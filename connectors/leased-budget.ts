import { setImmediate } from 'node:timers/promises';
import { type Lane, lanes } from '#domain/connections/lane.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import type { Budget, Draw, Permit } from './budget.ts';
import { ConnectorError } from './connector-error.ts';
import { type LimitMeter, type LimitStore, RENEW_MS } from './limit-meter.ts';
import { QuotaMeter } from './quota-meter.ts';
import { SlotMeter } from './slot-meter.ts';

export interface LeasedBudgetOptions {
  connectionId: string;
  /** The process. */
  holder: string;
  vendor: string;
  limits: readonly VendorLimit[];
  store: LimitStore;
  /** The part that the company gives us of limits that other applications share; it can change. */
  capPercent: () => number;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}

interface Waiter {
  lane: Lane;
  meters: readonly LimitMeter[];
  deadline: number;
  patienceMs: number;
  settle: (outcome: Permit | ConnectorError) => void;
}

/** A connection's budget in one process. A call costs a round trip only if this process has no share of a limit yet. */
export class LeasedBudget implements Budget {
  readonly #options: Required<LeasedBudgetOptions>;
  readonly #meters = new Map<string, LimitMeter>();
  readonly #waiting: Waiter[][] = lanes.map(() => []);
  readonly #renewal: NodeJS.Timeout;
  #wake: NodeJS.Timeout | undefined;

  constructor(options: LeasedBudgetOptions) {
    this.#options = { now: () => performance.now(), ...options };
    this.#renewal = setInterval(() => this.#renew(), RENEW_MS).unref();
  }

  acquire(draws: readonly Draw[], lane: Lane, patienceMs: number): Promise<Permit> {
    const now = this.#options.now();
    const meters = this.#metersOf(draws);
    const isFirst = this.#waiting.every((queue, place) => queue.length === 0 || place > lanes.indexOf(lane));
    if (isFirst && meters.every((meter) => meter.fits(lane, now, 0))) return Promise.resolve(this.#grant(meters, now));
    return new Promise((resolve, reject) => {
      const settle = (outcome: Permit | ConnectorError) => (outcome instanceof ConnectorError ? reject(outcome) : resolve(outcome));
      this.#waiting[lanes.indexOf(lane)]?.push({ lane, meters, deadline: now + patienceMs, patienceMs, settle });
      this.#serve();
    });
  }

  /** Calls that still wait end as `unavailable`. */
  async close(): Promise<void> {
    clearInterval(this.#renewal);
    clearTimeout(this.#wake);
    for (const { settle } of this.#waiting.flatMap((queue) => queue.splice(0))) {
      settle(new ConnectorError('unavailable', 'this process is stopping'));
    }
    // The others get what is not in use now, and the rest when it expires.
    const meters = [...this.#meters.values()];
    await Promise.all(meters.map((meter) => meter.syncing ?? Promise.resolve()));
    for (const meter of meters) meter.retire();
    await Promise.allSettled(meters.map((meter) => meter.sync(this.#options.store, this.#options.now())));
  }

  #metersOf(draws: readonly Draw[]): LimitMeter[] {
    const { limits, vendor } = this.#options;
    const always = limits.filter(({ counts }) => counts === 'call').map((limit) => this.#meter(limit, ''));
    const named = draws.map(({ id, key }) => {
      const limit = limits.find((one) => one.id === id);
      if (!limit) throw new Error(`the manifest of ${vendor} has no limit ${id}`);
      return this.#meter(limit, limit.counts === 'each' ? (key ?? '') : '');
    });
    return [...always, ...named];
  }

  #meter(limit: VendorLimit, key: string): LimitMeter {
    const id = `${limit.id} ${key}`;
    const known = this.#meters.get(id);
    if (known) return known;
    const { connectionId, holder } = this.#options;
    const name = { connectionId, limitId: limit.id, key, holder };
    const capPercent = () => (limit.shared ? this.#options.capPercent() : 100);
    const { window } = limit;
    const meter = window.kind === 'day' ? new QuotaMeter(name, limit, capPercent, window.since) : new SlotMeter(name, limit, capPercent);
    this.#meters.set(id, meter);
    return meter;
  }

  #grant(meters: readonly LimitMeter[], now: number): Permit {
    const counted = meters.map((meter) => meter.take(now));
    for (const meter of meters) if (meter.isRunningLow(now) && now >= meter.askAt) this.#ask(meter);
    let isOpen = true;
    return {
      sent: () => {
        const sentAt = this.#options.now();
        for (const call of counted) call.sent(sentAt);
      },
      end: (readings, refused) => {
        if (!isOpen) return;
        isOpen = false;
        const endedAt = this.#options.now();
        for (const call of counted) call.end(endedAt, readings !== null);
        for (const reading of readings ?? []) this.#meters.get(`${reading.id} ${reading.key ?? ''}`)?.learn(reading);
        if (refused) this.#pause(meters, refused, endedAt);
        this.#serve();
      },
    };
  }

  /** The other processes hear of it at once. If the vendor does not name the limit, it is the first. */
  #pause(
    meters: readonly LimitMeter[],
    { limitId, retryAfterMs }: { limitId: string | undefined; retryAfterMs: number },
    now: number,
  ): void {
    const refused = meters.find(({ limit }) => limit.id === limitId) ?? meters[0];
    refused?.pause(now, retryAfterMs);
    if (refused) this.#ask(refused);
  }

  /** Lets waiting calls go in the order of their lanes, as far as they fit, and sees to it that this happens again when more can fit. */
  #serve(): void {
    const now = this.#options.now();
    const claimed = new Map<LimitMeter, number>();
    let wakeAt = Number.POSITIVE_INFINITY;
    for (const queue of this.#waiting) {
      const left = queue.filter((waiter) => !this.#tryServe(waiter, now, claimed));
      queue.splice(0, queue.length, ...left);
      for (const { deadline } of left) wakeAt = Math.min(wakeAt, deadline);
    }
    for (const meter of this.#meters.values()) {
      meter.waiting = claimed.get(meter) ?? 0;
      if (meter.waiting === 0) continue;
      wakeAt = Math.min(wakeAt, meter.nextAt(now));
      if (now >= meter.askAt) this.#ask(meter);
      else wakeAt = Math.min(wakeAt, meter.askAt);
    }
    clearTimeout(this.#wake);
    if (wakeAt < Number.POSITIVE_INFINITY) this.#wake = setTimeout(() => this.#serve(), Math.max(1, wakeAt - now));
  }

  /** Whether the waiter is done. One that still waits keeps a place in all of its limits, or later ones could overtake it for ever. */
  #tryServe(waiter: Waiter, now: number, claimed: Map<LimitMeter, number>): boolean {
    const { meters, lane, deadline, patienceMs, settle } = waiter;
    if (meters.every((meter) => meter.fits(lane, now, claimed.get(meter) ?? 0))) {
      settle(this.#grant(meters, now));
      return true;
    }
    const refusing = meters.find((meter) => meter.refusedUntil(lane, now) > deadline);
    if (refusing || now >= deadline) {
      settle(this.#waitingForQuota(refusing ?? meters[0], lane, now, patienceMs));
      return true;
    }
    for (const meter of meters) claimed.set(meter, (claimed.get(meter) ?? 0) + 1);
    return false;
  }

  #waitingForQuota(meter: LimitMeter | undefined, lane: Lane, now: number, patienceMs: number): ConnectorError {
    const waitMs = Math.max(Math.round((meter?.refusedUntil(lane, now) ?? 0) - now), patienceMs, 1_000);
    const until = new Date(Date.now() + waitMs).toISOString();
    const message = `waiting for quota of ${this.#options.vendor} until ${until}: ${meter?.limit.text ?? 'its limits are in use'}`;
    return new ConnectorError('rate_limited', message, waitMs, { limitId: meter?.limit.id });
  }

  #ask(meter: LimitMeter): void {
    // In a later turn: the call that was granted goes out first.
    meter.syncing ??= setImmediate()
      .then(() => meter.sync(this.#options.store, this.#options.now()))
      // Without the store nobody calls once the leases have ended; whoever waits is told so when its patience ends.
      .catch(() => undefined)
      .finally(() => {
        meter.syncing = undefined;
        this.#serve();
      });
  }

  #renew(): void {
    const now = this.#options.now();
    for (const meter of this.#meters.values()) if (!meter.isUnused(now)) this.#ask(meter);
  }
}
