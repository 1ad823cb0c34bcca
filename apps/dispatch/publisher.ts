import type { Sql } from '#db/database.ts';
import { findEarlierEvent, insertEvents, type InsertedEvent } from '#db/delivery/event-publish.ts';
import { GroupCommit } from '#db/group-commit.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { DomainError } from '#domain/errors.ts';
import type { NewEvent, PublishedEvent } from '#domain/events/event.ts';
import { traced, type Tracer } from '#domain/tracer.ts';

/** Storing takes milliseconds. A publisher that waits longer does not send its other events meanwhile. */
const acceptWithinMs = 4_000;

/** Persists events. Resolves after the transaction that contains the event and its deliveries has committed. */
export interface Publisher {
  /**
   * One result per event, in order. A known external id or idempotency key returns the first event. Throws `database_unavailable` after
   * 4 s; what PostgreSQL was already storing can still be stored then.
   */
  publish(events: NewEvent[]): Promise<PublishedEvent[]>;
}

export interface PublisherDeps {
  sql: Sql;
  /** This process, if it delivers: it claims what it accepts in the same transaction. Null leaves the deliveries to the workers. */
  owner: string | null;
  fullEndpoints: () => string[];
  /** Deliveries that can be sent now, right after their commit. */
  onPending: (deliveries: ClaimedDelivery[]) => void;
  /** A delivery is held for this endpoint. */
  onHeld: (endpointId: string) => void;
  /** Regions whose deliveries others make, and what starts the workflows of those. Omitted: this process makes all. */
  others?: { regions: () => readonly string[]; onPending: (deliveries: ClaimedDelivery[]) => void };
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
}

/** Accepts events. Concurrent publishes share a transaction; a result means that it has committed. */
export function createPublisher({ sql, owner, fullEndpoints, others, onPending, onHeld, tracer }: PublisherDeps): Publisher {
  // A quiet partner does not wait for the commit in progress, then for its own. Under load, larger transactions cost less than several.
  const commits = new GroupCommit<NewEvent, InsertedEvent>(
    (events) => insertEvents(sql, events, { owner, fullEndpoints: fullEndpoints(), elsewhere: others?.regions() ?? [] }),
    { maxUnderWay: 4, crowdedAt: 8, orderOf: ({ orderingKey }) => orderingKey },
  );

  async function publishOne(event: NewEvent, isGivenUp: () => boolean): Promise<PublishedEvent> {
    const { created } = await commits.submit(event, isGivenUp);
    if (!created) return findEarlierEvent(sql, event);
    // The response is sent first; the first attempt follows in the same turn of the event loop.
    setImmediate(onPending, created.pending);
    if (created.elsewhere.length > 0) others?.onPending(created.elsewhere);
    for (const endpointId of created.heldFor) onHeld(endpointId);
    return { id: event.id, createdAt: created.createdAt, deliveries: created.deliveries, result: 'created' };
  }

  /** The attempts follow the span that stored their event. */
  const publishTraced = (event: NewEvent, isGivenUp: () => boolean): Promise<PublishedEvent> =>
    tracer
      ? traced(tracer, startOf(event), (span) => publishOne(span ? { ...event, trace: span.context } : event, isGivenUp))
      : publishOne(event, isGivenUp);

  return {
    publish: (events) => beforeDeadline((isGivenUp) => Promise.all(events.map((event) => publishTraced(event, isGivenUp)))),
  };
}

function startOf({ id, type, trace }: NewEvent) {
  const attributes = { 'causeway.event.id': id, 'causeway.event.type': type };
  return { name: 'publish event', kind: 'producer', attributes, ...(trace && { parent: trace }) } as const;
}

/** What is stored after the deadline is delivered like everything else: this process has claimed it. */
function beforeDeadline<Result>(work: (isPast: () => boolean) => Promise<Result>): Promise<Result> {
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  let isPast = false;
  const end = () => {
    isPast = true;
    reject(new DomainError('database_unavailable', notStoredInTime));
  };
  // If the event loop was blocked, the response of PostgreSQL can be waiting in the socket. It is read before an immediate runs.
  const timer = setTimeout(() => setImmediate(end), acceptWithinMs);
  return Promise.race([work(() => isPast), deadline]).finally(() => clearTimeout(timer));
}

const notStoredInTime =
  `PostgreSQL did not respond within ${acceptWithinMs / 1_000} s. It is not known whether the events were stored. ` +
  'Send them again with the same id or Idempotency-Key: nothing is stored twice.';
