import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { setETag } from '#apps/api/http/if-match.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { openUrl, sealUrl } from '#db/delivery/endpoint-secret.ts';
import type { EndpointChange, EndpointRow } from '#db/delivery/endpoint.ts';
import { findPartner } from '#db/partners/partner.ts';
import { isOtherOrigin, mergeUrl } from '#domain/delivery/endpoint-url.ts';
import { masked, mergeHeaders } from '#domain/delivery/endpoint.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { type Endpoint, openHeaders, sealHeaders, toEndpoint, type UpdateEndpoint } from './endpoint-view.ts';

/** The partner that owns the new endpoint. Another partner's id returns the same error as an unknown one. */
export async function findOwner(
  request: FastifyRequest,
  asked: string | undefined,
  { db }: ApiDeps,
): Promise<{ id: string | undefined; faults: FieldError[] }> {
  const visible = visiblePartner(request);
  const id = asked ?? visible;
  if (id === undefined) {
    const message = 'is required with a platform key';
    return { id, faults: [fieldError(['partner_id'], 'required', message)] };
  }
  const isKnown = id === visible || (visible === undefined && (await findPartner(db, id)) !== undefined);
  return { id, faults: isKnown ? [] : [fieldError(['partner_id'], 'unknown_partner', `is not a known partner: ${id}`)] };
}

/** Returns the columns for the fields in the request. Fields that were not sent stay undefined and unchanged. */
export function toColumns(sent: UpdateEndpoint): EndpointChange {
  return {
    description: sent.description,
    eventTypes: sent.event_types,
    retryPolicy: sent.retry_policy,
    timeoutMs: sent.timeout_ms,
    rateLimitPerS: sent.rate_limit_per_s,
    maxConcurrency: sent.max_concurrency,
    ordering: sent.ordering,
    orderingOnDeadLetter: sent.ordering_on_dead_letter,
    schemaVersions: sent.schema_versions,
    transformation: sent.transformation,
  };
}

/** Returns the URL and the encrypted headers to store. Masked values keep the stored ones, but none of them goes to another origin. */
export function toSecretColumns(
  present: Pick<EndpointRow, 'id' | 'url' | 'urlQuerySealed' | 'headersSealed'>,
  sent: UpdateEndpoint,
  deps: Pick<ApiDeps, 'secretBox'>,
): EndpointChange {
  // Decrypted only if needed, so that an endpoint under a lost encryption key can be changed.
  if (sent.url === undefined) return { headersSealed: toSealedHeaders(present, sent.headers, deps) };
  const url = openUrl(present, deps.secretBox);
  const merged = mergeUrl(url, sent.url);
  if (merged.errors.length > 0) throw invalidRequest(merged.errors);
  const isMoving = isOtherOrigin(url, merged.url);
  // Headers that are not sent stay, so they count as masked.
  const maskStored = () => Object.fromEntries(Object.keys(openHeaders(present, deps.secretBox)).map((name) => [name, masked]));
  const headers = sent.headers ?? (isMoving ? maskStored() : undefined);
  return {
    ...(merged.url === url && present.urlQuerySealed !== null ? {} : sealUrl(present.id, merged.url, deps.secretBox)),
    headersSealed: toSealedHeaders(present, headers, deps, { isMoving }),
  };
}

/** Returns the encrypted headers to store. A masked value keeps the stored one. Undefined if the request has none. */
function toSealedHeaders(
  present: Pick<EndpointRow, 'id' | 'headersSealed'>,
  sent: Record<string, string> | undefined,
  { secretBox }: Pick<ApiDeps, 'secretBox'>,
  options: { isMoving?: boolean } = {},
): string | null | undefined {
  if (sent === undefined) return undefined;
  // Decrypted only if needed, so that headers under a lost encryption key can be replaced.
  const keepsSome = Object.values(sent).includes(masked);
  const { merged, errors } = mergeHeaders(keepsSome ? openHeaders(present, secretBox) : {}, sent, options);
  if (errors.length > 0) throw invalidRequest(errors);
  return sealHeaders(present.id, merged, secretBox);
}

/** The response about one endpoint, with its version as ETag. */
export function tagged(reply: FastifyReply, row: EndpointRow, { secretBox }: ApiDeps): Endpoint {
  setETag(reply, row);
  return toEndpoint(row, secretBox);
}
