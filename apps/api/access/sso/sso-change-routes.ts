import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { changeSsoConnection, deleteSsoConnection, getSsoConnection, type SsoRow, verifyDomains } from '#db/access/sso-connection.ts';
import { DomainError } from '#domain/errors.ts';
import { assertMaySetUp, assertRolesFit, namedDomains, sealSettings } from './sso-input.ts';
import { Sso, SsoParams, ssoViewer, txtRecordOf, UpdateSso } from './sso-view.ts';

const common = { tags: ['Users'], ...needs('users:write'), params: SsoParams };

export function ssoChangeRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const show = ssoViewer(deps);
  const update = {
    ...{ ...common, operationId: 'updateSsoConnection', summary: 'Update a sign-in connection' },
    description:
      'Changes only the given fields, for the next sign-ins. Your credential needs what creating it needs. Send the ETag of the connection as If-Match, or the last change wins.',
    headers: IfMatch,
    body: UpdateSso,
    response: { 200: Sso, ...problems(404, 409, 412) },
  };
  app.patch('/sso-connections/:id', { schema: update }, async (request, reply) => {
    const { id, partnerId } = await getSsoConnection(db, request.params.id, visiblePartner(request));
    const { name, settings, create_users, default_roles, group_roles, enabled, domains } = request.body;
    assertMaySetUp(request, partnerId ?? undefined);
    assertRolesFit(request.body, partnerId ?? undefined);
    const changeOf = (present: SsoRow) => {
      checkIfMatch(request, present, 'sign-in connection');
      if (settings && settings.kind !== present.kind) throw otherKind(present);
      return {
        ...(name !== undefined && { name }),
        ...(settings && sealSettings(deps, id, settings, present)),
        ...(create_users !== undefined && { createUsers: create_users }),
        ...(default_roles && { defaultRoles: default_roles }),
        ...(group_roles && { groupRoles: group_roles }),
        ...(enabled !== undefined && { enabled }),
      };
    };
    const named = domains && namedDomains(request, domains);
    const row = await changeSsoConnection(db, id, { changeOf, named }, actorOf(request));
    setETag(reply, row);
    return show(row);
  });

  const remove = {
    ...{ ...common, operationId: 'deleteSsoConnection', summary: 'Delete a sign-in connection' },
    description:
      'Deletes the connection and its secret; nobody signs in through it any longer. Users stay, and sign in with a one-time link. With If-Match, only that version is deleted.',
    headers: IfMatch,
    response: { 204: z.null().describe('Deleted'), ...problems(404, 412) },
  };
  app.delete('/sso-connections/:id', { schema: remove }, async (request, reply) => {
    const { id, partnerId } = await getSsoConnection(db, request.params.id, visiblePartner(request));
    assertMaySetUp(request, partnerId ?? undefined);
    await deleteSsoConnection(db, id, (present) => checkIfMatch(request, present, 'sign-in connection'), actorOf(request));
    return reply.code(204).send(null);
  });

  verifyRoute(app, deps);
}

function verifyRoute(app: App, deps: ApiDeps): void {
  const { db, resolveTxt } = deps;
  const show = ssoViewer(deps);
  const verify = {
    ...{ ...common, operationId: 'verifySsoDomains', summary: 'Verify the domains of a sign-in connection' },
    description:
      'Looks up the TXT record of `_causeway.<domain>` for each domain that is not verified. It must be the `txt_record` of the domain. Without one the domain stays as it is.',
    response: { 200: Sso, ...problems(404, 409) },
  };
  app.post('/sso-connections/:id/verify-domains', { schema: verify }, async (request, reply) => {
    const row = await getSsoConnection(db, request.params.id, visiblePartner(request));
    assertMaySetUp(request, row.partnerId ?? undefined);
    const waiting = row.domains.filter(({ verifiedAt }) => verifiedAt === null).map(({ domain }) => domain);
    const found = await Promise.all(waiting.map(async (domain) => ((await says(domain, txtRecordOf(row.id))) ? [domain] : [])));
    const verified = await verifyDomains(db, row.id, found.flat(), actorOf(request));
    setETag(reply, verified);
    return show(verified);
  });

  async function says(domain: string, record: string): Promise<boolean> {
    const records = await resolveTxt(`_causeway.${domain}`).catch(() => []);
    return records.some((chunks) => chunks.join('') === record);
  }
}

const otherKind = ({ kind }: SsoRow) =>
  new DomainError('conflict', `The connection is of the kind ${kind}. Create another one for another kind`);
