import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import { crmStateOf } from '#db/deals/crm-state.ts';
import type { DealChangeRow, DealRow } from '#db/deals/deal.ts';
import { crmStates, editableFields, nextStages, reviewStatuses, stages } from '#domain/deals/deal-states.ts';
import { DealFields, ExternalId } from '#domain/deals/deal.ts';
import { hiddenColumns, hiddenReasons } from '#domain/deals/hidden-history.ts';
import { Timestamp } from '#domain/instant.ts';
import { Metadata, METADATA_BOUNDS } from '#domain/metadata.ts';
import { partnerStatuses, tiers } from '#domain/partners/partner.ts';

const dealExample = {
  external_id: 'CRM-1042',
  customer: { company_name: 'Brightwell Analytics GmbH', website: 'https://brightwell-analytics.example' },
  title: 'Data platform for the Vienna office',
  expected_value: { amount: '48000.00', currency: 'EUR' },
  close_date: '2027-03-31',
  type: 'new_business',
};
export const DealParams = z.object({ id: z.string().max(64).describe('ID of the deal (`deal_…`)') });

export const CreateDeal = z
  .strictObject({
    ...DealFields.shape,
    external_id: ExternalId.optional(),
    metadata: Metadata.optional().describe(METADATA_BOUNDS),
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe('Partner that registers the deal. Required with a platform key; with a partner key always your own partner'),
  })
  .meta({ id: 'CreateDeal', example: dealExample });
export type CreateDeal = z.infer<typeof CreateDeal>;

const changeableFields = Object.fromEntries(
  Object.entries(DealFields.shape).map(([name, field]) => [name, field.nullable()]),
) as unknown as { [Name in keyof typeof DealFields.shape]: z.ZodNullable<(typeof DealFields.shape)[Name]> };

export const UpdateDeal = z
  .strictObject({ ...changeableFields, metadata: Metadata.nullable().describe(`${METADATA_BOUNDS}. It may be changed in every state`) })
  .partial()
  .meta({
    id: 'UpdateDeal',
    description: 'Each field in the request replaces the current value as a whole; null removes it',
    example: { close_date: '2027-04-30' },
  });
export type UpdateDeal = z.infer<typeof UpdateDeal>;

export const Deal = z
  .object({
    id: z.string(),
    partner_id: z.string(),
    programme_id: z.string(),
    external_id: z.string().nullable().meta({ maxLength: 200 }),
    ...DealFields.shape,
    metadata: z.record(z.string(), z.unknown()).describe('What the partner notes beside it'),
    review_status: z.enum(reviewStatuses),
    stage: z.enum(stages),
    stage_since: Timestamp.describe(
      'When the deal came to its stage. Until its first change of stage: when it was protected, submitted or created',
    ),
    next_stages: z.array(z.enum(stages)).optional().describe('Stages to which the deal can be moved now. Platform keys only'),
    conflict: z
      .enum(['clear', 'possible', 'conflict'])
      .nullable()
      .describe(
        'Result of the check for other registrations of the customer at submission: none, possibly the same customer, or an earlier deal with the same customer',
      ),
    reason: z.string().nullable().describe('Why the deal was rejected, withdrawn or lost, or which changes are requested'),
    editable_fields: z.array(z.string()).nullable().describe('Fields that may be changed now; null means all'),
    submitted_at: Timestamp.nullable(),
    review_due_at: Timestamp.nullable(),
    decided_at: Timestamp.nullable(),
    assignee: z.string().nullable().optional().describe('Person at the company who is responsible for the deal. Platform keys only'),
    crm: z
      .object({
        state: z
          .enum(crmStates)
          .describe(
            'none: never approved; pending: to be written, which a deal of a sandbox never is; retrying: the last attempt failed, and another follows; waiting: it is written as soon as the CRM has the record that `error` names, such as its account; rejected: the CRM rejected the deal; written: the CRM has the current version',
          ),
        version: z.int().nullable().describe('Version of the deal that was last written to the CRM; null if none, or if that is unknown'),
        error: z.string().nullable().meta({ maxLength: 2_000 }).describe('Why the last attempt failed, or what the deal waits for'),
        next: Timestamp.nullable().describe('When the next attempt is due'),
      })
      .optional()
      .describe('State of the deal in the CRM of the company. Platform keys only'),
    process_error: z
      .string()
      .nullable()
      .optional()
      .meta({ maxLength: 2_000 })
      .describe(
        'Why nothing happens automatically with the deal any more; null otherwise. Its next change tries again. Platform keys only',
      ),
    protected_until: Timestamp.nullable().describe('No other partner can register this customer until then'),
    extensions: z.int(),
    created_at: Timestamp,
    updated_at: Timestamp,
    closed_at: Timestamp.nullable(),
    partner: z
      .object({ id: z.string(), name: z.string(), tier: z.enum(tiers), status: z.enum(partnerStatuses) })
      .optional()
      .describe('Only with `expand=partner`'),
    version: z.int().describe('Increases with each change; also the ETag'),
  })
  .meta({
    id: 'Deal',
    examples: [
      {
        id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        programme_id: 'prg_default',
        ...dealExample,
        metadata: { erp_id: 'D-1042' },
        review_status: 'submitted',
        stage: 'prospect',
        stage_since: '2026-03-01T09:30:00.000Z',
        conflict: 'clear',
        reason: null,
        editable_fields: [],
        submitted_at: '2026-03-01T09:30:00.000Z',
        review_due_at: '2026-03-09T09:30:00.000Z',
        decided_at: null,
        protected_until: null,
        extensions: 0,
        created_at: '2026-03-01T09:29:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
        closed_at: null,
        version: 2,
      },
    ],
  });
