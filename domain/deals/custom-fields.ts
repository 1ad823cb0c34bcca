import { z } from 'zod';
import { hasMoreThan } from '#domain/bounded-record.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { PlainText } from '#domain/plain-text.ts';

/** Nobody fills in a form with more fields. */
const MAX_FIELDS = 200;
const MAX_NAME_LENGTH = 100;
/** Lists show 200 deals, and history keeps before and after. */
const MAX_LENGTH = 65_536;

const Text = PlainText(2_000);
const Texts = z.array(PlainText(300)).max(50);
/** For the contract only. Values are validated by their type: a union would try every alternative and collect its errors. */
const CustomValue = z.union([Text, z.number(), z.boolean(), Texts]);

/** Custom fields of the programme. Their number is checked before any of their values. */
export const CustomFields = z
  .record(z.string(), z.unknown())
  .superRefine((fields, context) => {
    const issue = (path: PropertyKey[], message: string, code: IssueCode['code']) =>
      context.addIssue({ code: 'custom', path, message, params: { code } satisfies IssueCode });
    if (hasMoreThan(fields, MAX_FIELDS)) return issue([], `must have at most ${MAX_FIELDS} members`, 'too_long');
    for (const [name, value] of Object.entries(fields)) {
      if (name.length > MAX_NAME_LENGTH) issue([name], `must have a name of at most ${MAX_NAME_LENGTH} characters`, 'invalid_key');
      const parsed = schemaOf(value)?.safeParse(value);
      if (parsed?.success) continue;
      if (!parsed) issue([name], 'must be a text, a number, true, false or a list of texts', 'invalid_type');
      for (const inner of parsed?.error.issues ?? []) context.addIssue({ ...inner, path: [name, ...inner.path] });
    }
    if (JSON.stringify(fields).length > MAX_LENGTH) issue([], 'must have at most 64 KiB', 'too_long');
  })
  .meta({
    propertyNames: { type: 'string', maxLength: MAX_NAME_LENGTH },
    additionalProperties: withoutDialect(z.toJSONSchema(CustomValue)),
    maxProperties: MAX_FIELDS,
    description: 'Fields of the programme, by its schema',
  });

const schemas: Readonly<Record<string, z.ZodType>> = { string: Text, number: z.number(), boolean: z.boolean() };

const schemaOf = (value: unknown): z.ZodType | undefined => (Array.isArray(value) ? Texts : schemas[typeof value]);

function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}
