import type { Lane } from '#domain/connections/lane.ts';
import type { LimitReading } from './protocol.ts';

/** A limit of the manifest that a call draws on besides those that count every call. */
export interface Draw {
  id: string;
  /** For limits whose keys have a meter each, such as an endpoint of the vendor. */
  key?: string | undefined;
}

/** The right to make one call, held from before the call until its answer. */
export interface Permit {
  /** The call goes out on an open connection. Saying so lets the next one follow sooner. */
  sent(): void;
  /** The call has ended. `readings`: what the headers of its answer said; null if there was none. `refused`: the vendor refused it for this limit, until so long from now. */
  end(readings: readonly LimitReading[] | null, refused?: { limitId: string | undefined; retryAfterMs: number }): void;
}

/** What a connection may call, shared by all processes. */
export interface Budget {
  /**
   * Waits until the call fits every limit, the more urgent lanes first. Throws ConnectorError `rate_limited` with the limit and the time to
   * wait if that is longer than `patienceMs`: a state to wait in, not a failure.
   */
  acquire(draws: readonly Draw[], lane: Lane, patienceMs: number): Promise<Permit>;
}
