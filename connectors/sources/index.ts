import type { InboundVendor } from '#connectors/inbound.ts';
import { stripeInbound } from '#connectors/stripe/stripe-inbound.ts';
import { crossbeam } from './crossbeam.ts';
import { intercom } from './intercom.ts';
import { sendgrid } from './sendgrid.ts';
import { sentry } from './sentry.ts';
import { slack } from './slack.ts';
import { standardWebhooks } from './standard-webhooks.ts';

/** Vendors that send, whether or not they have a connector. By the name that a connection has for its vendor. */
export const sources: ReadonlyMap<string, InboundVendor> = new Map(
  Object.entries({
    stripe: stripeInbound,
    slack,
    intercom,
    crossbeam,
    sendgrid,
    sentry,
    resend: standardWebhooks('svix'),
    standard_webhooks: standardWebhooks('webhook'),
  }),
);
