import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getConnection } from '#db/connections/connection.ts';
import {
  changeSource,
  createSource,
  deleteSource,
  getSource,
  inboundSecretContext,
  listInboundSecrets,
  listSecretsOf,
  listSources,
  rotateInboundSecret,
  type SourceRow,
} from '#db/connections/inbound-source.ts';
import { readSnapshot } from '#db/snapshot.ts';
import { SIGNED_VENDOR } from '#domain/connections/inbound.ts';
import type { SignedSource } from '#domain/connections/signed-source.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { NewSource, SecretRotation, Source, SourceChange, toSource } from './inbound-source-view.ts';

const tags = ['Inbound webhooks'];
const params = z.object({ id: z.string().max(64) });
const hourMs = 3_600_000;

export function inboundSourceRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  createRoute(app, deps);
  changeRoutes(app, deps);
  rotateRoute(app, deps);
}

function readRoutes(app: App, { db, config }: ApiDeps): void {
  const list = {
    operationId: 'listInboundSources',
    summary: 'List inbound sources',
    description: 'Returns what sends webhooks here, newest first.',
    tags,
    ...needs('connections:read'),
    querystring: ListQuery,
    response: { 200: listOf(Source).meta({ id: 'InboundSourceList' }), ...problems(403) },
  };
  app.get('/inbound-sources', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { rows, secrets } = await readSnapshot(db, async (at) => {
      const found = await listSources(at, { before: page.after, limit: page.limit + 1 });
      return {
        rows: found,
        secrets: await listSecretsOf(
          at,
          found.map(({ id }) => id),
        ),
      };
    });
    return listReply(request, reply, page, rows, (row) => toSource(row, secrets.get(row.id) ?? [], config.PUBLIC_URL));
  });

  const read = {
    operationId: 'getInboundSource',
    summary: 'Retrieve an inbound source',
    description: 'Returns the source, with the URL that its vendor calls and the last webhook that was refused.',
    tags,
    ...needs('connections:read'),
    params,
    headers: IfNoneMatch,
    response: { 200: Source, ...problems(403, 404) },
  };
  app.get('/inbound-sources/:id', { schema: read }, async ({ params: { id } }) =>
    readSnapshot(db, async (at) => toSource(await getSource(at, id), await listInboundSecrets(at, id), config.PUBLIC_URL)),
  );
}

function createRoute(app: App, deps: ApiDeps): void {
  const { db, config } = deps;
  const schema = {
    operationId: 'createInboundSource',
    summary: 'Create an inbound source',
    description: 'Creates a source and returns the URL to enter in the settings of its vendor. The secret is stored encrypted.',
    tags,
    ...needs('connections:write'),
    body: NewSource,
    response: { 201: Source, ...problems(403, 404, 409, 422) },
  };
  app.post('/inbound-sources', { schema }, async (request, reply) => {
    const { vendor, name, secret, scheme = null, connection_id: connectionId } = request.body;
    assertSource(deps, { vendor, scheme }, secret);
    const hasClientSecret = connectionId !== undefined && (await signsWithClientSecret(deps, connectionId, vendor));
    if (secret === undefined && !hasClientSecret) {
      throw invalidRequest([fieldError(['secret'], 'required', 'is required: there is no other secret that signs these webhooks')]);
    }
    const wanted = { id: connectionId ?? newId('con'), vendor, name, scheme };
    const row = await createSource(db, wanted, secret === undefined ? null : sealSecret(deps, secret), actorOf(request));
    reply.code(201);
    return toSource(row, await listInboundSecrets(db, row.id), config.PUBLIC_URL);
  });
}

