import type { Connector } from '#connectors/connector.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import type { CurrentRun } from '#db/sync/sync-run.ts';
import type { Lane } from '#domain/connections/lane.ts';

/** A connection that is ready for calls, or what stands for one. */
export interface OpenConnection {
  connector: {
    manifest: Pick<Connector['manifest'], 'vendor' | 'label' | 'objects' | 'batch'>;
    objects: Omit<Connector['objects'], 'identify'>;
  };
  session: VendorSession;
}

/** Throws DomainError for a connection that is paused, that lacks scopes to write, or that somebody must reconnect. */
export type OpenConnections = (
  connectionId: string,
  options: { lane: Lane; patienceMs: number; writes?: boolean },
) => Promise<OpenConnection>;

const lanes = { incremental: 'incremental', backfill: 'backfill', hinted: 'webhook' } as const;
export const laneOf = ({ kind }: Pick<CurrentRun, 'kind'>): Lane => lanes[kind];

/** A part of a run waits this long for the vendor's budget; then the workflow waits, and shows until when. */
export const patienceMs = 5_000;
