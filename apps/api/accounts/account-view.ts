import { z } from 'zod';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { listOf } from '#apps/api/http/pagination.ts';
import type { AccountRow } from '#db/accounts/account.ts';
import { AccountInput, MAX_ACCOUNTS } from '#domain/accounts/account.ts';
import { Address } from '#domain/accounts/company.ts';
import { MAX_ERRORS } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { registrationError } from '#domain/registration-errors.ts';

const domain = 'brightwell-analytics.example';
const id = 'acc_01k9v5yq3n8t2e6w7x4z0b1c2d';
const externalId = '0015g00000BrTwL';

export const AccountParams = z.object({ id: z.string().max(64).describe('ID of the account (`acc_…`)') });

export const Account = z
  .object({
    id: z.string(),
    external_id: z.string().meta({ maxLength: 200 }).nullable(),
    name: z.string(),
    websites: z.array(z.string()),
    email_domains: z.array(z.string()),
    duns: z.string().nullable(),
    address: Address.nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({
    id: 'Account',
    examples: [
      {
        id,
        external_id: externalId,
        name: 'Brightwell Analytics GmbH',
        websites: [`https://www.${domain}`],
        email_domains: [domain],
        duns: null,
        address: { street: 'Gartenweg 12', postal_code: '1010', city: 'Vienna', country: 'AT' },
        created_at: '2026-03-01T09:30:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
      },
    ],
  });
export const AccountList = listOf(Account).meta({ id: 'AccountList' });

/** Rows are validated individually, with `AccountInput`. */
export const AccountBatch = z
  .strictObject({
    accounts: z
      .array(z.unknown())
      .min(1)
      .max(MAX_ACCOUNTS)
      .meta({ items: { $ref: '#/components/schemas/CreateAccountInput' } }),
  })
  .meta({ id: 'AccountBatch', example: { accounts: [AccountInput.meta()?.['example']] } });

const Faults = z.array(FieldFault).meta({ maxItems: MAX_ERRORS });

const AccountResult = z.object({
  external_id: z.string().meta({ maxLength: 200 }).nullable().describe('Null if the row has no readable `external_id`'),
  status: z.enum(['created', 'updated', 'unchanged', 'failed']),
  id: z.string().nullable().describe('ID of the account. Null if the row failed'),
  errors: Faults.describe('Validation errors. A row with errors is not written'),
  warnings: Faults.describe('Values of the row that were ignored'),
});
export type AccountResult = z.infer<typeof AccountResult>;

const counts = { created: z.int(), updated: z.int(), unchanged: z.int(), failed: z.int() };
export const AccountBatchResult = z
  .object({
    ...counts,
    results: z.array(AccountResult).meta({ maxItems: MAX_ACCOUNTS }).describe('One result per row, in the order of the request'),
  })
  .meta({
    id: 'AccountBatchResult',
    examples: [
      {
        ...{ created: 1, updated: 0, unchanged: 0, failed: 1 },
        results: [
          { external_id: externalId, status: 'created', id, errors: [], warnings: [] },
          {
            external_id: 'X-2',
            status: 'failed',
            id: null,
            errors: [registrationError(['name'], 'required', 'is required')],
            warnings: [],
          },
        ],
      },
    ],
  });
export type AccountBatchResult = z.infer<typeof AccountBatchResult>;

export function toAccount(row: AccountRow): z.infer<typeof Account> {
  const { address } = row;
  return {
    id: row.id,
    external_id: row.externalId,
    name: row.name,
    websites: row.websites,
    email_domains: row.emailDomains,
    duns: row.duns,
    address: address && { street: address.street, postal_code: address.postalCode, city: address.city, country: address.country },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
