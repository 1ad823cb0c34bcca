import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { PartnerChange, PartnerRow } from '#db/partners/partner.ts';
import { Timestamp } from '#domain/instant.ts';
import { limitOf } from '#domain/partners/partner-rate-limit.ts';
import { Contact, credentialPolicies, PartnerFields, partnerStatuses, tiers, WebhookSettings } from '#domain/partners/partner.ts';
import { FilledText } from '#domain/plain-text.ts';
import type { Settings } from '#domain/settings.ts';
import { TimeZone } from '#domain/time-zone.ts';

export const PartnerParams = z.object({ id: z.string().describe('ID of the partner (`ptn_…`)') });

const perMinute = z.int().min(1).max(1_000_000);
const fields = {
  name: FilledText(200),
  tier: z.enum(tiers).describe('Determines the default rate limit and retry policy'),
  rate_limit: z
    .strictObject({ per_minute: perMinute, burst: perMinute })
    .nullable()
    .describe('Limit of requests to this API; null uses the limit of the tier in the settings'),
  credential_policy: z
    .enum(credentialPolicies)
    .describe('`any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected'),
  time_zone: TimeZone.describe('IANA time zone, for business days and nightly runs'),
  programme_id: z.string().max(64).describe('The programme under which its new deals are registered'),
  contacts: z.array(Contact).max(20),
  webhook_settings: WebhookSettings,
  fields: PartnerFields.describe(
    'What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them',
  ),
};

export const CreatePartner = z
  .strictObject({
    name: fields.name,
    tier: fields.tier.default('standard'),
    status: z.enum(['pending', 'active']).default('active').describe('A pending partner cannot use the API until it is activated'),
    rate_limit: fields.rate_limit.default(null),
    credential_policy: fields.credential_policy.default('any'),
    time_zone: fields.time_zone.default('UTC'),
    programme_id: fields.programme_id.optional(),
    contacts: fields.contacts.default([]),
    webhook_settings: fields.webhook_settings.default({}),
    fields: fields.fields.default({}),
  })
  .meta({ id: 'CreatePartner', examples: [{ name: 'Acme Resellers', tier: 'standard', time_zone: 'Europe/Berlin' }] });
export type CreatePartner = z.infer<typeof CreatePartner>;

export const UpdatePartner = z
  .strictObject(fields)
  .partial()
  .meta({
    id: 'UpdatePartner',
    description: 'Only the fields in the request change',
    examples: [{ rate_limit: { per_minute: 600, burst: 100 } }],
  });
export type UpdatePartner = z.infer<typeof UpdatePartner>;

export const Partner = z
  .object({
    id: z.string(),
    ...fields,
    status: z.enum(partnerStatuses),
    status_reason: z.string().nullable(),
    effective_rate_limit: z
      .object({ per_minute: z.int(), burst: z.int() })
      .describe('The limit that applies: the partner’s own or that of its tier'),
    created_at: Timestamp,
    updated_at: Timestamp,
    version: z.int().describe('Increases with each change; also the ETag'),
  })
  .meta({
    id: 'Partner',
    examples: [
      {
        id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        name: 'Acme Resellers',
        tier: 'standard',
        rate_limit: null,
        credential_policy: 'any',
        time_zone: 'Europe/Berlin',
        programme_id: 'prg_default',
        contacts: [{ name: 'Ada Example', email: 'ada@acme.example', role: 'technical' }],
        webhook_settings: {},
        fields: { certifications: ['Sales 2026', 'Delivery 2026'] },
        status: 'active',
        status_reason: null,
        effective_rate_limit: { per_minute: 60, burst: 10 },
        created_at: '2026-03-01T09:30:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
        version: 1,
      },
    ],
  });
export type Partner = z.infer<typeof Partner>;

export const PartnerList = listOf(Partner).meta({ id: 'PartnerList' });

export function toPartner(row: PartnerRow, settings: Settings): Partner {
  const own = row.ratePerMinute !== null && row.rateBurst !== null ? { per_minute: row.ratePerMinute, burst: row.rateBurst } : null;
  return {
    id: row.id,
    name: row.name,
    tier: row.tier,
    status: row.status,
    status_reason: row.statusReason,
    rate_limit: own,
    effective_rate_limit: limitOf(row, settings.rate_limit),
    credential_policy: row.credentialPolicy,
    time_zone: row.timeZone,
    programme_id: row.programmeId,
    contacts: row.contacts.map((contact) => Contact.parse(contact)),
    webhook_settings: WebhookSettings.parse(row.webhookSettings),
    fields: PartnerFields.parse(row.fields),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    version: row.version,
  };
}

/** Returns the columns for the fields in the request. Fields that were not sent stay undefined and unchanged. */
export function toPartnerColumns(sent: UpdatePartner): PartnerChange {
  return {
    name: sent.name,
    tier: sent.tier,
    ...(sent.rate_limit !== undefined && {
      ratePerMinute: sent.rate_limit?.per_minute ?? null,
      rateBurst: sent.rate_limit?.burst ?? null,
    }),
    credentialPolicy: sent.credential_policy,
    timeZone: sent.time_zone,
    programmeId: sent.programme_id,
    contacts: sent.contacts,
    webhookSettings: sent.webhook_settings,
    fields: sent.fields,
  };
}
