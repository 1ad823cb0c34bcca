import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { setETag } from '#apps/api/http/if-match.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { openUrl, sealUrl } from '#db/delivery/endpoint-secret.ts';
import type { EndpointChange, EndpointRow } from '#db/delivery/endpoint.ts';
import { findPartner } from '#db/partners/partner.ts';
import { isOtherOrigin, mergeUrl, splitUrl } from '#domain/delivery/endpoint-url.ts';
import { masked, mergeHeaders } from '#domain/delivery/endpoint.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { findReadable } from '#domain/secret-box.ts';
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
    metadata: sent.metadata,
    eventTypes: sent.event_types,
    retryPolicy: sent.retry_policy,
    timeoutMs: sent.timeout_ms,
    rateLimitPerS: sent.rate_limit_per_s,
    region: sent.region,
    maxConcurrency: sent.max_concurrency,
    ordering: sent.ordering,
    orderingOnDeadLetter: sent.ordering_on_dead_letter,
    schemaVersions: sent.schema_versions,
    transformation: sent.transformation,
  };
}

/**
 * Returns the URL and the encrypted headers to store. Masked values keep the stored ones, but none of them goes to another origin. What a lost
 * encryption key encrypted can be replaced: it counts as not stored.
 */
export function toSecretColumns(
  present: Pick<EndpointRow, 'id' | 'url' | 'urlQuerySealed' | 'headersSealed'>,
  sent: UpdateEndpoint,
  deps: Pick<ApiDeps, 'secretBox'>,
): EndpointChange {
  if (sent.url === undefined) return { headersSealed: toSealedHeaders(present, sent.headers, deps) };
  const stored = findReadable(() => openUrl(present, deps.secretBox));
  const merged = mergeUrl(stored ?? splitUrl(present.url)[0], sent.url);
  const isMoving = isOtherOrigin(present.url, merged.url);
  // Headers that are not sent stay, so they count as masked.
  const headers = sent.headers ?? (isMoving && present.headersSealed !== null ? maskStored(present, deps) : undefined);
  if (merged.errors.length > 0) throw invalidRequest(merged.errors);
  return {
    ...(merged.url === stored && present.urlQuerySealed !== null ? {} : sealUrl(present.id, merged.url, deps.secretBox)),
    headersSealed: toSealedHeaders(present, headers, deps, { isMoving }),
  };
}

function maskStored(present: Pick<EndpointRow, 'id' | 'headersSealed'>, { secretBox }: Pick<ApiDeps, 'secretBox'>): Record<string, string> {
  const stored = findReadable(() => openHeaders(present, secretBox));
  if (stored) return Object.fromEntries(Object.keys(stored).map((name) => [name, masked]));
  const message = 'must be sent too, because the new url is at another origin and the stored headers cannot be decrypted: {} removes them';
  throw invalidRequest([fieldError(['headers'], 'required', message)]);
}

/** Returns the encrypted headers to store. A masked value keeps the stored one. Undefined if the request has none. */
function toSealedHeaders(
  present: Pick<EndpointRow, 'id' | 'headersSealed'>,
  sent: Record<string, string> | undefined,
  { secretBox }: Pick<ApiDeps, 'secretBox'>,
  options: { isMoving?: boolean } = {},
): string | null | undefined {
  if (sent === undefined) return undefined;
  const keepsSome = Object.values(sent).includes(masked);
  const stored = keepsSome ? findReadable(() => openHeaders(present, secretBox)) : undefined;
  const { merged, errors } = mergeHeaders(stored ?? {}, sent, options);
  if (errors.length > 0) throw invalidRequest(errors);
  return sealHeaders(present.id, merged, secretBox);
}

/** The response about one endpoint, with its version as ETag. */
export function tagged(reply: FastifyReply, row: EndpointRow, { secretBox }: ApiDeps): Endpoint {
  setETag(reply, row);
  return toEndpoint(row, secretBox);
}
