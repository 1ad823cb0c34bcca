import { z } from 'zod';
import { isSigned, readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundVendor } from '#connectors/inbound.ts';

const Notice = z.object({
  id: z.string().nullish(),
  topic: z.string(),
  app_id: z.string().nullish(),
  created_at: z.number().nullish(),
  data: z.object({ item: z.object({ type: z.string(), id: z.union([z.string(), z.number()]).optional() }).nullish() }).nullish(),
});

/** The signature covers no time, so only the id of the notice tells a replay. */
export const intercom: InboundVendor = {
  secret: 'client_secret',

  verify({ headers, body }, secrets) {
    const signature = headers['x-hub-signature'];
    if (!signature?.startsWith('sha1=')) return false;
    return isSigned(signature.slice(5), secrets, { algorithm: 'sha1', encoding: 'hex', parts: [body] });
  },

  read(request) {
    const { id, topic, app_id: accountId, created_at: createdAt, data } = readNotice(request, Notice, 'a notification of Intercom');
    const recordId = data?.item?.id === undefined ? null : String(data.item.id);
    return [
      {
        id: id ?? null,
        type: topic,
        object: data?.item?.type ?? null,
        recordId,
        accountId: accountId ?? null,
        occurredAt: timeOf(createdAt ?? undefined, 1_000),
        effect: recordId === null ? 'other' : topic.endsWith('.deleted') ? 'gone' : 'changed',
      },
    ];
  },
};
