import { z } from 'zod';
import { isRecent, isSigned, readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundEvent, InboundVendor } from '#connectors/inbound.ts';
import { writeKeyOf } from './stripe-record.ts';

/** The tolerance of Stripe's own libraries. */
const toleranceMs = 300_000;
/** Stripe signs with each of the two secrets that are valid during a rotation. */
const maxSignatures = 10;

/** Events with a snapshot of the object, and those that only name it (`v2.core.event`). */
const Notice = z.object({
  id: z.string(),
  type: z.string(),
  created: z.union([z.number(), z.string()]).optional(),
  /** The connected account, if it is not our own. */
  account: z.string().optional(),
  context: z.string().nullish(),
  data: z
    .object({
      object: z.object({ object: z.string(), id: z.string().optional() }).optional(),
      /** What the changed parts were before. */
      previous_attributes: z.record(z.string(), z.unknown()).nullish(),
    })
    .optional(),
  request: z.object({ idempotency_key: z.string().nullish() }).nullish().catch(null),
  related_object: z.object({ type: z.string(), id: z.string() }).nullish(),
});
type Notice = z.infer<typeof Notice>;

/** The API's names of lists. */
const lists: Readonly<Record<string, string>> = {
  customer: 'customers',
  subscription: 'subscriptions',
  price: 'prices',
  product: 'products',
  invoice: 'invoices',
};

export const stripeInbound: InboundVendor = {
  secret: 'signing_secret',

  verify({ headers, body }, secrets, now) {
    const { timestamp, signatures } = readSignature(headers['stripe-signature'] ?? '');
    if (timestamp === undefined || !isRecent(timestamp, now, { unitMs: 1_000, toleranceMs })) return false;
    const signed = { algorithm: 'sha256', encoding: 'hex', parts: [`${timestamp}.`, body] } as const;
    return signatures.map((signature) => isSigned(signature, secrets, signed)).includes(true);
  },

  read(request) {
    return [toEvent(readNotice(request, Notice, 'an event of Stripe'))];
  },
};

/** `t=1,v1=a,v1=b,v0=c`. Two times are none: they could be read in two ways. */
function readSignature(header: string): { timestamp: string | undefined; signatures: string[] } {
  const parts = header.split(',', maxSignatures + 1).map((part) => part.trim());
  const valuesOf = (name: string) => parts.flatMap((part) => (part.startsWith(`${name}=`) ? [part.slice(name.length + 1)] : []));
  const times = valuesOf('t');
  return { timestamp: times.length === 1 ? times[0] : undefined, signatures: valuesOf('v1') };
}

function toEvent({ id, type, created, account, context, data, request, related_object: related }: Notice): InboundEvent {
  const before = data?.previous_attributes;
  const name = data?.object?.object ?? related?.type;
  return {
    id,
    type,
    object: name === undefined ? null : (lists[name] ?? name),
    recordId: data?.object?.id ?? related?.id ?? null,
    accountId: account ?? context ?? null,
    occurredAt: typeof created === 'string' ? timeOf(Date.parse(created), 1) : timeOf(created, 1_000),
    effect: effectOf(type),
    fields: before ? Object.keys(before) : undefined,
    writeKey: writeKeyOf(request?.idempotency_key ?? ''),
  };
}

function effectOf(type: string): InboundEvent['effect'] {
  if (type === 'account.application.deauthorized') return 'uninstalled';
  // A subscription that ended has this type too, but can still be read.
  return type.endsWith('.deleted') && type !== 'customer.subscription.deleted' ? 'gone' : 'changed';
}
