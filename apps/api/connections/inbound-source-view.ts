import { z } from 'zod';
import type { InboundSecretRow, SourceRow } from '#db/connections/inbound-source.ts';
import { SignedSource } from '#domain/connections/signed-source.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledString, FilledText } from '#domain/plain-text.ts';

// One week is long enough to change a secret at the vendor, and short enough that a leaked one is not accepted for long.
const maxOverlapH = 168;

const name = FilledText(200);
const secret = FilledString(4_000)
  .min(8)
  .describe('What the webhooks are signed with: the signing secret or client secret that the vendor shows; for SendGrid its public key');
const scheme = SignedSource.describe('How it signs. Only for the vendor `signed`');

export const NewSource = z
  .strictObject({
    vendor: z
      .string()
      .max(50)
      .regex(/^[a-z0-9_]+$/)
      .describe('Such as `slack`, `standard_webhooks`, or `signed` for a system that signs as `scheme` says'),
    name,
    connection_id: z
      .string()
      .max(64)
      .optional()
      .describe('The connection that these webhooks are about, which must be to the same vendor. The source has its id'),
    secret: secret.optional().describe('Required, unless the vendor signs with the client secret that the connection has, as HubSpot does'),
    scheme: scheme.optional(),
  })
  .meta({ id: 'CreateInboundSource', example: { vendor: 'slack', name: 'Slack', secret: '8f742231b10e8888abcd99yyyzzz85a5' } });
export type NewSource = z.infer<typeof NewSource>;

export const SourceChange = z
  .strictObject({ name: name.optional(), scheme: scheme.optional(), enabled: z.boolean().optional() })
  .meta({ id: 'InboundSourceChange', example: { enabled: false } });

export const SecretRotation = z
  .strictObject({
    secret,
    overlap_h: z
      .number()
      .min(0)
      .max(maxOverlapH)
      .optional()
      .describe('Hours for which the older secrets stay valid. 0 ends them immediately. Default: webhooks.secret_overlap_h'),
  })
  .meta({ id: 'InboundSecretRotation', examples: [{ secret: 'e6b19c573432dcc6b075501d51b51bb8', overlap_h: 24 }] });

export const Source = z
  .object({
    id: z.string(),
    vendor: z.string(),
    name: z.string(),
    url: z.string().describe("The URL to enter in the vendor's settings"),
    enabled: z.boolean().describe('A disabled source answers 404 to its vendor'),
    scheme: z.record(z.string(), z.unknown()).nullable(),
    secrets: z
      .array(z.object({ created_at: Timestamp, expires_at: Timestamp.nullable() }))
      .meta({ maxItems: 5 })
      .describe('The valid secrets, oldest first. The secrets themselves are never shown'),
    refused_at: Timestamp.nullable().describe('When a webhook was refused last, to within ten seconds'),
    refusal: z.string().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({
    id: 'InboundSource',
    examples: [
      {
        id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d',
        vendor: 'slack',
        name: 'Slack',
        url: 'https://causeway.example.com/api/v1/inbound/con_01k9v5yq3n8t2e6w7x4z0b1c2d',
        enabled: true,
        scheme: null,
        secrets: [{ created_at: '2026-03-01T09:30:00.000Z', expires_at: null }],
        refused_at: null,
        refusal: null,
        created_at: '2026-03-01T09:30:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
      },
    ],
  });

export function toSource(row: SourceRow, secrets: readonly InboundSecretRow[], publicUrl: string): z.infer<typeof Source> {
  return {
    id: row.id,
    vendor: row.vendor,
    name: row.name,
    url: `${publicUrl.replace(/\/$/, '')}/api/v1/inbound/${row.id}`,
    enabled: row.disabledAt === null,
    scheme: row.scheme,
    secrets: secrets.map(({ createdAt, expiresAt }) => ({
      created_at: createdAt.toISOString(),
      expires_at: expiresAt?.toISOString() ?? null,
    })),
    refused_at: row.refusedAt?.toISOString() ?? null,
    refusal: row.refusal,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
