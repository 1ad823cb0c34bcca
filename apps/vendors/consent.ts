import { createHash, randomBytes } from 'node:crypto';
import { requestTokens } from '#connectors/oauth-http.ts';
import type { Actor } from '#db/actor.ts';
import { addConnectAttempt, beginConsent, findByTicket, takeByState, verifierContext } from '#db/connections/connect-attempt.ts';
import { changeConnection, type ConnectionRow, getConnection } from '#db/connections/connection.ts';
import type { Database } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import { asked, tryTokens } from './check-connection.ts';
import type { VendorAccess } from './vendor-access.ts';

export interface ConsentDeps {
  vendors: VendorAccess;
  db: Database;
  secretBox: SecretBox;
  /** Scheme, host and port under which browsers reach this installation. */
  publicUrl: string;
}

const secret = () => randomBytes(32).toString('base64url');
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Exactly this URL is registered at the vendor. */
const redirectUri = ({ publicUrl }: Pick<ConsentDeps, 'publicUrl'>, vendor: string) => `${publicUrl}/connect/${vendor}/callback`;

/** A link for the administrator of the vendor's account. It works once, for a day, and replaces earlier ones. */
export async function newConnectUrl({ db, publicUrl }: ConsentDeps, { id, vendor }: ConnectionRow): Promise<string> {
  const ticket = secret();
  await addConnectAttempt(db.sql, { id: newId('cna'), connectionId: id, ticketHash: hashOf(ticket) });
  return `${publicUrl}/connect/${vendor}?ticket=${ticket}`;
}

export interface ConsentPage {
  row: ConnectionRow;
  authorizeUrl: URL;
  /** For a cookie of the browser that opened the page: only it may finish. */
  browser: string;
}

/** What the page shows before a person goes to the vendor. `vendor` must be the connection's, as the path says. */
export async function openConsent(deps: ConsentDeps, vendor: string, ticket: string): Promise<ConsentPage> {
  const { vendors, db, secretBox } = deps;
  const attempt = await findByTicket(db.sql, hashOf(ticket));
  const row = attempt && (await getConnection(db, attempt.connectionId));
  if (!attempt || row?.vendor !== vendor) throw linkEnded();
  const { oauth, manifest } = vendors.connectorOf(vendor);
  if (!oauth.authorizeUrl) throw linkEnded();
  const [state, browser, verifier] = [secret(), secret(), secret()];
  const verifierSealed = secretBox.seal(verifier, verifierContext(attempt.id));
  await beginConsent(db.sql, { id: attempt.id, stateHash: hashOf(state), browserHash: hashOf(browser), verifierSealed });
  const authorizeUrl = oauth.authorizeUrl(vendors.keeper.openClient(row.id, row), {
    redirectUri: redirectUri(deps, vendor),
    state,
    codeChallenge: hashOf(verifier),
    scopes: manifest.scopes.map(({ name }) => name),
  });
  return { row, authorizeUrl, browser };
}

export interface ConsentAnswer {
  state: string;
  /** The cookie of the browser; empty if it sent none. */
  browser: string;
  code: string | undefined;
  /** The vendor's word if nobody consented. */
  error: string | undefined;
}

/** Takes the vendor's answer, once, and only from the browser that began. Throws DomainError with what to do. */
export async function finishConsent(
  deps: ConsentDeps,
  vendor: string,
  { state, browser, code, error }: ConsentAnswer,
): Promise<ConnectionRow> {
  const { vendors, db, secretBox } = deps;
  const attempt = await takeByState(db.sql, { stateHash: hashOf(state), browserHash: hashOf(browser) });
  const row = attempt && (await getConnection(db, attempt.connectionId));
  if (!attempt || row?.vendor !== vendor) throw linkEnded();
  if (error !== undefined || code === undefined) throw notConsented(error);
  const { oauth } = vendors.connectorOf(vendor);
  const client = vendors.keeper.openClient(row.id, row);
  const grant = {
    code,
    codeVerifier: secretBox.open(attempt.verifierSealed, verifierContext(attempt.id)),
    redirectUri: redirectUri(deps, vendor),
  };
  const request = oauth.exchange?.(client, grant);
  if (!request) throw linkEnded();
  const tokens = await asked(requestTokens(vendors.http, oauth, request, client));
  const found = await tryTokens(vendors, row, tokens);
  const actor: Actor = { kind: 'system', id: `connect/${attempt.id}` };
  return changeConnection(
    db,
    row.id,
    (present) => ({
      ...found,
      tokensSealed: vendors.keeper.sealTokens(row.id, tokens),
      tokensVersion: present.tokensVersion + 1,
      tokensExpireAt: tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt),
      ...(present.status === 'disconnecting' || present.status === 'disconnected' ? refuseEnded(row.id) : {}),
    }),
    actor,
  );
}

function refuseEnded(id: string): never {
  throw new DomainError('conflict', `Connection ${id} was disconnected meanwhile`);
}

function linkEnded(): DomainError {
  return new DomainError(
    'connect_link_ended',
    'This link was used, has expired, was replaced by a newer one, or was opened in another browser. Ask for a new link (POST /connections/{id}/reconnect)',
  );
}

function notConsented(error: string | undefined): DomainError {
  const said = error === undefined ? 'it returned no code' : `it says "${error.slice(0, 100)}"`;
  return new DomainError('consent_refused', `The vendor did not allow the connection: ${said}. Ask for a new link to try again`);
}
