import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { listValidSecrets, rotateSecret, type SecretRow } from '#db/delivery/endpoint-secret.ts';
import { getEndpoint } from '#db/delivery/endpoint.ts';
import { readSnapshot } from '#db/snapshot.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';
import type { EndpointFamily } from './endpoint-family.ts';
import { EndpointParams, signingKeys, signingScheme } from './endpoint-view.ts';
import { newSigningKeys, openKeys } from './signing-keys.ts';

const Secret = z
  .object({
    ...signingKeys,
    signing: signingScheme,
    created_at: Timestamp,
    previous: z
      .array(z.object({ ...signingKeys, expires_at: Timestamp }))
      .describe('Rotated secrets that continue to sign, alongside the current one, until they expire'),
  })
  .meta({ id: 'EndpointSecret' });

// One week is long enough for a partner's release cycle, and short enough that a leaked secret does not sign for long.
const maxOverlapH = 168;

const Rotation = z
  .strictObject({
    overlap_h: z
      .number()
      .min(0)
      .max(maxOverlapH)
      .optional()
      .describe(
        'Hours for which the current secret continues to sign. Use 0 to end all older secrets immediately, for example after a leak',
      ),
    signing: signingScheme.optional().describe('Signing scheme of the new secret. Default: the current scheme'),
  })
  .nullish()
  .meta({ examples: [{ overlap_h: 24 }] });

export function endpointSecretRoutes(app: App, deps: ApiDeps, family: EndpointFamily): void {
  readRoute(app, deps, family);
  rotateRoute(app, deps, family);
}

function readRoute(app: App, { db, secretBox }: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const schema = {
    ...route('getEndpointSecret', 'write'),
    summary: 'Retrieve the signing secret',
    description: 'Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached.',
    params: EndpointParams,
    response: { 200: Secret, ...problems(404) },
  };
  app.get(`${path}/:id/secret`, { schema, config: { showsSecret: true } }, async (request) => {
    const { signing, valid } = await readSnapshot(db, async (at) => {
      const endpoint = await getEndpoint(at, request.params.id, ownerOf(request));
      return { signing: endpoint.signing, valid: await listValidSecrets(at, endpoint.id) };
    });
    return toSecret(signing, valid, secretBox);
  });
}

function rotateRoute(app: App, { db, secretBox, settings }: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const schema = {
    ...route('rotateEndpointSecret', 'write'),
    summary: 'Rotate the signing secret',
    description:
      'Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that ' +
      'the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made ' +
      'with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h.',
    params: EndpointParams,
    body: Rotation,
    response: { 200: Secret, ...problems(404, 409) },
  };
  app.post(`${path}/:id/rotate-secret`, { schema }, async (request) => {
    const present = await getEndpoint(db, request.params.id, ownerOf(request));
    const overlapH = request.body?.overlap_h ?? settings().webhooks.secret_overlap_h;
    const signing = request.body?.signing ?? present.signing;
    if (overlapH > 0) assertReadable(await listValidSecrets(db, present.id), secretBox);
    const keys = newSigningKeys(signing, secretBox);
    const rotated = await rotateSecret(db, present.id, keys.row, { overlapMs: overlapH * 3_600_000, signing }, actorOf(request));
    return toSecret(signing, rotated.valid, secretBox);
  });
}

/** A secret whose encryption key is lost cannot sign during an overlap, so deliveries would be held until it expires. */
function assertReadable(valid: SecretRow[], secretBox: SecretBox): void {
  try {
    for (const row of valid) openKeys(row, secretBox);
  } catch (error) {
    // Other errors are not about the keys, and the response meets them again.
    if (!isSealedFault(error)) return;
    throw new DomainError(
      'conflict',
      'The present signing secret cannot be decrypted, so it cannot sign during an overlap. Rotate with overlap_h 0, or add the encryption key again',
    );
  }
}

function toSecret(signing: 'v1' | 'v1a', valid: SecretRow[], secretBox: SecretBox): z.infer<typeof Secret> {
  const current = valid.find((row) => row.expiresAt === null);
  if (!current) throw new Error(`Endpoint has no current secret among ${valid.length} valid ones`);
  const previous = valid.flatMap((row) => (row.expiresAt ? { ...openKeys(row, secretBox), expires_at: row.expiresAt.toISOString() } : []));
  return { ...openKeys(current, secretBox), signing, created_at: current.createdAt.toISOString(), previous };
}
