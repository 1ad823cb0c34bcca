import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { editableFields, type ReviewStatus, type Stage } from './deal-states.ts';
import { DealFields, ExternalId } from './deal.ts';
import { changedFields } from './same-deal.ts';

/** The most rows that are read, stored and shown as one import. More rows take several files. */
export const MAX_IMPORT_ROWS = 10_000;

/** One row of an import: a deal as the API accepts it, plus the partner's own id, by which a repeated row is recognised. */
export const ImportedDeal = z
  .strictObject({
    ...DealFields.shape,
    external_id: ExternalId,
    partner_id: z.string().max(64).optional().describe('If set, must be the partner of the import'),
  })
  .meta({
    id: 'ImportedDeal',
    examples: [
      {
        external_id: 'CRM-1042',
        customer: { company_name: 'Brightwell Analytics GmbH', website: 'https://brightwell-analytics.example' },
        title: 'Data platform for the Vienna office',
      },
    ],
  });
export type ImportedDeal = z.infer<typeof ImportedDeal>;

/** A row as it was read. A row with errors is not processed further. */
export interface ReadRow {
  /** The line in the file, or the position in the list, from 1. */
  row: number;
  externalId: string | null;
  /** JSON. */
  input: string | null;
  errors: FieldError[] | null;
}

export interface PresentDeal {
  reviewStatus: ReviewStatus;
  stage: Stage;
  requestedFields: readonly string[];
  fields: DealFields;
}

/** What a row does to the existing deal with its id. */
export type RowPlan =
  | { status: 'unchanged' }
  | { status: 'updated'; fields: DealFields; changes: Record<string, [unknown, unknown]> }
  | { status: 'failed'; errors: FieldError[] };

export function planRow(present: PresentDeal, sent: DealFields): RowPlan {
  const changed = changedFields(present.fields, sent);
  if (changed.length === 0) return { status: 'unchanged' };
  const editable = editableFields(present);
  const refused = changed.filter((name) => editable !== null && !editable.includes(name));
  if (refused.length === 0) return { status: 'updated', ...replaceFields(present.fields, sent, changed) };
  const message = `cannot be changed while the deal is ${present.reviewStatus}${present.stage === 'prospect' ? '' : ` and ${present.stage}`}`;
  return { status: 'failed', errors: refused.map((field) => registrationError([field], 'not_permitted', message)) };
}

/** Fields that are only written differently stay as they are. */
function replaceFields(before: DealFields, sent: DealFields, changed: readonly (keyof DealFields)[]) {
  const values = changed.map((name) => [name, sent[name]] as const);
  const fields = Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(values) }).filter(([, value]) => value !== undefined),
  );
  const changes = Object.fromEntries(
    values.map(([name, value]): [string, [unknown, unknown]] => [name, [before[name] ?? null, value ?? null]]),
  );
  return { fields: fields as DealFields, changes };
}
