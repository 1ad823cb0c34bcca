import { z } from 'zod';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { listOf } from '#apps/api/http/pagination.ts';
import type { DealImportRow, ImportedRow } from '#db/deals/deal-import.ts';
import { importRowStatuses } from '#domain/deals/deal-states.ts';
import { readStoredError } from '#domain/field-error.ts';
import { Timestamp } from '#domain/instant.ts';
import { registrationError } from '#domain/registration-errors.ts';

const importId = 'imp_01k9v5yq3n8t2e6w7x4z0b1c2d';

export const ImportParams = z.object({ id: z.string().max(64).describe('ID of the import (`imp_…`)') });

export const DealImport = z
  .object({
    id: z.string(),
    partner_id: z.string(),
    status: z
      .enum(['running', 'finished', 'stopped', 'failed'])
      .describe(
        '`running`: rows are being imported, or wait because the partner is suspended. `stopped`: the partner was deleted during the import. `failed`: see `reason`; the rows that were left have failed',
      ),
    submit: z.boolean().describe('Whether the drafts are also submitted'),
    total: z.int().describe('Number of rows'),
    done: z.int().describe('Number of processed rows: the sum of the following counts'),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    created_at: Timestamp,
    finished_at: Timestamp.nullable(),
    reason: z.string().nullable().meta({ maxLength: 2_000 }).describe('Why the import failed'),
  })
  .meta({
    id: 'DealImport',
    examples: [
      {
        id: importId,
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        status: 'finished',
        submit: false,
        total: 250,
        done: 250,
        created: 180,
        updated: 12,
        unchanged: 55,
        failed: 3,
        created_at: '2026-03-01T09:30:00.000Z',
        finished_at: '2026-03-01T09:30:01.000Z',
        reason: null,
      },
    ],
  });
export const DealImportList = listOf(DealImport).meta({ id: 'DealImportList' });

const ImportRow = z
  .object({
    row: z.int().describe('Line in the file, or position in the list, from 1'),
    external_id: z.string().max(200).nullable(),
    status: z
      .enum(importRowStatuses)
      .describe('`failed`: nothing was changed. With submit, a draft may have been created that could not be submitted'),
    deal_id: z.string().nullable(),
    errors: z.array(FieldFault).describe('Errors of a failed row. The pointers are relative to the row'),
  })
  .meta({
    id: 'DealImportRow',
    examples: [
      {
        row: 17,
        external_id: 'CRM-1042',
        status: 'failed',
        deal_id: null,
        errors: [registrationError(['close_date'], 'invalid_format', 'is not a valid ISO date')],
      },
    ],
  });
export const DealImportRowList = listOf(ImportRow).meta({ id: 'DealImportRowList' });

export function toDealImport(row: DealImportRow): z.infer<typeof DealImport> {
  const { id, partnerId, status, reason, submit, total, done, created, updated, unchanged, failed } = row;
  const times = { created_at: row.createdAt.toISOString(), finished_at: row.finishedAt?.toISOString() ?? null };
  return { id, partner_id: partnerId, status, submit, total, done, created, updated, unchanged, failed, ...times, reason };
}

export function toImportRow({ row, externalId, status, dealId, errors }: ImportedRow): z.infer<typeof ImportRow> {
  return { row, external_id: externalId, status, deal_id: dealId, errors: (errors ?? []).map(readStoredError) };
}
