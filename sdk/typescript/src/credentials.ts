import { readAnswer, unexpected } from './answer.ts';
import { assertionSource, type PrivateKey } from './assertion.ts';
import { CausewayError } from './error.ts';
import type { Exchange, Outgoing } from './exchange.ts';
import { toForm } from './form.ts';
import { JSON_TYPE } from './media-type.ts';
import { USER_AGENT } from './version.ts';

/** An API key, or an OAuth client whose access tokens are fetched and renewed as needed. */
export type Credentials =
  | { key: string }
  | ({ clientId: string; scopes?: readonly string[] | undefined } & (
      | {
          clientSecret: string;
          /** Where the secret is sent: in a header, or in the form. Default `client_secret_basic`. */
          clientAuthentication?: 'client_secret_basic' | 'client_secret_post' | undefined;
        }
      | {
          /** For private_key_jwt: EdDSA (Ed25519), ES256 or RS256. */
          privateKey: PrivateKey;
          /** The issuer or the token endpoint, as the server calls itself. Default: the token endpoint below `baseUrl`. */
          audience?: string | undefined;
        }
    ));

/** Adds to a form of an OAuth endpoint, and to its headers, what shows which client sends it. */
export type ClientProof = (form: object, headers: Headers) => Promise<URLSearchParams>;

/** Answers what goes behind `Authorization: Bearer`: of an OAuth client another token than the one that was refused. */
export type TokenSource = (refused?: string) => Promise<string>;

/** A token is renewed this long before it ends, so that none ends on its way. */
const RENEW_BEFORE_MS = 30_000;
/** A clock that is less off than this is not why an assertion was refused. */
const NOTABLE_OFFSET_MS = 15_000;

/** How a client shows who it is: to the API with a token, and to the OAuth endpoints, if it is an OAuth client, with its proof. */
export function authenticator(
  credentials: Credentials,
  { baseUrl, ...limits }: Pick<Outgoing, 'timeoutMs' | 'maxRetries'> & { baseUrl: string },
  exchange: Exchange,
): { token: TokenSource; proof: ClientProof } {
  if ('key' in credentials) {
    const key = assertPrintable('key', credentials.key);
    return {
      token: async () => key,
      proof: () => Promise.reject(new TypeError('Only an OAuth client can call this: create the client with clientId in place of key')),
    };
  }
  const endpoint = `${baseUrl}/oauth/token`;
  const scope = credentials.scopes && { scope: credentials.scopes.join(' ') };
  const clock = { offsetMs: 0 };
  const proof = proofOf(credentials, endpoint, clock);

  async function obtain(isSecondTry = false): Promise<{ token: string; renewAt: number }> {
    const headers = new Headers({ 'user-agent': USER_AGENT });
    const body = () => proof({ grant_type: 'client_credentials', ...scope }, headers);
    const common = { method: 'POST', url: endpoint, headers, body, files: [], isRepeatable: true, signal: undefined };
    const received = await exchange({ ...common, ...limits });
    try {
      const { access_token, expires_in } = (readAnswer(received, [JSON_TYPE]).data ?? {}) as {
        access_token?: unknown;
        expires_in?: unknown;
      };
      if (typeof access_token === 'string' && typeof expires_in === 'number') {
        return { token: access_token, renewAt: Date.now() + expires_in * 1_000 - RENEW_BEFORE_MS };
      }
    } catch (error) {
      if (isSecondTry || !('privateKey' in credentials) || !isClockOff(error, received.response, clock)) throw error;
      return obtain(true);
    }
    throw unexpected(received.response, 'answers without an access token');
  }

  return { token: shareToken(obtain), proof };
}

/** Callers at the same time share one token, the first one and each renewal. */
function shareToken(obtain: () => Promise<{ token: string; renewAt: number }>): TokenSource {
  let current: ReturnType<typeof obtain> | undefined;
  return async (refused) => {
    const seen = current;
    const held = await seen?.catch(() => undefined);
    if (held && held.renewAt > Date.now() && held.token !== refused) return held.token;
    // Whoever waited for the same token shares the renewal that the first of them began.
    if (current === seen) current = undefined;
    return (await (current ??= obtain())).token;
  };
}

function proofOf(client: Exclude<Credentials, { key: string }>, endpoint: string, clock: { offsetMs: number }): ClientProof {
  const { clientId } = client;
  if ('privateKey' in client) {
    const assertion = assertionSource(client.privateKey, clientId, client.audience ?? endpoint);
    return async (form) =>
      toForm({
        ...form,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(clock.offsetMs),
      });
  }
  const { clientSecret, clientAuthentication = 'client_secret_basic' } = client;
  return async (form, headers) => {
    if (clientAuthentication === 'client_secret_post') {
      return toForm({ ...form, client_id: clientId, client_secret: clientSecret });
    }
    // Both parts are form-encoded first (RFC 6749 section 2.3.1).
    headers.set('authorization', `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`);
    return toForm(form);
  };
}

/** Whether an assertion may have been refused because of our clock. Then `clock` is set by the server's. */
function isClockOff(error: unknown, { headers }: Response, clock: { offsetMs: number }): boolean {
  const serverMs = Date.parse(headers.get('date') ?? '');
  const offsetMs = serverMs - Date.now();
  if (!(error instanceof CausewayError) || error.code !== 'invalid_client') return false;
  if (Number.isNaN(offsetMs) || Math.abs(offsetMs - clock.offsetMs) < NOTABLE_OFFSET_MS) return false;
  clock.offsetMs = offsetMs;
  return true;
}

/** The message leaves the value out: it goes to logs, and Headers would quote it. */
function assertPrintable(name: string, value: string): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value;
  throw new TypeError(`${name} is ${value ? 'not one word of printable ASCII: does it end with a line break?' : 'empty: was it set?'}`);
}
