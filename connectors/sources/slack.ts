import { z } from 'zod';
import { isRecent, isSigned, readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundRequest, InboundVendor } from '#connectors/inbound.ts';
import { parseJson } from '#connectors/vendor-session.ts';

const toleranceMs = 300_000;

const Notice = z.object({
  type: z.string().optional(),
  event_id: z.string().optional(),
  event_time: z.number().optional(),
  team_id: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  command: z.string().optional(),
  challenge: z.string().max(1_000).optional(),
  event: z.object({ type: z.string() }).optional(),
});
const ends = new Set(['app_uninstalled', 'tokens_revoked']);

/** The Events API sends JSON; commands and interactions are forms. */
export const slack: InboundVendor = {
  secret: 'signing_secret',

  verify({ headers, body }, secrets, now) {
    const [signature, timestamp] = [headers['x-slack-signature'], headers['x-slack-request-timestamp']];
    if (signature === undefined || timestamp === undefined || !isRecent(timestamp, now, { unitMs: 1_000, toleranceMs })) return false;
    if (!signature.startsWith('v0=')) return false;
    return isSigned(signature.slice(3), secrets, { algorithm: 'sha256', encoding: 'hex', parts: [`v0:${timestamp}:`, body] });
  },

  read(request) {
    const notice = isForm(request) ? readForm(request) : readNotice(request, Notice, 'a notice of Slack');
    const type = notice.event?.type ?? notice.command ?? notice.type ?? 'event';
    return [
      {
        id: notice.event_id ?? null,
        type,
        object: null,
        recordId: null,
        accountId: notice.team_id ?? notice.team?.id ?? null,
        occurredAt: timeOf(notice.event_time, 1_000),
        effect: ends.has(type) ? 'uninstalled' : 'other',
      },
    ];
  },

  challenge(request) {
    if (isForm(request)) return undefined;
    const { type, challenge } = readNotice(request, Notice, 'a notice of Slack');
    return type === 'url_verification' ? challenge : undefined;
  },
};

const isForm = ({ headers }: InboundRequest) => headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

/** Interactions are JSON in the field `payload`; commands have a field each. */
function readForm({ body }: InboundRequest): z.infer<typeof Notice> {
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  const read = Notice.safeParse(form['payload'] === undefined ? form : parseJson(form['payload']));
  return read.data ?? {};
}