export type Deal = z.infer<typeof Deal>;
export const DealList = listOf(Deal).meta({ id: 'DealList' });

const DealChange = z
  .object({
    version: z.int(),
    at: Timestamp,
    by: z.object({
      kind: z.enum(['platform', 'partner', 'system']),
      id: z.string().nullable().describe('Null for partners if the change was not made with one of their own credentials'),
    }),
    request_id: z
      .string()
      .nullable()
      .optional()
      .describe(
        'ID of the request that made the change, as in the log and the audit log. Null for a workflow or an import. Platform keys only',
      ),
    action: z.string(),
    comment: z.string().nullable(),
    changes: z.record(z.string(), z.array(z.unknown())).describe('Maps each changed field to its values before and after'),
  })
  .meta({
    id: 'DealChange',
    examples: [
      {
        version: 2,
        at: '2026-03-01T09:30:00.000Z',
        by: { kind: 'partner', id: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        action: 'submitted',
        comment: null,
        changes: { review_status: ['draft', 'submitted'] },
      },
    ],
  });
type DealChange = z.infer<typeof DealChange>;
export const DealHistory = listOf(DealChange).meta({ id: 'DealHistory' });

export function toDeal(row: DealRow): Deal {
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    id: row.id,
    partner_id: row.partnerId,
    programme_id: row.programmeId,
    external_id: row.externalId,
    ...row.fields,
    metadata: row.metadata,
    review_status: row.reviewStatus,
    stage: row.stage,
    stage_since: stageSince(row).toISOString(),
    conflict: row.conflictState,
    reason: row.reason,
    editable_fields: editableFields(row) === null ? null : [...(editableFields(row) ?? [])],
    submitted_at: row.submittedAt === null ? null : new Date(row.submittedAt).toISOString(),
    review_due_at: iso(row.reviewDueAt),
    decided_at: iso(row.decidedAt),
    protected_until: iso(row.protectedUntil),
    extensions: row.extensions,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    closed_at: iso(row.closedAt),
    version: row.version,
  };
}

function stageSince({ stageSince: since, protectedFrom, submittedAt, createdAt }: DealRow): Date {
  return since ?? protectedFrom ?? (submittedAt === null ? createdAt : new Date(submittedAt));
}

/** The view for the company. */
export function toReviewedDeal(row: DealRow): Deal {
  const crm = {
    state: crmStateOf(row),
    version: row.crmVersion === 0 ? null : row.crmVersion,
    error: row.crmError,
    next: row.crmNextAttemptAt?.toISOString() ?? null,
  };
  return { ...toDeal(row), next_stages: [...nextStages(row)], assignee: row.assignee, crm, process_error: row.processError };
}

/** A line of history as the company sees it. */
export function toCompanyChange(row: DealChangeRow): DealChange {
  return { ...toDealChange(row), request_id: row.requestId };
}

function toDealChange({ version, at, actorKind: kind, actorId, action, comment, changes }: DealChangeRow): DealChange {
  return {
    version,
    at: at.toISOString(),
    by: { kind, id: actorId },
    action,
    comment,
    changes: Object.fromEntries(Object.entries(changes).map(toShown)),
  };
}

/** Converts names and values to those of the API. */
function toShown([name, values]: [string, [unknown, unknown]]): [string, unknown[]] {
  if (name === 'conflictState') return ['conflict', values];
  const shown = name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  // PostgreSQL stores the time of submission in microseconds, in its own text format.
  return [
    shown,
    name === 'submittedAt' ? values.map((value) => (typeof value === 'string' ? new Date(value).toISOString() : null)) : values,
  ];
}

/** As the deal's partner sees it. */
export function toPartnerChange(row: DealChangeRow): DealChange {
  const seen = Object.entries(row.changes).filter(([name]) => row.action !== 'moved' && !hiddenColumns.includes(name));
  const { by, ...told } = toDealChange({ ...row, changes: Object.fromEntries(seen) });
  const comment = hiddenReasons.includes(row.action) ? null : row.comment;
  return { ...told, by: { ...by, id: by.kind === 'partner' ? by.id : null }, comment };
}
