import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { Day } from '#domain/instant.ts';
import { Currency, Money } from '#domain/money.ts';
import { isVisible } from '#domain/plain-text.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { DealPath, findField, readField } from './deal-path.ts';
import type { DealFields } from './deal.ts';

const share = z.number().min(0).max(1);

const ConditionalRule = z
  .strictObject({
    when: z.strictObject({ field: DealPath, equals: z.union([z.string().max(2_000), z.number(), z.boolean()]) }),
    require: z.array(DealPath).min(1).max(50),
  })
  .refine(({ when }) => findField(when.field)?.safeParse(when.equals).success ?? true, {
    path: ['when', 'equals'],
    error: 'is not a valid value of the field',
  });

/** As sent in an update: a group contains only the settings that change. */
const review = {
  sla_business_days: z.int().min(1).max(60),
  time_zone: TimeZone,
  holidays: z.array(Day).max(400),
  reminder_at: share.describe('Share of the review time after which the reviewers are reminded'),
  action_days: z.int().min(1).max(365).describe('Days that a partner has to make the requested changes before the deal expires'),
};
const protection = {
  starts: z.enum(['submission', 'approval']),
  days: z.int().min(1).max(730),
  reminder_days: z.int().min(0).max(365),
  extension_days: z.int().min(0).max(365).describe('Days that one extension adds to the protection. 0 allows no extensions'),
  max_extensions: z.int().min(0).max(10),
};
const duplicates = {
  possible: share.describe('Matches with at least this score are reviewed by a person'),
  conflict: share,
  on_conflict: z.enum(['review', 'reject']),
};
const plain = {
  required: z
    .array(DealPath)
    .max(50)
    .describe('Paths of the fields that a submission must have, such as customer.website or custom.region'),
  conditional: z.array(ConditionalRule).max(50).describe('Fields that a submission must also have if another field has a given value'),
  custom_schema: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything'),
  currency: Currency.nullable().describe('The only accepted currency. null accepts all'),
  auto_approve: z
    .strictObject({ max_value: Money.optional() })
    .nullable()
    .describe('Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer'),
  exclusivity: z.enum(['customer', 'none']).describe('customer: one open deal per customer, the first one. none: any number of open deals'),
};

/** How a group of partners registers deals: the required fields, the time for a decision, and how long a deal is protected. */
export const ProgrammeSettings = z
  .strictObject({
    required: plain.required.default(['customer.website', 'title', 'expected_value', 'close_date', 'type']),
    conditional: plain.conditional.default([]),
    custom_schema: plain.custom_schema.default({}),
    currency: plain.currency.default(null),
    review: z
      .strictObject({
        sla_business_days: review.sla_business_days.default(5),
        time_zone: review.time_zone.default('UTC'),
        holidays: review.holidays.default([]),
        reminder_at: review.reminder_at.default(0.8),
        action_days: review.action_days.default(30),
      })
      .prefault({}),
    auto_approve: plain.auto_approve.default(null),
    protection: z
      .strictObject({
        starts: protection.starts.default('approval'),
        days: protection.days.default(90),
        reminder_days: protection.reminder_days.default(14),
        extension_days: protection.extension_days.default(60),
        max_extensions: protection.max_extensions.default(1),
      })
      .prefault({}),
    exclusivity: plain.exclusivity.default('customer'),
    duplicates: z
      .strictObject({
        possible: duplicates.possible.default(0.5),
        conflict: duplicates.conflict.default(0.85),
        on_conflict: duplicates.on_conflict.default('review'),
      })
      .prefault({})
      .refine((scores) => scores.conflict >= scores.possible, { path: ['conflict'], error: 'must not be less than possible' }),
  })
  .refine(({ currency, auto_approve: auto }) => !currency || !auto?.max_value || auto.max_value.currency === currency, {
    path: ['auto_approve', 'max_value', 'currency'],
    error: 'must be the currency of the programme',
    // Runs even if other fields are invalid, so that one response lists all errors.
    when: ({ value }) => z.looseObject({ currency: Currency, auto_approve: z.looseObject({ max_value: Money }) }).safeParse(value).success,
  });
export type ProgrammeSettings = z.infer<typeof ProgrammeSettings>;

/** Groups are merged; everything else replaces the stored value. The caller parses the result as `ProgrammeSettings`. */
export const ProgrammeSettingsChange = z
  .strictObject({
    ...plain,
    review: z.strictObject(review).partial(),
    protection: z.strictObject(protection).partial(),
    duplicates: z.strictObject(duplicates).partial(),
  })
  .partial();
export type ProgrammeSettingsChange = z.infer<typeof ProgrammeSettingsChange>;

export function mergeSettings(present: ProgrammeSettings, sent: ProgrammeSettingsChange): unknown {
  const { review: reviewed, protection: protectedFor, duplicates: compared, ...replaced } = sent;
  return {
    ...present,
    ...replaced,
    review: { ...present.review, ...reviewed },
    protection: { ...present.protection, ...protectedFor },
    duplicates: { ...present.duplicates, ...compared },
  };
}

/** The errors that prevent these fields from being submitted under the programme's rules. */
export function checkSubmission(fields: DealFields, settings: ProgrammeSettings, today: string): FieldError[] {
  const conditional = settings.conditional.filter(({ when }) => readField(fields, when.field) === when.equals);
  const required = new Map(settings.required.map((path) => [path, 'is required by the programme']));
  for (const { when, require } of conditional) {
    for (const path of require) {
      if (!required.has(path)) required.set(path, `is required because ${when.field} is ${JSON.stringify(when.equals)}`);
    }
  }
  const missing = [...required].flatMap(([path, message]) =>
    isMissing(readField(fields, path)) ? [registrationError(path.split('.'), 'required', message)] : [],
  );
  const rest: FieldError[] = [];
  if (fields.close_date !== undefined && fields.close_date < today) {
    rest.push(registrationError(['close_date'], 'out_of_range', `must not be in the past: today is ${today}`));
  }
  if (settings.currency && fields.expected_value && fields.expected_value.currency !== settings.currency) {
    const message = `must be ${settings.currency} in this programme`;
    rest.push({ ...registrationError(['expected_value', 'currency'], 'invalid_value', message), legacy_code: 'INVALID_ENUM_VALUE' });
  }
  return [...missing, ...rest];
}

function isMissing(value: unknown): boolean {
  if (typeof value === 'string') return !isVisible(value);
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
