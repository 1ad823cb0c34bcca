import { domainToASCII, domainToUnicode } from 'node:url';
import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

const local = /^(?!\.)(?!.*\.\.)[\p{L}\p{M}\p{N}_'+.-]*[\p{L}\p{M}\p{N}_+-]$/u;
// domainToASCII cuts off what cannot belong to a domain: a path, a line break.
const domainText = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;
const domain = /^(?:[a-z0-9][a-z0-9-]*\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;

/**
 * An e-mail address, which can be internationalised (RFC 6531): `jörg@müller.example`. Stored as it is given. The contract says `email` and
 * not `idn-email`, because the released contract does.
 */
export const EmailAddress = z
  .string()
  .max(320)
  .refine(isEmailAddress, {
    error: 'must be an e-mail address, such as ada@acme.example',
    params: { code: 'invalid_format' } satisfies IssueCode,
  })
  .meta({ format: 'email' });

function isEmailAddress(text: string): boolean {
  const [mailbox = '', host = '', ...rest] = text.split('@');
  return rest.length === 0 && local.test(mailbox) && domainText.test(host) && domain.test(domainToASCII(host));
}

/** The spellings of one address: its domain in Unicode and as DNS writes it (`xn--…`). In lower case, with composed characters. */
export function spellingsOf(address: string): string[] {
  const at = address.lastIndexOf('@');
  const mailbox = address
    .slice(0, at + 1)
    .normalize('NFC')
    .toLowerCase();
  const ascii = domainToASCII(address.slice(at + 1)) || address.slice(at + 1).toLowerCase();
  return [...new Set([ascii, domainToUnicode(ascii) || ascii].map((name) => mailbox + name))];
}
