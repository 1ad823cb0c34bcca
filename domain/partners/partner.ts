import { z } from 'zod';
import { PlainText } from '#domain/plain-text.ts';
import { RetryPolicy } from '#domain/retry.ts';

export const tiers = ['sandbox', 'standard', 'enterprise'] as const;
export type Tier = (typeof tiers)[number];

/** Only active partners are served; the others' deliveries are held. */
export const partnerStatuses = ['pending', 'active', 'suspended', 'deleted'] as const;
export type PartnerStatus = (typeof partnerStatuses)[number];

/** How a partner must prove itself. Anything but `any` refuses its API keys and client secrets. */
export const credentialPolicies = ['any', 'private_key_jwt', 'mtls'] as const;
type CredentialPolicy = (typeof credentialPolicies)[number];

export const Contact = z.strictObject({
  name: PlainText(200),
  email: z.email().max(320),
  role: z.enum(['technical', 'business', 'billing', 'security']).default('technical'),
});
export type Contact = z.infer<typeof Contact>;

/** What a partner's endpoints follow where they do not say otherwise themselves. */
export const WebhookSettings = z.strictObject({
  retry_policy: RetryPolicy.optional().describe("In place of the tier's"),
  max_endpoints: z.int().min(0).max(10_000).optional().describe('In place of webhooks.delivery.max_endpoints_per_partner'),
});
export type WebhookSettings = z.input<typeof WebhookSettings>;

/** What the gateway knows of a partner: enough to admit or refuse its requests. */
export interface Tenant {
  id: string;
  name: string;
  tier: Tier;
  status: PartnerStatus;
  statusReason: string | null;
  credentialPolicy: CredentialPolicy;
  /** In place of the tier's; null follows it. */
  ratePerMinute: number | null;
  rateBurst: number | null;
  /** Set for this partner; the others follow their rollout. */
  flagOverrides: Readonly<Record<string, boolean>>;
}
