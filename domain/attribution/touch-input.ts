import { z } from 'zod';
import { PlainText } from '#domain/plain-text.ts';
import { factFields, SubjectName } from './fact-input.ts';
import { touchSources } from './facts.ts';

/** A partner's contact with somebody who may become a customer. */
export const TouchInput = z
  .strictObject({
    ...factFields,
    subject: SubjectName,
    partner_id: z
      .string()
      .max(40)
      .nullish()
      .describe('The partner that made the touch. A partner key records its own touches only. Null: the company itself'),
    source: z
      .enum(touchSources)
      .optional()
      .describe('If omitted: `utm` if `url` has a `utm_source`, `referral_header` if there is a `referrer`, else `manual`, or `direct`'),
    campaign: PlainText(200).nullish().describe('If omitted: the `utm_campaign` of `url`'),
    url: z.string().max(2_048).optional().describe('The page that was opened. Its UTM parameters are read; the rest is not stored'),
    referrer: z.string().max(2_048).optional().describe('The `Referer` of that request. Its host is read; the rest is not stored'),
    user_agent: z.string().max(1_024).optional().describe('The `User-Agent` of that request, to tell crawlers. It is not stored'),
  })
  .meta({
    id: 'CreateTouch',
    example: {
      external_id: 'visit-4711',
      subject: 'cookie-8f14e45f',
      partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d',
      url: 'https://www.example.com/pricing?utm_source=acme&utm_campaign=spring',
      occurred_at: '2026-03-01T09:30:00Z',
    },
  });
export type TouchInput = z.infer<typeof TouchInput>;
