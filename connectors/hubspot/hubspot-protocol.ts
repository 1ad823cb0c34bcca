import { z } from 'zod';
import { kindOfStatus } from '#connectors/classify-status.ts';
import type { FailedAnswer, LimitReading, VendorFailure, VendorProtocol } from '#connectors/protocol.ts';

const Body = z.object({
  message: z.string().optional(),
  category: z.string().optional(),
  policyName: z.string().optional(),
  context: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ context: z.record(z.string(), z.unknown()).optional() })).optional(),
});

export function hubspotProtocol(api: string): VendorProtocol {
  return {
    baseUrl: () => api,
    headers: ({ accessToken }) => ({ authorization: `Bearer ${accessToken}` }),
    classify,
    readLimits,
  };
}

function classify({ status, json }: FailedAnswer): VendorFailure {
  const body = Body.safeParse(json).data ?? {};
  const said = { reason: body.message, code: body.category };
  if (status === 429) return { kind: 'rate_limited', ...said, ...limitOf(body) };
  // An invalid token is 401. The other 403s are about what this account may not do at all.
  if (status === 403) return { kind: 'rejected', ...said, ...(body.category === 'MISSING_SCOPES' && { missingScopes: scopesOf(body) }) };
  // Some proxies of HubSpot answer so when a search or a batch takes too long.
  if (status === 477 || status === 423) return { kind: 'unavailable', ...said };
  return { kind: kindOfStatus(status), ...said };
}

/** HubSpot does not always send Retry-After. The window that is used up says how long to wait at most. */
function limitOf({ policyName = '', message = '' }: z.infer<typeof Body>): Pick<VendorFailure, 'limitId' | 'retryAfterMs'> {
  if (policyName === 'DAILY' || /daily/i.test(message)) return { limitId: 'daily', retryAfterMs: 3_600_000 };
  if (policyName.startsWith('SECONDLY') || /secondly/i.test(message)) return { limitId: 'search', retryAfterMs: 1_000 };
  return { limitId: 'ten_seconds', retryAfterMs: 10_000 };
}

function scopesOf({ context, errors = [] }: z.infer<typeof Body>): string[] {
  const named = [context, ...errors.map((error) => error.context)].flatMap(
    (one) => one?.requiredGranularScopes ?? one?.requiredScopes ?? [],
  );
  return named.filter((scope) => typeof scope === 'string');
}

function readLimits(headers: Readonly<Record<string, string>>): LimitReading[] {
  const number = (name: string) => (/^\d{1,12}$/.test(headers[name] ?? '') ? Number(headers[name]) : undefined);
  const [max, remaining] = [number('x-hubspot-ratelimit-max'), number('x-hubspot-ratelimit-remaining')];
  const [dailyMax, dailyRemaining] = [number('x-hubspot-ratelimit-daily'), number('x-hubspot-ratelimit-daily-remaining')];
  return [
    ...(max === undefined && remaining === undefined ? [] : [{ id: 'ten_seconds', max, remaining }]),
    ...(dailyMax === undefined && dailyRemaining === undefined ? [] : [{ id: 'daily', max: dailyMax, remaining: dailyRemaining }]),
  ];
}
