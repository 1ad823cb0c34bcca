import { BlockList, isIP } from 'node:net';
import type { ApiDeps } from '#apps/api/deps.ts';
import { nearest } from '#apps/nearest.ts';
import { listEventTypeNames } from '#db/partners/partner.ts';
import { checkCustomHeaders } from '#domain/delivery/custom-headers.ts';
import { maskQuery } from '#domain/delivery/endpoint-url.ts';
import { unknownEventTypes } from '#domain/delivery/endpoint.ts';
import { checkRegion } from '#domain/delivery/region.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

/** The event types that an endpoint can subscribe to, and where the API lists them. */
export interface EventTypeSource {
  names: (db: ApiDeps['db']) => Promise<readonly string[]>;
  listedAt: string;
}
export const partnerEvents: EventTypeSource = { names: listEventTypeNames, listedAt: '/api/v1/event-types' };

/** Checks what a schema cannot express about an endpoint's settings. Returns all errors. */
export async function checkEndpoint(
  { db, guard, settings: current }: Pick<ApiDeps, 'db' | 'guard'> & Partial<Pick<ApiDeps, 'settings'>>,
  settings: {
    url?: string | undefined;
    event_types?: string[] | undefined;
    headers?: Record<string, string> | undefined;
    region?: string | null | undefined;
  },
  receives: EventTypeSource = partnerEvents,
): Promise<FieldError[]> {
  const filters = settings.event_types ?? [];
  const known = filters.length > 0 ? await receives.names(db) : [];
  return [
    ...(settings.url === undefined ? [] : checkUrl(settings.url, guard)),
    ...unknownEventTypes(filters, known, nearest, receives.listedAt),
    ...checkRegion(settings.region, Object.keys(current?.().webhooks.regions ?? {})),
    ...checkCustomHeaders(settings.headers ?? {}).map(({ header, message }) =>
      fieldError(header === '*' ? ['headers'] : ['headers', header], 'invalid_header', message),
    ),
  ];
}

function checkUrl(url: string, guard: ApiDeps['guard']): FieldError[] {
  const problem = guard.checkUrl(url);
  if (problem) return [fieldError(['url'], problem.code, problem.message)];
  const { href, protocol, hostname } = new URL(url);
  // As it is stored and shown: percent-encoded, and with masked values.
  if (Math.max(href.length, maskQuery(href).length) > MAX_URL_LENGTH) {
    return [fieldError(['url'], 'too_long', `is longer than ${MAX_URL_LENGTH} characters when it is encoded`)];
  }
  if (protocol === 'https:' || isAllowListed(hostname, guard)) return [];
  const message =
    'must be https, because webhooks contain business data and signatures do not hide it. http is only allowed for hosts in EGRESS_ALLOW';
  return [fieldError(['url'], 'https_required', message)];
}

const MAX_URL_LENGTH = 2048;

const privateRanges = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateRanges.addSubnet(net, bits, 'ipv4');
}
privateRanges.addAddress('::1', 'ipv6');
privateRanges.addSubnet('fc00::', 7, 'ipv6');

/** The guard allows no private address outside its allow list. A host name is on the list if even an unroutable address passes. */
function isAllowListed(hostname: string, guard: ApiDeps['guard']): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family) return privateRanges.check(host, family === 4 ? 'ipv4' : 'ipv6');
  const documentationAddress = '192.0.2.1';
  return host === 'localhost' || host.endsWith('.localhost') || !guard.checkAddress(documentationAddress, host);
}
