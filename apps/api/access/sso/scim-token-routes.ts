import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getSsoConnection, setScimSecret } from '#db/access/sso-connection.ts';
import { newScimToken } from '#domain/access/session.ts';
import { assertMaySetUp } from './sso-input.ts';
import { SsoParams } from './sso-view.ts';

const common = { tags: ['Users'], ...needs('users:write'), params: SsoParams };

const ScimToken = z
  .object({
    url: z.string().describe('The address of SCIM, which providers call the tenant URL or base URL'),
    token: z.string().describe('Returned only here'),
  })
  .meta({ id: 'ScimToken', examples: [{ url: 'https://causeway.acme.example/scim/v2', token: 'scim_4yT…' }] });

/** With the token an identity provider creates, changes and disables the people of its organisation. */
export function scimTokenRoutes(app: App, { db, config }: Pick<ApiDeps, 'db' | 'config'>): void {
  const create = {
    ...{ ...common, operationId: 'createScimToken', summary: 'Create a SCIM token' },
    description:
      'Switches SCIM on, and returns the token for the identity provider. The one before ends at once. Whoever has it decides who the people of the organisation are, so ' +
      'your credential needs what creating the connection needs.',
    response: { 201: ScimToken, ...problems(404) },
  };
  app.post('/sso-connections/:id/scim-token', { schema: create, config: { showsCredential: true } }, async (request, reply) => {
    const { id, partnerId } = await getSsoConnection(db, request.params.id, visiblePartner(request));
    assertMaySetUp(request, partnerId ?? undefined);
    const { token, hash } = newScimToken();
    await setScimSecret(db, id, hash, actorOf(request));
    reply.code(201);
    return { url: `${config.PUBLIC_URL}/scim/v2`, token };
  });

  const remove = {
    ...{ ...common, operationId: 'deleteScimToken', summary: 'Delete the SCIM token' },
    description: 'Switches SCIM off. Users stay as the provider has left them.',
    response: { 204: z.null().describe('Deleted'), ...problems(404) },
  };
  app.delete('/sso-connections/:id/scim-token', { schema: remove }, async (request, reply) => {
    const { id, partnerId } = await getSsoConnection(db, request.params.id, visiblePartner(request));
    assertMaySetUp(request, partnerId ?? undefined);
    await setScimSecret(db, id, null, actorOf(request));
    return reply.code(204).send(null);
  });
}
