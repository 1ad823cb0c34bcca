import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EndpointChange, EndpointRow } from '#db/endpoint.ts';
import { findPartner } from '#db/partner.ts';
import { mergeHeaders } from '#domain/endpoint.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import type { ApiDeps } from './deps.ts';
import { invalidRequest } from './errors.ts';
import { visiblePartner } from './principal.ts';
import { type Endpoint, openHeaders, sealHeaders, toEndpoint, type UpdateEndpoint } from './endpoint-view.ts';

/** Whose the new endpoint is. Another partner's id reads like an unknown one. */
export async function findOwner(
  request: FastifyRequest,
  asked: string | undefined,
  { db }: ApiDeps,
): Promise<{ id: string | undefined; faults: FieldError[] }> {
  const visible = visiblePartner(request);
  const id = asked ?? visible;
  if (id === undefined) {
    const message = 'is required with a platform key: say whose endpoint it is';
    return { id, faults: [{ field: 'partner_id', code: 'required', message }] };
  }
  const isKnown = id === visible || (visible === undefined && (await findPartner(db, id)) !== null);
  return { id, faults: isKnown ? [] : [{ field: 'partner_id', code: 'unknown_partner', message: `names no partner: ${id}` }] };
}

/** The columns that the sent fields set; what was not sent stays undefined and unchanged. */
export function toColumns(sent: UpdateEndpoint): EndpointChange {
  return {
    url: sent.url,
    description: sent.description,
    eventTypes: sent.event_types,
    retryPolicy: sent.retry_policy,
    timeoutMs: sent.timeout_ms,
    rateLimitPerS: sent.rate_limit_per_s,
    maxConcurrency: sent.max_concurrency,
    ordering: sent.ordering,
    orderingOnDeadLetter: sent.ordering_on_dead_letter,
  };
}

/** The headers to store, sealed: masked values keep what is there. Undefined when none were sent. */
export function toSealedHeaders(
  present: Pick<EndpointRow, 'id' | 'headersSealed'>,
  sent: Record<string, string> | undefined,
  { secretBox }: ApiDeps,
): string | null | undefined {
  if (sent === undefined) return undefined;
  const { merged, errors } = mergeHeaders(openHeaders(present, secretBox), sent);
  if (errors.length > 0) throw invalidRequest(errors);
  return sealHeaders(present.id, merged, secretBox);
}

/** The answer about one endpoint, with its version as ETag. */
export function tagged(reply: FastifyReply, row: EndpointRow, { secretBox }: ApiDeps): Endpoint {
  reply.header('etag', `"${row.version}"`);
  return toEndpoint(row, secretBox);
}

/** Refuses a change that was based on another version than the present one. */
export function checkIfMatch(request: FastifyRequest, present: EndpointRow): void {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return;
  // Proxies that compress turn a tag into a weak one; the version it names is still exact.
  const versions = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (versions.includes(`"${present.version}"`)) return;
  throw new DomainError(
    'precondition_failed',
    `The endpoint is at version ${present.version} by now: read it again, and repeat the change if it still fits`,
  );
}
