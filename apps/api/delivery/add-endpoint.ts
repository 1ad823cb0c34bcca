import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import type { Actor, Changeable } from '#db/actor.ts';
import { sealUrl } from '#db/delivery/endpoint-secret.ts';
import { createEndpoint, type EndpointRow } from '#db/delivery/endpoint.ts';
import { mergeUrl } from '#domain/delivery/endpoint-url.ts';
import { newId } from '#domain/id.ts';
import { toColumns } from './endpoint-input.ts';
import { type CreateEndpoint, sealHeaders } from './endpoint-view.ts';
import { newSigningKeys, type ShownKeys } from './signing-keys.ts';

/** Stores a validated endpoint with a new secret. The returned keys are shown to the partner. */
export async function addEndpoint(
  { db, secretBox, settings }: Pick<ApiDeps, 'secretBox' | 'settings'> & { db: Changeable },
  partnerId: string,
  wanted: Omit<CreateEndpoint, 'partner_id'>,
  actor: Actor,
): Promise<{ row: EndpointRow; keys: ShownKeys }> {
  const { timeout_ms, max_concurrency, max_endpoints_per_partner } = settings().webhooks.delivery;
  const id = newId('ep');
  const { url, errors } = mergeUrl(undefined, wanted.url);
  if (errors.length > 0) throw invalidRequest(errors);
  const keys = newSigningKeys(wanted.signing, secretBox);
  const endpoint = {
    ...toColumns(wanted),
    id,
    partnerId,
    ...sealUrl(id, url, secretBox),
    eventTypes: wanted.event_types,
    timeoutMs: wanted.timeout_ms ?? timeout_ms,
    maxConcurrency: wanted.max_concurrency ?? max_concurrency,
    headersSealed: sealHeaders(id, wanted.headers, secretBox),
    signing: wanted.signing,
  };
  const row = await createEndpoint(db, endpoint, keys.row, max_endpoints_per_partner, actor);
  return { row, keys: keys.shown };
}
