import { z } from 'zod';
import { Day, Timestamp } from '#domain/instant.ts';

const name = z.string().min(1).max(300);

/**
 * The sandbox CRM's own schema. It does not reuse our client's types, so that it detects when the two differ. Strict, because vendors
 * reject unknown fields too.
 */
export const Opportunity = z
  .strictObject({
    name,
    account: z.strictObject({ name, website: z.string().max(2_048).nullable() }),
    partner: z.strictObject({ id: z.string().regex(/^ptn_\w+$/), name }),
    stage: z.enum(['prospect', 'qualified', 'technical_validation', 'business_validation', 'committed', 'won', 'lost']),
    status: z.enum(['open', 'won', 'lost']),
    lost_reason: z.string().min(1).max(5_000).nullable(),
    amount: z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .nullable(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable(),
    close_date: Day.nullable(),
    protected_until: Timestamp.nullable(),
  })
  .refine(({ amount, currency }) => (amount === null) === (currency === null), {
    path: ['currency'],
    error: 'must be set exactly when amount is set',
  })
  .refine(({ status, lost_reason }) => (status === 'lost') === (lost_reason !== null), {
    path: ['lost_reason'],
    error: 'must be set exactly when status is lost',
  });
export type Opportunity = z.infer<typeof Opportunity>;

export interface Problem {
  field: string;
  message: string;
}

/** Validates a JSON body. Returns its value or all problems. */
export function readAs<T>(schema: z.ZodType<T>, body: string): { value: T } | { problems: Problem[] } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problems: [{ field: '', message: 'the body is not JSON' }] };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })) };
}
