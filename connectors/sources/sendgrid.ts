import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { isRecent, readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundVendor } from '#connectors/inbound.ts';

/** SendGrid names no tolerance; this is what the other vendors use. */
const toleranceMs = 300_000;

const Notices = z.array(z.object({ sg_event_id: z.string().optional(), event: z.string(), timestamp: z.number().optional() })).max(1_000);

/** What signs is SendGrid's own private key; the "secret" is the public key that its settings show. */
export const sendgrid: InboundVendor = {
  secret: 'signing_secret',

  faultOfSecret: (secret) =>
    readKey(secret) ? undefined : 'must be the verification key of the event webhook: a P-256 public key in base64',

  verify({ headers, body }, secrets, now) {
    const signature = headers['x-twilio-email-event-webhook-signature'];
    const timestamp = headers['x-twilio-email-event-webhook-timestamp'];
    if (signature === undefined || timestamp === undefined || !isRecent(timestamp, now, { unitMs: 1_000, toleranceMs })) return false;
    const content = Buffer.concat([Buffer.from(timestamp), body]);
    const given = Buffer.from(signature, 'base64');
    // Node stops reading at the padding, whatever follows.
    if (given.toString('base64') !== signature) return false;
    return secrets.map(readKey).some((key) => key && verify('sha256', content, { key, dsaEncoding: 'der' }, given));
  },

  read(request) {
    return readNotice(request, Notices, 'a list of events of SendGrid').map(({ sg_event_id: id, event, timestamp }) => ({
      id: id ?? null,
      type: event,
      object: null,
      recordId: null,
      accountId: null,
      occurredAt: timeOf(timestamp, 1_000),
      effect: 'other',
    }));
  },
};

function readKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}
