import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { clientFields, documentedForm } from './form.ts';
import type { OauthDeps } from './oauth-deps.ts';
import { neverStored, oauthErrors } from './oauth-errors.ts';

const TokenRequest = z
  .object({
    grant_type: z.string().max(100).describe('Must be `client_credentials`'),
    scope: z.string().max(1_000).optional().describe('Requested scopes, separated by spaces. Default: all scopes of the client'),
    ...clientFields,
  })
  .meta({ id: 'TokenRequest', examples: [{ grant_type: 'client_credentials', scope: 'deals:read' }] });

const TokenResponse = z
  .object({
    access_token: z.string().describe('A JWT (RFC 9068). Send it as "Authorization: Bearer …"'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Lifetime in seconds'),
    scope: z.string(),
  })
  .meta({
    id: 'TokenResponse',
    examples: [{ access_token: 'eyJhbGciOiJFUzI1NiIs…', token_type: 'Bearer', expires_in: 300, scope: 'deals:read' }],
  });

export function oauthTokenRoute(app: App, { directory, settings, tokens, authenticate, admitClient }: OauthDeps): void {
  const schema = {
    operationId: 'getAccessToken',
    summary: 'Get an access token',
    description:
      'Issues an access token for the client credentials grant (RFC 6749 §4.4). The client authenticates as registered: with a secret ' +
      'in the header or the form (either works), with a signed assertion (RFC 7523), or with a client certificate (RFC 8705), to which the token is ' +
      'then bound.',
    ...documentedForm,
    body: TokenRequest,
    response: { 200: TokenResponse, ...oauthErrors(401, 403, 429) },
  };
  app.post('/oauth/token', { schema }, async (request, reply) => {
    const { body } = request;
    if (body.grant_type !== 'client_credentials') {
      throw new DomainError('unsupported_grant_type', 'The only supported grant_type is client_credentials.');
    }
    const { client, certificateThumbprint } = await authenticate(request, body);
    await admitClient(client);
    const scopes = narrow(client.scopes, body.scope);
    const lifetimeS = settings().gateway.oauth.access_token_ttl_s;
    const { id: clientId, authMethod } = client;
    const token = await tokens.issue({ clientId, scopes, authMethod, certificateThumbprint }, lifetimeS);
    directory.noteClientUse(clientId);
    reply.headers(neverStored);
    return { access_token: token, token_type: 'Bearer' as const, expires_in: lifetimeS, scope: scopes.join(' ') };
  });
}

/**
 * RFC 6749 §3.3. A request for more scopes than the client has is rejected and not narrowed, because the caller would only notice later.
 */
function narrow(granted: Scope[], asked: string | undefined): Scope[] {
  if (asked === undefined) return granted;
  const wanted = [...new Set(asked.split(' ').filter(Boolean))];
  const refused = wanted.filter((scope) => !granted.some((known) => known === scope));
  if (wanted.length > 0 && refused.length === 0) return granted.filter((scope) => wanted.includes(scope));
  const why = wanted.length === 0 ? 'scope is empty. Omit it to get all scopes' : `This client does not have ${refused.join(', ')}`;
  throw new DomainError('invalid_scope', `${why}. It has: ${granted.join(', ')}.`);
}
