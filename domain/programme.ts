import { z } from 'zod';
import type { FieldError } from './errors.ts';
import type { DealFields } from './deal.ts';

const FieldPath = z.string().max(100).regex(/^[a-z_]+(\.[a-z_]+)*$/, { error: 'must be a path such as customer.website' });
const share = z.number().min(0).max(1);

const ConditionalRule = z.strictObject({
  when: z.strictObject({ field: FieldPath, equals: z.union([z.string(), z.number(), z.boolean()]) }),
  require: z.array(FieldPath).min(1).max(50),
});

/** How a group of partners registers deals: what is asked, how fast it is decided, and how long a deal is protected. */
export const ProgrammeSettings = z.strictObject({
  required: z.array(FieldPath).max(50).default(['customer.website', 'title', 'expected_value', 'close_date', 'type']),
  conditional: z.array(ConditionalRule).max(50).default([]),
  /** JSON Schema of `custom`. */
  custom_schema: z.record(z.string(), z.unknown()).default({}),
  currency: z.string().length(3).nullable().default(null).describe('The only currency that is taken; null takes all'),
  review: z
    .strictObject({
      sla_business_days: z.int().min(1).max(60).default(5),
      time_zone: z.string().max(100).default('UTC'),
      holidays: z.array(z.iso.date()).max(400).default([]),
      reminder_at: share.default(0.8).describe('Share of the time after which the reviewers are reminded'),
      action_days: z.int().min(1).max(365).default(30).describe('What a partner does not answer within this time expires'),
    })
    .prefault({}),
  auto_approve: z
    .strictObject({ max_value: z.strictObject({ amount: z.string(), currency: z.string().length(3) }).optional() })
    .nullable()
    .default(null)
    .describe('Deals without any resemblance are approved at once, up to this value; null leaves all to people'),
  protection: z
    .strictObject({
      starts: z.enum(['submission', 'approval']).default('approval'),
      days: z.int().min(1).max(730).default(90),
      reminder_days: z.int().min(0).max(365).default(14),
      extension_days: z.int().min(0).max(365).default(60),
      max_extensions: z.int().min(0).max(10).default(1),
    })
    .prefault({}),
  exclusivity: z.enum(['customer', 'none']).default('customer').describe('customer: one open deal a customer, the first; none: any number'),
  duplicates: z
    .strictObject({
      possible: share.default(0.5).describe('From this score on a person decides'),
      conflict: share.default(0.85),
      on_conflict: z.enum(['review', 'reject']).default('review'),
    })
    .prefault({})
    .refine((duplicates) => duplicates.conflict >= duplicates.possible, { path: ['conflict'], error: 'must not be less than possible' }),
});
export type ProgrammeSettings = z.infer<typeof ProgrammeSettings>;

/** Everything that keeps these fields from being submitted, by the programme's rules. */
export function checkSubmission(fields: DealFields, settings: ProgrammeSettings, today: string): FieldError[] {
  const conditional = settings.conditional.filter(({ when }) => read(fields, when.field) === when.equals);
  const required = new Map(settings.required.map((path) => [path, 'is required by the programme']));
  for (const { when, require } of conditional) {
    for (const path of require) if (!required.has(path)) required.set(path, `is required because ${when.field} is ${JSON.stringify(when.equals)}`);
  }
  const missing = [...required].flatMap(([field, message]) => (isMissing(read(fields, field)) ? [{ field, code: 'REQUIRED_FIELD_MISSING', message }] : []));
  const rest: FieldError[] = [];
  if (fields.close_date !== undefined && fields.close_date < today) {
    rest.push({ field: 'close_date', code: 'VALUE_OUT_OF_RANGE', message: `must not be in the past: today is ${today}` });
  }
  if (settings.currency && fields.expected_value && fields.expected_value.currency !== settings.currency) {
    rest.push({ field: 'expected_value.currency', code: 'INVALID_ENUM_VALUE', message: `must be ${settings.currency} in this programme` });
  }
  return [...missing, ...rest];
}

function read(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? Object.entries(part).find(([key]) => key === name)?.[1] : undefined), value);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
