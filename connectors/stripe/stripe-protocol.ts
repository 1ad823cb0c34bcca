import { z } from 'zod';
import { kindOfStatus } from '#connectors/classify-status.ts';
import type { ConnectorErrorKind } from '#connectors/connector-error.ts';
import type { FailedAnswer, VendorFailure, VendorProtocol } from '#connectors/protocol.ts';
import { apiVersion } from './stripe-manifest.ts';

const Body = z.object({
  error: z.object({
    type: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    param: z.string().optional(),
  }),
});

export function stripeProtocol(api: string): VendorProtocol {
  return {
    baseUrl: () => api,
    headers: ({ accessToken, accountId, refreshToken }) => ({
      authorization: `Bearer ${accessToken}`,
      'stripe-version': apiVersion,
      // A platform's key for an account that is connected to it. Tokens of OAuth belong to their account anyway.
      ...(accountId === undefined || refreshToken !== undefined ? {} : { 'stripe-account': accountId }),
    }),
    classify,
    // Stripe tells about limits when they are used up, and not before.
    readLimits: () => [],
  };
}

function classify({ status, headers, json }: FailedAnswer): VendorFailure {
  const { type, code, message, param } = Body.safeParse(json).data?.error ?? {};
  const said = { reason: message, code: code ?? type, field: param?.replace(/\[(.+)\]$/, '.$1') };
  const wantsRepeat = headers['stripe-should-retry'];
  if (status === 429 && code === 'lock_timeout') return { kind: 'unavailable', ...said };
  if (status === 429) {
    return { kind: 'rate_limited', ...said, limitId: limitOf(headers['stripe-rate-limited-reason']), retryAfterMs: 1_000 };
  }
  if (status === 403 && code === 'more_permissions_required') {
    return { kind: 'rejected', ...said, missingScopes: permissionsIn(message ?? '') };
  }
  if (status === 403) return { kind: 'rejected', ...said };
  if (wantsRepeat === 'true') return { kind: 'unavailable', ...said };
  return { kind: kindFor(status, wantsRepeat), ...said };
}

/** 409: another request with this idempotency key is under way. */
function kindFor(status: number, wantsRepeat: string | undefined): ConnectorErrorKind {
  if (status === 409 && wantsRepeat !== 'false') return 'unavailable';
  return kindOfStatus(status);
}

const limitOf = (reason: string | undefined): string => (reason?.startsWith('endpoint') ? 'endpoint' : 'account');

/** The message names the permission that would be enough. */
const permissionsIn = (message: string): string[] => [...new Set(message.match(/\brak_[a-z_]+/g))];
