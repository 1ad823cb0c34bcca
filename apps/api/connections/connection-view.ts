import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { ConnectionRow } from '#db/connections/connection.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { connectionStatuses } from '#domain/connections/connection.ts';
import { authMethods, type Manifest } from '#domain/connections/manifest.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledString, FilledText } from '#domain/plain-text.ts';

export const ConnectionParams = z.object({ id: z.string().max(64).describe('ID of the connection (`con_…`)') });

const id = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');
const secret = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');
const loginUrl = z
  .url({ protocol: /^https?$/, error: 'must be an https URL' })
  .max(500)
  .optional()
  .describe('Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce');

/** What the company registered at the vendor, or got from it. Never returned. */
export const ConnectionCredentials = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('oauth'), client_id: id, client_secret: secret, login_url: loginUrl }),
    z.strictObject({ method: z.literal('client_credentials'), client_id: id, client_secret: secret, login_url: loginUrl }),
    z.strictObject({
      method: z.literal('jwt_bearer'),
      client_id: id,
      private_key: FilledString(10_000).describe('PEM, PKCS #8'),
      username: FilledText(200),
      login_url: loginUrl,
    }),
    z.strictObject({
      method: z.literal('token'),
      token: secret,
      account_id: id.optional().describe('If the token reaches several accounts: the one that is meant'),
    }),
  ])
  .meta({
    id: 'ConnectionCredentials',
    examples: [
      { method: 'oauth', client_id: '7f3c1a52-9d0e-4b7e-8a61-2c4f5e6d7b80', client_secret: 'a4e0c2d1-5b6f-4e7a-9c8d-1f2e3d4c5b6a' },
    ],
  });
export type ConnectionCredentials = z.infer<typeof ConnectionCredentials>;

const BudgetPercent = wholeNumber(1, 100).describe(
  'The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once',
);

const PullChanges = z
  .boolean()
  .describe(
    "Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`",
  );

export const CreateConnection = z
  .strictObject({
    vendor: FilledString(50).describe('As `GET /connectors` lists it'),
    name: FilledText(200),
    credentials: ConnectionCredentials,
    budget_percent: BudgetPercent.default(100),
    pull_changes: PullChanges.default(false),
  })
  .meta({
    id: 'CreateConnection',
    examples: [
      {
        vendor: 'hubspot',
        name: 'Our HubSpot',
        credentials: {
          method: 'oauth',
          client_id: '7f3c1a52-9d0e-4b7e-8a61-2c4f5e6d7b80',
          client_secret: 'a4e0c2d1-5b6f-4e7a-9c8d-1f2e3d4c5b6a',
        },
        budget_percent: 40,
      },
    ],
  });

export const UpdateConnection = z
  .strictObject({ name: FilledText(200).optional(), budget_percent: BudgetPercent.optional(), pull_changes: PullChanges.optional() })
  .meta({ id: 'UpdateConnection', examples: [{ budget_percent: 25 }] });

const MissingScope = z.object({
  name: z.string().meta({ example: 'crm.objects.deals.write' }),
  setting: z
    .string()
    .meta({ example: 'the scopes of the app at app.hubspot.com; then reconnect' })
    .describe('Where an administrator grants it'),
});

const example = {
  id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d',
  vendor: 'hubspot',
  name: 'Our HubSpot',
  auth_method: 'oauth' as const,
  status: 'active' as const,
  status_reason: null,
  process_error: null,
  account: { id: '139872111', name: 'app.hubspot.com 139872111' },
  scopes: ['oauth', 'crm.objects.companies.read', 'crm.objects.companies.write'],
  unavailable: null,
  writes_paused: false,
  missing_scopes: [],
  tokens_expire_at: '2026-03-01T10:00:00.000Z',
  budget_percent: 40,
  pull_changes: false,
  disconnect_report: null,
  created_at: '2026-03-01T09:30:00.000Z',
  updated_at: '2026-03-01T09:30:00.000Z',
  version: 3,
};

export const Connection = z
  .object({
    id: z.string(),
    vendor: z.string(),
    name: z.string(),
    auth_method: z.enum(authMethods),
    status: z.enum(connectionStatuses),
    status_reason: z.string().nullable().describe('Why, and what to do. Null while everything is well'),
    process_error: z
      .string()
      .nullable()
      .describe('Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again'),
    account: z.object({ id: z.string(), name: z.string() }).nullable().describe("The vendor's account, once it is known"),
    scopes: z.array(z.string()).nullable().describe('Null if the vendor does not tell'),
    unavailable: z
      .object({ since: Timestamp, reason: z.string() })
      .nullable()
      .describe(
        'Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself',
      ),
    writes_paused: z.boolean().describe('True while scopes are missing. Reading continues'),
    missing_scopes: z.array(MissingScope),
    tokens_expire_at: Timestamp.nullable().describe('Causeway renews tokens before they expire'),
    budget_percent: BudgetPercent,
    pull_changes: PullChanges,
    disconnect_report: z
      .object({ erased: z.array(z.string()), remains: z.array(z.string()) })
      .nullable()
      .describe('After the disconnection: what was erased, and what the vendor still holds'),
    created_at: Timestamp,
    updated_at: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Connection', examples: [example] });
export const ConnectionList = listOf(Connection).meta({ id: 'ConnectionList' });

/** A link to consent with. It is returned only once, because only its hash is stored. */
export const ConnectionWithLink = Connection.extend({
  connect_url: z
    .string()
    .nullable()
    .describe('Open it in the browser of an administrator of the account, within a day. It works once. Null if no person has to consent'),
}).meta({
  id: 'ConnectionWithLink',
  examples: [{ ...example, status: 'pending', connect_url: 'https://causeway.example/connect/hubspot?ticket=…' }],
});

export function toConnection(row: ConnectionRow, manifest: Manifest | undefined): z.infer<typeof Connection> {
  const settingOf = (scope: string) =>
    manifest?.scopes.find(({ name }) => name === scope)?.setting ?? `the scopes of the app at ${row.vendor}`;
  return {
    id: row.id,
    vendor: row.vendor,
    name: row.name,
    auth_method: row.authMethod,
    status: row.status,
    status_reason: row.statusReason,
    process_error: row.processError,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? row.accountId },
    scopes: row.scopes,
    unavailable: row.awaySince === null ? null : { since: row.awaySince.toISOString(), reason: row.awayReason ?? 'no answer' },
    writes_paused: row.missingScopes.length > 0,
    missing_scopes: row.missingScopes.map((name) => ({ name, setting: settingOf(name) })),
    tokens_expire_at: row.tokensExpireAt?.toISOString() ?? null,
    budget_percent: row.budgetPercent,
    pull_changes: row.pullsChanges,
    disconnect_report: row.disconnectReport,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    version: row.version,
  };
}
