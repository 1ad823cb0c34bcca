import { z } from 'zod';
import { Instant } from '#domain/instant.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { Money } from '#domain/money.ts';
import { factFields, SubjectName } from './fact-input.ts';
import { conversionKinds } from './facts.ts';

/** Somebody became a lead, an opportunity or a customer. */
export const ConversionInput = z
  .strictObject({
    ...factFields,
    subject: SubjectName.nullish().describe('Without a subject it has no touches, so that it is nobody’s. It still counts'),
    kind: z.enum(conversionKinds),
    value: Money.nullish().describe('What it may be worth. Reports of money use revenue instead'),
    deal_id: z.string().max(64).nullish(),
    registered_by: z.string().max(40).nullish().describe('Of an opportunity: the partner whose registration was approved before'),
    registered_at: Instant.nullish().describe('When that partner registered it'),
  })
  .refine(({ kind, registered_by: by }) => !by || kind === 'opportunity', {
    path: ['registered_by'],
    error: 'applies only to opportunities',
    params: { code: 'not_applicable' } satisfies IssueCode,
  })
  .meta({
    id: 'CreateConversion',
    example: { external_id: 'signup-4711', subject: 'user-77', kind: 'lead', occurred_at: '2026-03-02T10:00:00Z' },
  });
export type ConversionInput = z.infer<typeof ConversionInput>;
