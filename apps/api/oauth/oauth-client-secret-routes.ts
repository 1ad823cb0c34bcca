import { z } from 'zod';
import { assertGrantable, grantableBy } from '#apps/api/access/credential-grants.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getOauthClient, rotateClientSecret } from '#db/access/oauth-client.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { hasSecret, newClientSecret } from '#domain/access/oauth-client.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { CreatedOauthClient, OauthClientParams, toOauthClient } from './oauth-client-view.ts';

const DAY_S = 86_400;

const RotateSecret = z
  .strictObject({
    overlap_s: z
      .int()
      .min(0)
      .max(30 * DAY_S)
      .default(DAY_S)
      .describe(
        'Seconds for which the current secret continues to work. Default: one day. Use 0 to end all older secrets immediately, for example after a leak',
      ),
  })
  .nullish()
  .meta({ examples: [{ overlap_s: 3_600 }] });

export function oauthClientSecretRoute(app: App, { db, config }: ApiDeps): void {
  const schema = {
    operationId: 'rotateOauthClientSecret',
    summary: "Rotate an OAuth client's secret",
    description:
      'Creates a new secret. The old secret continues to work until the overlap ends. Tokens that were obtained with it stay valid until they expire.',
    tags: ['OAuth clients'],
    ...needs('credentials:write'),
    params: OauthClientParams,
    body: RotateSecret,
    response: { 201: CreatedOauthClient, ...problems(404, 409) },
  };
  app.post('/oauth-clients/:id/rotate-secret', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const present = await getOauthClient(db, request.params.id, visiblePartner(request));
    assertGrantable(present.scopes as Scope[], grantableBy(request, present.partnerId));
    if (!hasSecret(present.authMethod)) {
      throw new DomainError(
        'conflict',
        `The client authenticates with ${present.authMethod} and has no secret. Change its keys or certificate with PATCH.`,
      );
    }
    const secret = newClientSecret(config.CAUSEWAY_ENVIRONMENT);
    const overlapUntil = new Date(Date.now() + (request.body?.overlap_s ?? DAY_S) * 1_000);
    const row = await rotateClientSecret(db, present.id, { secretHash: hashApiSecret(secret), overlapUntil }, actorOf(request));
    reply.code(201).header('location', `/api/v1/oauth-clients/${row.id}`);
    return { ...toOauthClient(row), client_secret: secret };
  });
}
