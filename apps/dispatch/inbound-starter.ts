import type { Logger } from 'pino';
import type { PendingEvent } from '#db/connections/inbound-process.ts';
import { problemOfStart } from './start-failure.ts';

export interface InboundStarterDeps {
  log: Logger;
  /** Starts one workflow that processes these events; rejects when Temporal is unavailable. */
  start: (events: PendingEvent[]) => Promise<void>;
}

/** Ids in the input of one workflow. */
const maxTogether = 200;
/** Events that arrive within this time after a start share the next workflow: at most ten a second, whatever arrives. */
const restMs = 100;
/** After a failed start nothing is started for this long; the sweeper finds the events that were dropped. */
const pauseMs = 1_000;
/** Bounds the memory: beyond this the sweeper, which reads PostgreSQL, is the queue. */
const maxWaiting = 20_000;

/**
 * Starts workflows for events of vendors. One that arrives alone gets a workflow of its own at once; in a burst, those that wait share one.
 * There is a queue per source, read round-robin, so that a flood of one does not delay the others. A crash loses nothing that waits here.
 */
export class InboundStarter {
  readonly #deps: InboundStarterDeps;
  readonly #queues = new Map<string, PendingEvent[]>();
  readonly #waiting = new Set<string>();
  #isBusy = false;

  constructor(deps: InboundStarterDeps) {
    this.#deps = deps;
  }

  enqueue(events: readonly PendingEvent[]): void {
    for (const event of events) {
      if (this.#waiting.size >= maxWaiting) break;
      if (this.#waiting.has(event.id)) continue;
      this.#waiting.add(event.id);
      const queue = this.#queues.get(event.sourceId);
      if (queue) queue.push(event);
      else this.#queues.set(event.sourceId, [event]);
    }
    if (!this.#isBusy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.size > 0) {
      const isStarted = await this.#startOne(this.#next());
      await new Promise((resolve) => setTimeout(resolve, isStarted ? restMs : pauseMs).unref());
    }
    this.#isBusy = false;
  }

  async #startOne(events: PendingEvent[]): Promise<boolean> {
    try {
      await this.#deps.start(events);
      return true;
    } catch (error) {
      const problem = problemOfStart(error);
      this.#deps.log.warn(
        { problem, inbound_event_ids: events.slice(0, 10).map(({ id }) => id), events: events.length },
        'events of vendors are not processed yet; the sweeper will start it',
      );
      this.#queues.clear();
      this.#waiting.clear();
      return false;
    }
  }

  /** Takes one event of each source in turn. */
  #next(): PendingEvent[] {
    const taken: PendingEvent[] = [];
    while (taken.length < maxTogether && this.#queues.size > 0) {
      const [sourceId, queue] = this.#queues.entries().next().value as [string, PendingEvent[]];
      this.#queues.delete(sourceId);
      const event = queue.shift() as PendingEvent;
      // To the end: a Map keeps the order of insertion.
      if (queue.length > 0) this.#queues.set(sourceId, queue);
      this.#waiting.delete(event.id);
      taken.push(event);
    }
    return taken;
  }
}
