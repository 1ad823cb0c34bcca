import { z } from 'zod';
import { kindOfStatus } from '#connectors/classify-status.ts';
import type { FailedAnswer, LimitReading, VendorFailure, VendorProtocol } from '#connectors/protocol.ts';

const Errors = z.array(z.object({ message: z.string().optional(), errorCode: z.string().optional() })).min(1);

/** What the user behind the connection may not do. Salesforce does not say which setting would permit it. */
const forbidden = new Set(['INSUFFICIENT_ACCESS', 'API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED', 'FORBIDDEN']);
/** 406 and 420 are answers of overloaded instances. */
const overloaded = new Set([406, 420]);

export function salesforceProtocol(loginUrl: string): VendorProtocol {
  return {
    baseUrl: ({ instanceUrl }) => instanceUrl ?? loginUrl,
    headers: ({ accessToken }) => ({ authorization: `Bearer ${accessToken}` }),
    classify,
    readLimits,
  };
}

function classify({ status, json }: FailedAnswer): VendorFailure {
  const [error] = Errors.safeParse(json).data ?? [];
  const code = error?.errorCode;
  const said = { reason: error?.message, code };
  if (code === 'REQUEST_LIMIT_EXCEEDED') return { kind: 'rate_limited', ...said, ...limitOf(error?.message ?? '') };
  if (status === 403 && code !== undefined && forbidden.has(code)) return { kind: 'rejected', ...said, missingScopes: [] };
  if (status === 403) return { kind: 'rejected', ...said };
  if (overloaded.has(status)) return { kind: 'unavailable', ...said };
  return { kind: kindOfStatus(status), ...said };
}

/** Salesforce sends no Retry-After. The day's calls come back bit by bit, as those of yesterday leave the 24 hours. */
function limitOf(message: string): Pick<VendorFailure, 'limitId' | 'retryAfterMs'> {
  return /concurrent/i.test(message) ? { limitId: 'concurrent', retryAfterMs: 10_000 } : { limitId: 'daily', retryAfterMs: 900_000 };
}

/** `api-usage=18/5000`, of all applications together. */
function readLimits(headers: Readonly<Record<string, string>>): LimitReading[] {
  const [, used, max] = /api-usage=(\d{1,12})\/(\d{1,12})/.exec(headers['sforce-limit-info'] ?? '') ?? [];
  return max === undefined ? [] : [{ id: 'daily', max: Number(max), remaining: Math.max(0, Number(max) - Number(used)) }];
}
