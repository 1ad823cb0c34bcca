import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { PlainText } from '#domain/plain-text.ts';
import { Address, Duns } from './company.ts';
import { isFreeMail, registrableDomain } from './web-domain.ts';

/** More are sent in several calls: one is to end well within a request's time. */
export const MAX_ACCOUNTS = 1_000;

const EmailDomain = z
  .string()
  .max(253)
  .refine((domain) => !domain.includes('/') && registrableDomain(domain) !== null, {
    error: 'must be a domain, such as brightwell.example',
  });

/** A company that is a customer or prospect already, as the company's own system knows it. */
export const AccountInput = z
  .strictObject({
    external_id: z.string().min(1).max(200).describe("Your own system's id of it: what repeated calls know it by"),
    name: PlainText(300).min(1),
    websites: z.array(z.string().max(2048)).max(20).default([]).describe('Bare host names will do'),
    email_domains: z
      .array(EmailDomain)
      .max(20)
      .default([])
      .describe("What its people's addresses end in; those of free-mail providers are left out"),
    duns: Duns.nullish(),
    address: Address.nullish(),
  })
  .meta({
    id: 'NewAccount',
    example: {
      external_id: '0015g00000BrTwL',
      name: 'Brightwell Analytics GmbH',
      websites: ['https://www.brightwell-analytics.example'],
      email_domains: ['brightwell-analytics.example'],
    },
  });
export type AccountInput = z.infer<typeof AccountInput>;

/** Thousands of companies have people at a free-mail provider: such a domain would name none of them. */
export function withoutFreeMail(input: AccountInput): { account: AccountInput; warnings: FieldError[] } {
  const isIgnored = (domain: string) => isFreeMail(registrableDomain(domain) ?? domain);
  const warnings = input.email_domains.flatMap((domain, index) =>
    isIgnored(domain)
      ? [
          {
            field: `email_domains.${index}`,
            code: 'FREE_MAIL_DOMAIN',
            message: `${domain} is left out: it is a free-mail provider and says nothing of a company`,
          },
        ]
      : [],
  );
  return { account: { ...input, email_domains: input.email_domains.filter((domain) => !isIgnored(domain)) }, warnings };
}
