import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccessToken } from '#apps/api/access/access-token.ts';
import { assertAdmitted, tenantOf } from '#apps/api/access/admission.ts';
import { audienceOf, issuerOf } from '#apps/api/access/issuer.ts';
import type { UsableToken } from '#apps/api/access/token-check.ts';
import type { App } from '#apps/api/app.ts';
import { platformRequired } from '#apps/api/http/scopes.ts';
import { revokeToken } from '#db/access/oauth-token.ts';
import { proofKindOf } from '#domain/access/oauth-client.ts';
import { DomainError } from '#domain/errors.ts';
import { documentedForm, TokenForm } from './form.ts';
import type { OauthDeps } from './oauth-deps.ts';
import { neverStored, oauthErrors } from './oauth-errors.ts';

const Introspection = z
  .object({
    active: z.boolean(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    partner_id: z.string().optional(),
    sub: z.string().optional(),
    aud: z.string().optional(),
    iss: z.string().optional(),
    token_type: z.literal('Bearer').optional(),
    jti: z.string().optional(),
    iat: z.int().optional(),
    exp: z.int().optional(),
    cnf: z.object({ 'x5t#S256': z.string() }).optional(),
  })
  .meta({
    id: 'Introspection',
    description: 'RFC 7662. If the token is not valid, or the caller may not see it, the response contains only `active: false`',
  });

export function oauthIntrospectionRoutes(app: App, deps: OauthDeps): void {
  introspectRoute(app, deps);
  revokeRoute(app, deps);
}

function introspectRoute(app: App, { config, directory, authenticate, admitClient, identify, checkToken }: OauthDeps): void {
  const schema = {
    operationId: 'introspectToken',
    summary: 'Introspect an access token',
    description:
      'Returns whether a token is valid, and its claims. A client sees the tokens of its own partner. A platform key with partners:read, sent as a Bearer token, sees all tokens.',
    ...documentedForm,
    body: TokenForm,
    response: { 200: Introspection, ...oauthErrors(401, 403, 429) },
  };

  /** The partner whose tokens the caller may see; undefined for all partners. */
  async function readerOf(request: FastifyRequest, body: z.infer<typeof TokenForm>): Promise<string | undefined> {
    if (!/^bearer /i.test(request.headers.authorization ?? '')) {
      const { client } = await authenticate(request, body);
      await admitClient(client);
      return client.partnerId;
    }
    const principal = await identify(request);
    if (principal.kind !== 'platform') throw platformRequired();
    if (!principal.scopes.has('partners:read')) {
      throw new DomainError('missing_scope', `This route requires the scope partners:read, which ${principal.name} does not have.`);
    }
    return undefined;
  }

  /** Undefined if the token would be rejected if it were sent now. */
  async function findUsable(text: string): Promise<UsableToken | undefined> {
    try {
      const usable = await checkToken(text);
      assertAdmitted(await tenantOf(directory, usable.client.partnerId), proofKindOf(usable.token.authMethod));
      return usable;
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  app.post('/oauth/introspect', { schema }, async (request, reply) => {
    const partnerId = await readerOf(request, request.body);
    reply.headers(neverStored);
    const found = await findUsable(request.body.token);
    if (!found || (partnerId !== undefined && found.client.partnerId !== partnerId)) return { active: false };
    const { token, client, scopes } = found;
    return {
      active: true,
      scope: scopes.join(' '),
      client_id: client.id,
      partner_id: client.partnerId,
      sub: client.id,
      aud: audienceOf(config),
      iss: issuerOf(config),
      token_type: 'Bearer' as const,
      jti: token.jti,
      iat: token.issuedAtS,
      exp: token.expiresAtS,
      ...(token.certificateThumbprint !== undefined && { cnf: { 'x5t#S256': token.certificateThumbprint } }),
    };
  });
}

function revokeRoute(app: App, { db, directory, authenticate, tokens }: OauthDeps): void {
  const schema = {
    operationId: 'revokeToken',
    summary: 'Revoke an access token',
    description:
      'Revokes a token (RFC 7009). Only the client that obtained it can revoke it. Works even if the partner exceeded its rate limit. ' +
      'Every process rejects the token within one second. If the token is already invalid, the response is the same.',
    ...documentedForm,
    body: TokenForm,
    response: { 200: z.object({}).describe('The token is not valid any more'), ...oauthErrors(401, 429) },
  };

  async function findToken(text: string): Promise<AccessToken | undefined> {
    try {
      return await tokens.read(text);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  app.post('/oauth/revoke', { schema }, async (request, reply) => {
    const { client } = await authenticate(request, request.body);
    const token = await findToken(request.body.token);
    reply.headers(neverStored);
    if (!token) return {};
    if (token.clientId !== client.id) {
      throw new DomainError('unauthorized_client', 'This token belongs to another client. Only that client can revoke it.');
    }
    const expiresAt = new Date(token.expiresAtS * 1_000);
    await revokeToken(db.sql, { client, jti: token.jti, expiresAt, requestId: request.id });
    directory.revocations.note(token.jti);
    return {};
  });
}
