import type { FastifyRequest } from 'fastify';
import { DomainError } from '#domain/errors.ts';
import { decodeUtf8 } from '#domain/utf8.ts';

/** The client credentials in a request to the token, introspection or revocation endpoint. */
export type ClientCredentials =
  | { kind: 'secret'; clientId: string; secret: string }
  | { kind: 'assertion'; clientId: string | undefined; assertion: string }
  /** Only a client id: the client authenticates with its certificate, if it has one. */
  | { kind: 'certificate'; clientId: string };

export interface ClientFields {
  client_id?: string | undefined;
  client_secret?: string | undefined;
  client_assertion_type?: string | undefined;
  client_assertion?: string | undefined;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Far above `oac_…` and `cs_live_…` with two levels of encoding. */
const MAX_BASIC_LENGTH = 1_024;

/** Reads exactly one kind of client credentials (RFC 6749 §2.3: never two). Nothing is verified yet. */
export function readCredentials(request: FastifyRequest, body: ClientFields): ClientCredentials {
  const { authorization } = request.headers;
  const shown = [authorization, body.client_secret, body.client_assertion].filter((proof) => proof !== undefined);
  if (shown.length > 1) {
    throw new DomainError(
      'invalid_request',
      'The client authenticates in more than one way. Use only one of: Authorization header, client_secret, client_assertion.',
    );
  }
  if (authorization !== undefined) return readBasic(authorization, body.client_id);
  const { client_id: clientId, client_secret: secret, client_assertion: assertion } = body;
  if (assertion !== undefined) {
    if (body.client_assertion_type === ASSERTION_TYPE) return { kind: 'assertion', clientId, assertion };
    throw new DomainError('invalid_request', `client_assertion_type must be ${ASSERTION_TYPE}.`);
  }
  if (clientId === undefined) throw invalidClient('The request names no client');
  return secret === undefined ? { kind: 'certificate', clientId } : { kind: 'secret', clientId, secret };
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function readBasic(header: string, bodyClientId: string | undefined): ClientCredentials {
  const [, encoded] = header.length <= MAX_BASIC_LENGTH ? (/^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(header) ?? []) : [];
  const text = decodeUtf8(Buffer.from(encoded ?? '', 'base64')) ?? '';
  const colon = text.indexOf(':');
  const clientId = formDecode(text.slice(0, colon));
  const secret = formDecode(text.slice(colon + 1));
  if (colon < 1 || !clientId || !secret) {
    throw invalidClient('The Authorization header is not "Basic" with a client_id and a secret, each percent-encoded (RFC 6749 2.3.1)');
  }
  if (bodyClientId !== undefined && bodyClientId !== clientId) {
    throw new DomainError('invalid_request', 'client_id in the body names another client than the Authorization header.');
  }
  return { kind: 'secret', clientId, secret };
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

export function invalidClient(why: string): DomainError {
  return new DomainError('invalid_client', `${why}.`);
}
