import { z } from 'zod';
import { readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundVendor } from '#connectors/inbound.ts';
import { prepareSecret, type PreparedSecret, verify } from '#domain/delivery/signature.ts';

const Notice = z.object({
  type: z.string().optional(),
  timestamp: z.string().optional(),
  created_at: z.string().optional(),
  data: z.object({ id: z.union([z.string(), z.number()]).optional(), email_id: z.string().optional() }).nullish(),
});

/** https://www.standardwebhooks.com. Svix, and who sends through it such as Resend, has its own names of the same three headers. */
export function standardWebhooks(names: 'webhook' | 'svix'): InboundVendor {
  return {
    secret: 'signing_secret',

    faultOfSecret: (secret) => (readSecret(secret) ? undefined : 'must be a secret of Standard Webhooks: whsec_ or whpk_, and base64'),

    verify({ headers, body }, secrets, now) {
      const standard = Object.fromEntries(['id', 'timestamp', 'signature'].map((name) => [`webhook-${name}`, headers[`${names}-${name}`]]));
      return verify({ headers: standard, body, secrets: secrets.flatMap((secret) => readSecret(secret) ?? []), now }).valid;
    },

    read(request) {
      const { type = 'event', timestamp, created_at: createdAt, data } = readNotice(request, Notice, 'a JSON object');
      const recordId = data?.id ?? data?.email_id;
      return [
        {
          id: request.headers[`${names}-id`] ?? null,
          type,
          // By convention the type begins with the kind of the record, such as `invoice.paid`.
          object: type.includes('.') ? type.slice(0, type.indexOf('.')) : null,
          recordId: recordId === undefined ? null : String(recordId),
          accountId: null,
          occurredAt: timeOf(Date.parse(timestamp ?? createdAt ?? ''), 1),
          effect: recordId === undefined ? 'other' : type.endsWith('.deleted') ? 'gone' : 'changed',
        },
      ];
    },
  };
}

/** Some senders show the base64 alone. */
function readSecret(secret: string): PreparedSecret | undefined {
  try {
    return prepareSecret(secret.startsWith('wh') && secret.includes('_') ? secret : `whsec_${secret}`);
  } catch {
    return undefined;
  }
}
