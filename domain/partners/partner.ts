import { z } from 'zod';
import { EmailAddress } from '#domain/email-address.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledText, PlainText } from '#domain/plain-text.ts';
import { RetryPolicy } from '#domain/retry.ts';

export const tiers = ['sandbox', 'standard', 'enterprise'] as const;
export type Tier = (typeof tiers)[number];

/**
 * Not a partner, but the owner of the platform endpoints, which receive what Causeway tells the company itself. A migration creates its row. No
 * route shows or changes it, and it has no credentials.
 */
export const platformPartnerId = 'ptn_platform';

/** Only active partners may call the API. The deliveries of the others are held. */
export const partnerStatuses = ['pending', 'active', 'suspended', 'deleted'] as const;
export type PartnerStatus = (typeof partnerStatuses)[number];

/** How a partner must authenticate. Every value except `any` rejects its API keys and client secrets. */
export const credentialPolicies = ['any', 'private_key_jwt', 'mtls'] as const;
type CredentialPolicy = (typeof credentialPolicies)[number];

export const Contact = z.strictObject({
  name: PlainText(200),
  email: EmailAddress,
  role: z.enum(['technical', 'business', 'billing', 'security']).default('technical'),
});
export type Contact = z.infer<typeof Contact>;

/** What the company notes about a partner by name: numbers, yes or no, texts, or lists of texts. */
export const PartnerFields = z
  .record(FilledText(100), z.union([z.number(), z.boolean(), PlainText(500), z.array(FilledText(200)).max(200)]))
  .refine((fields) => Object.keys(fields).length <= 50, {
    error: 'must not have more than 50 fields',
    params: { code: 'too_long' } satisfies IssueCode,
  });
export type PartnerFields = z.infer<typeof PartnerFields>;

/** Defaults for a partner's endpoints. */
export const WebhookSettings = z.strictObject({
  retry_policy: RetryPolicy.optional().describe("Replaces the tier's retry policy"),
  max_endpoints: z.int().min(0).max(10_000).optional().describe('Replaces webhooks.delivery.max_endpoints_per_partner'),
});
export type WebhookSettings = z.input<typeof WebhookSettings>;

/** The part of a partner that the gateway needs to accept or reject its requests. */
export interface Tenant {
  id: string;
  name: string;
  tier: Tier;
  status: PartnerStatus;
  statusReason: string | null;
  credentialPolicy: CredentialPolicy;
  /** Replaces the tier's limit; null uses the tier's. */
  ratePerMinute: number | null;
  rateBurst: number | null;
  /** The flags set for this partner. Other flags follow their rollout. */
  flagOverrides: Readonly<Record<string, boolean>>;
}
