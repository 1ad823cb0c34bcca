import type { Logger } from 'pino';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import type { Connector } from '#connectors/connector.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import { createConnectors } from '#connectors/index.ts';
import { LeasedBudget } from '#connectors/leased-budget.ts';
import type { VendorTokens } from '#connectors/oauth-vendor.ts';
import { createVendorHttp, type VendorHttp } from '#connectors/vendor-http.ts';
import { createVendorSession, type TokenSource, type VendorSession } from '#connectors/vendor-session.ts';
import { addMissingScopes, type ConnectionRow, getConnection, requireAction } from '#db/connections/connection.ts';
import { leaseCalls, shareSlots } from '#db/connections/vendor-limit.ts';
import { endOutage, noteOutage } from '#db/connections/vendor-outage.ts';
import type { Database } from '#db/database.ts';
import { actionRequired } from '#domain/connections/connection.ts';
import type { Lane } from '#domain/connections/lane.ts';
import { DomainError } from '#domain/errors.ts';
import type { StatusFeed } from '#domain/health/vendor-status.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Tracer } from '#domain/tracer.ts';
import { CredentialKeeper, type HeldTokens } from './credential-keeper.ts';

export interface VendorAccessOptions {
  db: Database;
  secretBox: SecretBox;
  guard: EgressGuard;
  log: Logger;
  version: string;
  /** The process. */
  holder: string;
  /** Where to reach a vendor instead of its own address, by vendor. */
  urls: Readonly<Record<string, string>>;
  /** Told of each call, for the metrics; undefined without them. */
  onCalled?: ((connectionId: string, outcome: ConnectorErrorKind | 'ok', seconds: number) => void) | undefined;
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
}

export interface SessionOptions {
  lane: Lane;
  /** How long a call waits for its budget before it throws `rate_limited`. */
  patienceMs: number;
  /** Also for a connection that is not active: to check it. */
  anyStatus?: boolean;
  /** The session will write: it is refused while scopes are missing. */
  writes?: boolean;
}

export type VendorAccess = ReturnType<typeof createVendorAccess>;

const actor = { kind: 'system', id: 'connections' } as const;

