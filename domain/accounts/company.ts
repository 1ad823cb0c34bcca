import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledText, PlainText } from '#domain/plain-text.ts';
import { namesCompany } from './company-name.ts';
import { isWebsite } from './web-domain.ts';

/** The name of an account or of a deal's customer. Nobody is called `GmbH`. */
export const CompanyName = FilledText(300).refine((name) => name === '' || namesCompany(name), {
  error: 'must be the name of a company, not only its legal form or punctuation',
  params: { code: 'required' } satisfies IssueCode,
});

const invalidWebsite = {
  error: 'must be a website, such as https://brightwell.example',
  params: { code: 'invalid_format' } satisfies IssueCode,
};
const WebText = z.string().max(2048, { abort: true });
export const Website = WebText.refine(isWebsite, invalidWebsite);
/** Forms send an empty string for a field that nobody filled in. */
export const OptionalWebsite = WebText.refine((text) => text === '' || isWebsite(text), invalidWebsite);

/** The address of an account or of a deal's customer. */
export const Address = z.strictObject({
  street: FilledText(300),
  postal_code: PlainText(20),
  city: FilledText(200),
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'must be an ISO 3166 code of two capital letters, such as DE' }),
});

export const Duns = z.string().regex(/^\d{2}-?\d{3}-?\d{4}$/, { error: 'must be a D-U-N-S number of nine digits' });
