import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { Money, toMinor } from '#domain/money.ts';
import { ForeignId } from '#domain/plain-text.ts';
import { factFields, SubjectName } from './fact-input.ts';
import { revenueKinds } from './facts.ts';

/** Money that came from a subject, or went back to it. */
export const RevenueInput = z
  .strictObject({
    ...factFields,
    subject: SubjectName.nullish(),
    kind: z.enum(revenueKinds),
    amount: Money.describe('Never negative: a refund is a kind of its own. Of a subscription: the amount of a month from then on'),
    tax: Money.nullish().describe('The tax that is included in `amount`, in the same currency'),
    product: ForeignId(200).nullish(),
    customer_plan: ForeignId(200)
      .nullish()
      .describe("The customer's plan of the product, such as pro. Rules of commissions can ask for it"),
    conversion_id: z.string().max(64).nullish().describe('The conversion whose touches share it. If omitted: that of the subject'),
    refund_of: ForeignId(200).nullish().describe('Of a refund: the `external_id` of the sale. The refund may arrive before the sale'),
    subscription: ForeignId(200).nullish().describe('Your own id of the subscription'),
  })
  .check((context) => {
    const { kind, refund_of: sale, subscription, amount, tax } = context.value;
    const fault = (path: string, code: IssueCode['code'], message: string) =>
      context.issues.push({ code: 'custom', path: [path], message, input: context.value[path as 'tax'], params: { code } });
    if (kind === 'refund' && !sale) fault('refund_of', 'required', 'is required: a refund names its sale');
    if (kind !== 'refund' && sale) fault('refund_of', 'not_applicable', 'applies only to refunds');
    if (kind.startsWith('subscription_') && !subscription) fault('subscription', 'required', 'is required');
    // Zod also calls this when an amount has errors of its own.
    if (!tax || !Money.safeParse(tax).success || !Money.safeParse(amount).success) return;
    if (tax.currency !== amount.currency) fault('tax', 'invalid_value', `must be in ${amount.currency}, like the amount`);
    else if (toMinor(tax) > toMinor(amount)) fault('tax', 'too_large', 'must not exceed the amount that includes it');
  })
  .meta({
    id: 'CreateRevenue',
    example: {
      external_id: 'invoice-9',
      subject: 'account-12',
      kind: 'sale',
      amount: { amount: '1190.00', currency: 'EUR' },
      tax: { amount: '190.00', currency: 'EUR' },
      occurred_at: '2026-03-15T08:00:00Z',
    },
  });
export type RevenueInput = z.infer<typeof RevenueInput>;
