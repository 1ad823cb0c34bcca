import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { ForeignId } from '#domain/plain-text.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { Address, CompanyName, Duns, Website } from './company.ts';
import { isFreeMail, registrableDomain } from './web-domain.ts';

/** Larger sets take several calls, because one call must finish well within the request timeout. */
export const MAX_ACCOUNTS = 1_000;

const EmailDomain = z
  .string()
  .max(253)
  .refine((domain) => !domain.includes('/') && registrableDomain(domain) !== null, {
    error: 'must be a domain, such as brightwell.example',
  });

/** An existing customer or prospect, as the company's own system stores it. */
export const AccountInput = z
  .strictObject({
    external_id: ForeignId(200).describe("The account's id in your own system. Repeated calls with the same id update the account"),
    name: CompanyName,
    websites: z.array(Website).max(20).default([]).describe('URLs or bare host names'),
    email_domains: z
      .array(EmailDomain)
      .max(20)
      .default([])
      .describe("Domains of its people's e-mail addresses. Domains of free-mail providers are ignored"),
    duns: Duns.nullish(),
    address: Address.nullish(),
  })
  .meta({
    id: 'CreateAccount',
    example: {
      external_id: '0015g00000BrTwL',
      name: 'Brightwell Analytics GmbH',
      websites: ['https://www.brightwell-analytics.example'],
      email_domains: ['brightwell-analytics.example'],
    },
  });
export type AccountInput = z.infer<typeof AccountInput>;

/** Thousands of companies use free-mail addresses, so such a domain identifies none of them. */
export function withoutFreeMail(input: AccountInput): { account: AccountInput; warnings: FieldError[] } {
  const isIgnored = (domain: string) => isFreeMail(registrableDomain(domain) ?? domain);
  const warnings = input.email_domains.flatMap((domain, index) =>
    isIgnored(domain)
      ? [
          registrationError(
            ['email_domains', index],
            'free_mail_domain',
            `${domain} is ignored: it belongs to a free-mail provider and does not identify a company`,
          ),
        ]
      : [],
  );
  return { account: { ...input, email_domains: input.email_domains.filter((domain) => !isIgnored(domain)) }, warnings };
}
