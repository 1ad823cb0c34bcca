import { ConnectorError } from '#connectors/connector-error.ts';
import type { Connector, VendorAccount } from '#connectors/connector.ts';
import type { VendorTokens } from '#connectors/oauth-vendor.ts';
import type { Actor } from '#db/actor.ts';
import { type ConnectionChange, type ConnectionRow, changeConnection, requireAction } from '#db/connections/connection.ts';
import type { Database } from '#db/database.ts';
import { actionRequired } from '#domain/connections/connection.ts';
import { DomainError } from '#domain/errors.ts';
import type { VendorAccess } from './vendor-access.ts';

/** A person waits, and an exhausted quota is an answer too. */
const PATIENCE_MS = 5_000;
const interactive = { lane: 'interactive', patienceMs: PATIENCE_MS, anyStatus: true } as const;

/**
 * Asks the vendor whether the connection works, and records what it says: the account, the scopes, and that it is active. Throws DomainError
 * with what a person can do.
 */
export async function checkConnection(vendors: VendorAccess, db: Database, id: string, actor: Actor): Promise<ConnectionRow> {
  const { connector, session, row } = await vendors.open(id, interactive);
  const account = await asked(connector.objects.identify(session));
  const { tokens } = await asked(vendors.keeper.current(id));
  return record(db, row, { ...works(connector, row, account, tokens) }, actor);
}

/** Tries out credentials that are not stored yet: throws DomainError if they do not work, or belong to another account. */
export async function tryTokens(vendors: VendorAccess, row: ConnectionRow, tokens: VendorTokens): Promise<ConnectionChange> {
  const connector = vendors.connectorOf(row.vendor);
  const account = await asked(connector.objects.identify(vendors.sessionOf(row, interactive, tokens)));
  return works(connector, row, account, tokens);
}

/** Nothing is written if nothing changed, so that checks leave no trace in the audit log. */
function record(db: Database, row: ConnectionRow, change: ConnectionChange, actor: Actor): Promise<ConnectionRow> {
  const isSame = Object.entries(change).every(
    ([name, value]) => JSON.stringify(row[name as keyof ConnectionRow]) === JSON.stringify(value),
  );
  return isSame ? Promise.resolve(row) : changeConnection(db, row.id, (present) => ({ ...change, status: revived(present) }), actor);
}

function works(connector: Connector, row: ConnectionRow, account: VendorAccount, tokens: VendorTokens): ConnectionChange {
  if (row.accountId !== null && row.accountId !== account.id) {
    throw new DomainError(
      'other_vendor_account',
      `These credentials belong to the account ${account.id} (${account.name}), and the connection to ${row.accountId} (${row.accountName}). ` +
        'Sign in to that account, or create another connection',
    );
  }
  const scopes = account.scopes ?? tokens.scopes ?? null;
  const needed = connector.manifest.scopes.map(({ name }) => name);
  return {
    status: revived(row),
    statusReason: null,
    accountId: account.id,
    accountName: account.name,
    scopes: scopes && [...scopes],
    missingScopes: scopes === null ? [] : needed.filter((scope) => !scopes.includes(scope)),
  };
}

const revived = ({ status }: ConnectionRow) => (status === 'pending' || status === 'action_required' ? 'active' : status);

/** The vendor's errors in the API's words. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ConnectorError ? new DomainError(codeOf(error), error.message) : error;
  }
}

function codeOf({ kind, details }: ConnectorError): string {
  if (kind === 'unauthorized') return 'vendor_refused_credentials';
  if (kind === 'rate_limited') return 'vendor_quota_exhausted';
  if (kind === 'rejected') return details.missingScopes ? 'connection_lacks_scopes' : 'vendor_rejected';
  return 'vendor_unavailable';
}

/** A connection whose first check failed says why; the credentials stay, since the vendor may only be away. */
export async function checkNew(vendors: VendorAccess, db: Database, row: ConnectionRow, actor: Actor): Promise<ConnectionRow> {
  try {
    return await checkConnection(vendors, db, row.id, actor);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const reason = `${actionRequired}test or rotate the credentials. ${error.message}`;
    await requireAction(db, { id: row.id, reason, tokensVersion: row.tokensVersion }, actor);
    return vendors.reread(row.id);
  }
}
