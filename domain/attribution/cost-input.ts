import { z } from 'zod';
import { Money } from '#domain/money.ts';
import { factFields } from './fact-input.ts';
import { costKinds } from './facts.ts';

/** What a partner, or the programme as a whole, costs. */
export const CostInput = z
  .strictObject({
    ...factFields,
    partner_id: z.string().max(40).nullish().describe('Null: of the programme as a whole'),
    kind: z.enum(costKinds),
    amount: Money.describe('Never negative: set `taken_back` for what is taken back, such as a clawed-back commission'),
    taken_back: z.boolean().default(false),
  })
  .meta({
    id: 'CreateCost',
    example: {
      external_id: 'commission-2026-03',
      partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d',
      kind: 'commission',
      amount: { amount: '119.00', currency: 'EUR' },
      taken_back: false,
      occurred_at: '2026-03-31T00:00:00Z',
    },
  });
export type CostInput = z.infer<typeof CostInput>;