function changeRoutes(app: App, deps: ApiDeps): void {
  const { db, config } = deps;
  const change = {
    operationId: 'updateInboundSource',
    summary: 'Change an inbound source',
    description: 'Changes the name or the signing scheme, or stops or resumes accepting webhooks. Takes effect within a second.',
    tags,
    ...needs('connections:write'),
    params,
    body: SourceChange,
    response: { 200: Source, ...problems(403, 404, 422) },
  };
  app.patch('/inbound-sources/:id', { schema: change }, async (request) => {
    const { id } = request.params;
    const { name, scheme, enabled } = request.body;
    const present = await getSource(db, id);
    if (scheme) assertSource(deps, { vendor: present.vendor, scheme });
    // Only what was sent: a new name must not enable what somebody disables at the same moment.
    const disabledAt = enabled ? null : (present.disabledAt ?? new Date());
    const row = await changeSource(
      db,
      id,
      { ...(name !== undefined && { name }), ...(scheme && { scheme }), ...(enabled !== undefined && { disabledAt }) },
      actorOf(request),
    );
    return toSource(row, await listInboundSecrets(db, id), config.PUBLIC_URL);
  });

  const remove = {
    operationId: 'deleteInboundSource',
    summary: 'Delete an inbound source',
    description: 'Deletes the source and its secrets. What it sent is deleted with the next nightly purge.',
    tags,
    ...needs('connections:write'),
    params,
    response: { 204: z.null().describe('Deleted'), ...problems(403, 404) },
  };
  app.delete('/inbound-sources/:id', { schema: remove }, async (request, reply) => {
    await deleteSource(db, request.params.id, actorOf(request));
    return reply.code(204).send(null);
  });
}

function rotateRoute(app: App, deps: ApiDeps): void {
  const { db, settings, config } = deps;
  const schema = {
    operationId: 'rotateInboundSecret',
    summary: 'Rotate the secret of an inbound source',
    description:
      'Adds a new secret. Until the overlap ends, webhooks that are signed with an older one are accepted too, so enter the new secret here ' +
      'first and then at the vendor. Takes effect within a second.',
    tags,
    ...needs('connections:write'),
    params,
    body: SecretRotation,
    response: { 200: Source, ...problems(403, 404, 409, 422) },
  };
  app.post('/inbound-sources/:id/rotate-secret', { schema }, async (request) => {
    const { id } = request.params;
    const { secret: text, overlap_h: overlapH = settings().webhooks.secret_overlap_h } = request.body;
    assertSource(deps, await getSource(db, id), text);
    const secrets = await rotateInboundSecret(db, id, { secret: sealSecret(deps, text), overlapMs: overlapH * hourMs }, actorOf(request));
    return toSource(await getSource(db, id), secrets, config.PUBLIC_URL);
  });
}

/** Throws unless the connection is to this vendor. */
async function signsWithClientSecret({ db, inboundVendors, vendors }: ApiDeps, id: string, vendor: string): Promise<boolean> {
  const connection = await getConnection(db, id);
  if (connection.vendor !== vendor) {
    throw invalidRequest([fieldError(['connection_id'], 'invalid_value', `is a connection to ${connection.vendor}, not to ${vendor}`)]);
  }
  return inboundVendors.find(vendor, null)?.secret === 'client_secret' && 'clientSecret' in vendors.keeper.openClient(id, connection);
}

function sealSecret({ secretBox }: ApiDeps, secret: string) {
  const id = newId('sec');
  return { id, sealed: secretBox.seal(secret, inboundSecretContext(id)) };
}

/** Throws every reason why webhooks of this source could not be verified. */
function assertSource(
  { inboundVendors }: ApiDeps,
  { vendor, scheme }: Pick<SourceRow, 'vendor'> & { scheme: SignedSource | null },
  secret?: string,
): void {
  const reader = inboundVendors.find(vendor, scheme);
  const isSigned = vendor === SIGNED_VENDOR;
  const fault = secret === undefined ? undefined : reader?.faultOfSecret?.(secret);
  const errors = [
    ...(reader || isSigned ? [] : [fieldError(['vendor'], 'invalid_value', `must be one of ${inboundVendors.names.join(', ')}`)]),
    ...(isSigned && !scheme ? [fieldError(['scheme'], 'required', 'is required for the vendor "signed"')] : []),
    ...(!isSigned && scheme
      ? [fieldError(['scheme'], 'unknown_field', 'is only for the vendor "signed": Causeway knows how this one signs')]
      : []),
    ...(fault === undefined ? [] : [fieldError(['secret'], 'invalid_value', fault)]),
  ];
  if (errors.length > 0) throw invalidRequest(errors);
}