/** The vendors, and the connections to them, as one process uses them. */
export function createVendorAccess({ db, secretBox, guard, log, version, holder, urls, onCalled, tracer }: VendorAccessOptions) {
  const connectors = createConnectors(urls);
  const http: VendorHttp = createVendorHttp({
    guard,
    version,
    tracer,
    trustedOrigins: Object.values(urls).map((url) => new URL(url).origin),
  });
  const keeper = new CredentialKeeper({ sql: db.sql, secretBox, http, connectors, holder });
  let isClosing = false;
  const budgets = new Map<string, { budget: LeasedBudget; capPercent: number }>();

  function connectorOf(vendor: string): Connector {
    const connector = connectors.get(vendor);
    if (!connector) throw new DomainError('unknown_vendor', `There is no connector for ${vendor}. GET /connectors lists all.`);
    return connector;
  }

  function budgetOf({ id, vendor, budgetPercent }: ConnectionRow): LeasedBudget {
    const known = budgets.get(id);
    if (known) {
      known.capPercent = budgetPercent;
      return known.budget;
    }
    const entry: { budget: LeasedBudget; capPercent: number } = {
      capPercent: budgetPercent,
      budget: new LeasedBudget({
        connectionId: id,
        holder,
        vendor: connectorOf(vendor).manifest.label,
        limits: connectorOf(vendor).manifest.limits,
        capPercent: () => entry.capPercent,
        store: { shareSlots: (wish) => shareSlots(db.hot, wish), leaseCalls: (wish) => leaseCalls(db.hot, wish) },
      }),
    };
    budgets.set(id, entry);
    return entry.budget;
  }

  /** What a refusal means for the connection: dead tokens stop everything, a missing scope only the writes. */
  async function onRefusal(row: ConnectionRow, error: ConnectorError, tokensVersion: number): Promise<void> {
    const missing = error.details.missingScopes;
    if (missing) {
      if (await addMissingScopes(db, { id: row.id, scopes: missing }, actor)) {
        log.warn({ connection_id: row.id, scopes: missing }, 'a connection lacks scopes: its writes are paused');
      }
      return;
    }
    const reason = `${actionRequired}reconnect. ${error.message}. Reading, writing and webhooks of this connection are paused.`;
    if (await requireAction(db, { id: row.id, reason, tokensVersion }, actor)) log.warn({ connection_id: row.id }, reason);
  }

  /** Writes to PostgreSQL only when something changes, or may have: a vendor that works costs nothing. */
  function onReached({ id, awaySince }: ConnectionRow): (fault: ConnectorError | null) => Promise<void> {
    let isAway = awaySince !== null;
    return async (fault) => {
      // Calls that this process breaks off when it stops say nothing of the vendor.
      if (isClosing || (fault === null && !isAway)) return;
      isAway = fault !== null;
      await (fault === null ? endOutage(db.sql, id) : noteOutage(db.sql, id, fault.message));
    };
  }

  /** The tokens of one session. They are read once, and again only when they have to be. */
  function tokensOf(row: ConnectionRow): TokenSource & { version(): number } {
    let held: HeldTokens | undefined;
    const told = async (asked: Promise<HeldTokens>): Promise<VendorTokens> => {
      try {
        held = await asked;
        return held.tokens;
      } catch (error) {
        const isDead = error instanceof ConnectorError && error.kind === 'unauthorized';
        if (isDead) await onRefusal(row, error, held?.version ?? row.tokensVersion);
        throw error;
      }
    };
    return {
      version: () => held?.version ?? row.tokensVersion,
      current: () => (held && !hasExpired(held.tokens) ? Promise.resolve(held.tokens) : told(keeper.current(row.id))),
      renew: (refused) => told(keeper.renew(row.id, refused)),
    };
  }

  function sessionOf(row: ConnectionRow, { lane, patienceMs }: SessionOptions, tokens?: VendorTokens): VendorSession {
    const { protocol } = connectorOf(row.vendor);
    const called = onCalled && ((outcome: ConnectorErrorKind | 'ok', seconds: number) => onCalled(row.id, outcome, seconds));
    const common = { protocol, http, budget: budgetOf(row), lane, patienceMs, onCalled: called };
    if (tokens) return createVendorSession({ ...common, tokens: fixed(tokens) });
    const source = tokensOf(row);
    return createVendorSession({
      ...{ ...common, tokens: source, onReached: onReached(row) },
      onRefusal: (error) => onRefusal(row, error, source.version()),
    });
  }

  return {
    /** Tokens that stay valid for this long, if the vendor issues such. */
    async renewAhead(row: ConnectionRow, aheadMs: number): Promise<void> {
      try {
        await keeper.renewAhead(row.id, aheadMs);
      } catch (error) {
        if (error instanceof ConnectorError && error.kind === 'unauthorized') await onRefusal(row, error, row.tokensVersion);
        throw error;
      }
    },

    /** Whether the operator said where this vendor is, such as a fake. */
    isElsewhere: (vendor: string): boolean => urls[vendor] !== undefined,
    /** Where the vendor says how it is doing. One that is elsewhere does not, unless the operator said where (`hubspot_status`). */
    statusFeed(vendor: string): StatusFeed | null {
      const feed = connectors.get(vendor)?.statusFeed ?? null;
      const elsewhere = urls[`${vendor}_status`];
      if (!feed || (elsewhere === undefined && urls[vendor] !== undefined)) return null;
      return elsewhere === undefined ? feed : { ...feed, url: elsewhere + new URL(feed.url).pathname };
    },
    connectors,
    connectorOf,
    http,
    keeper,
    sessionOf,

    /** Begins calls for a connection. Throws DomainError if it may not be used now. */
    async open(id: string, options: SessionOptions): Promise<{ connector: Connector; session: VendorSession; row: ConnectionRow }> {
      const row = await getConnection(db, id);
      if (row.status !== 'active' && !(options.anyStatus && isAlive(row))) throw notActive(row);
      if (options.writes && row.missingScopes.length > 0) throw missingScopes(row);
      return { connector: connectorOf(row.vendor), session: sessionOf(row, options), row };
    },

    /** No more calls are made for this connection: what its budget holds is given back, and nothing renews it. */
    async release(id: string): Promise<void> {
      const entry = budgets.get(id);
      budgets.delete(id);
      await entry?.budget.close();
    },

    reread: (id: string): Promise<ConnectionRow> => getConnection(db, id),

    async close(): Promise<void> {
      isClosing = true;
      await Promise.all([...budgets.values()].map(({ budget }) => budget.close()));
      await http.close();
    },
  };
}

const isAlive = ({ status }: ConnectionRow) => status !== 'disconnecting' && status !== 'disconnected';

const hasExpired = ({ expiresAt }: VendorTokens) => expiresAt !== undefined && Date.parse(expiresAt) <= Date.now();

/** Tokens that are tried out, before anything is stored. */
function fixed(tokens: VendorTokens): TokenSource {
  return {
    current: () => Promise.resolve(tokens),
    renew: () => Promise.reject(new ConnectorError('unauthorized', 'the vendor refuses the credentials')),
  };
}

function notActive({ id, status, statusReason }: ConnectionRow): DomainError {
  return new DomainError('connection_not_active', `Connection ${id} is ${status}${statusReason === null ? '' : `: ${statusReason}`}`);
}

function missingScopes({ id, missingScopes: scopes }: ConnectionRow): DomainError {
  return new DomainError('connection_lacks_scopes', `Connection ${id} does not write, because it lacks ${scopes.join(', ')}`);
}
