import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { PlainText } from '#domain/plain-text.ts';

/** What the visitor of a link is called, in the query of the target. The page there says who it is: `POST /subjects/identify`. */
export const clickParameter = 'cw_click';

/** The address, in one spelling; undefined for what no link may lead to. */
export function readTarget(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return url;
}

/** Whether a host, or a domain that it belongs to, is one of these. */
export const isHostOf = (hosts: readonly string[], hostname: string): boolean =>
  hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));

export const LinkInput = z
  .strictObject({
    target: z
      .string()
      .max(2_048)
      .refine((text) => readTarget(text) !== undefined, {
        error: 'must be an http or https address without a user name',
        params: { code: 'malformed_url' } satisfies IssueCode,
      })
      .describe('Where it leads. Its host must be one of `attribution.link_hosts` of the configuration'),
    code: z
      .string()
      .regex(/^[A-Za-z0-9_-]{3,64}$/, { error: 'must be 3 to 64 letters, digits, "-" or "_"' })
      .optional()
      .describe('The end of its address, `/r/<code>`. If omitted, one is made'),
    campaign: PlainText(200).nullish(),
    partner_id: z.string().max(40).optional().describe('Required with a platform key. A partner key creates links of its own'),
  })
  .meta({ id: 'CreateLink', example: { target: 'https://www.example.com/pricing', code: 'acme-spring', campaign: 'spring' } });
export type LinkInput = z.infer<typeof LinkInput>;
