import { z } from 'zod';
import { isRecent, isSigned, readNotice } from '#connectors/inbound-check.ts';
import type { InboundVendor } from '#connectors/inbound.ts';

const toleranceMs = 300_000;

/** Crossbeam documents the signature, but no schema of the body. */
const Notice = z.object({ type: z.string().optional(), event: z.string().optional(), event_type: z.string().optional() });

export const crossbeam: InboundVendor = {
  secret: 'signing_secret',

  verify({ headers, body }, secrets, now) {
    const [signature, timestamp] = [headers['x-crossbeam-signature-256'], headers['x-crossbeam-timestamp']];
    if (signature === undefined || timestamp === undefined || !isRecent(timestamp, now, { unitMs: 1_000, toleranceMs })) return false;
    return isSigned(signature, secrets, { algorithm: 'sha256', encoding: 'base64', parts: [body, timestamp] });
  },

  read(request) {
    const notice = readNotice(request, Notice, 'a JSON object');
    const type = notice.event_type ?? notice.event ?? notice.type ?? 'event';
    // A change of overlaps is about no single record: the next read of the signals finds it.
    return [{ id: null, type, object: null, recordId: null, accountId: null, occurredAt: null, effect: 'other' }];
  },
};
