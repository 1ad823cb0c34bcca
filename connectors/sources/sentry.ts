import { z } from 'zod';
import { isSigned, readNotice } from '#connectors/inbound-check.ts';
import type { InboundVendor } from '#connectors/inbound.ts';

const Notice = z.object({
  action: z.string(),
  installation: z.object({ uuid: z.string() }).nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
});
const WithId = z.object({ id: z.union([z.string(), z.number()]) });

/** The signature covers neither the headers nor a time: `sentry-hook-timestamp` proves nothing, and only the body tells a replay. */
export const sentry: InboundVendor = {
  secret: 'client_secret',

  verify({ headers, body }, secrets) {
    const signature = headers['sentry-hook-signature'];
    return signature !== undefined && isSigned(signature, secrets, { algorithm: 'sha256', encoding: 'hex', parts: [body] });
  },

  read(request) {
    const { action, installation, data } = readNotice(request, Notice, 'a webhook of Sentry');
    const resource = request.headers['sentry-hook-resource'] ?? 'event';
    const record = WithId.safeParse(data?.[resource]).data;
    const isUninstall = 'installation' in (data ?? {}) && action === 'deleted';
    return [
      {
        id: null,
        type: `${resource}.${action}`,
        object: record ? resource : null,
        recordId: record ? String(record.id) : null,
        accountId: installation?.uuid ?? null,
        occurredAt: null,
        effect: isUninstall ? 'uninstalled' : !record ? 'other' : action === 'deleted' ? 'gone' : 'changed',
      },
    ];
  },
};
