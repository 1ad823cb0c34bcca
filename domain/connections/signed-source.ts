import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import type { IssueCode } from '#domain/issue-errors.ts';

/** RFC 9110 tokens, in lower case as Node has them. */
const HeaderName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/)
  .transform((name) => name.toLowerCase());
/** RFC 6901, below the body. */
export const BodyPath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(\/([^~/]|~[01])*)+$/);

const fault = (message: string, path: string[]) => ({ error: message, path, params: { code: 'invalid_value' } satisfies IssueCode });
const countOf = (text: string, part: string) => text.split(part).length - 1;

/**
 * How a system that Causeway does not know signs its webhooks: an HMAC in a header. The paths are JSON Pointers that lead to what the body
 * says about the event.
 */
export const SignedSource = z
  .strictObject({
    header: HeaderName.describe('Header with the signature'),
    algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64', 'base64url']).default('hex'),
    prefix: z
      .string()
      .max(50)
      .regex(/^[\x21-\x7e]*$/)
      .default('')
      .describe('What precedes the signature in its header, such as `sha256=`'),
    timestamp: z
      .strictObject({
        header: HeaderName,
        unit: z.enum(['s', 'ms']).default('s'),
        tolerance_s: wholeNumber(1, 3_600).default(300).describe('How far its time may differ from ours, in both directions'),
      })
      .nullable()
      .default(null)
      .describe('Header with the time of sending. It must be signed; otherwise it proves nothing'),
    signed_content: z
      .string()
      .max(100)
      .regex(/^[\x20-\x7e]*$/)
      .optional()
      .describe('What is signed, with `{body}` and `{timestamp}`. Default: `{body}`, or `{timestamp}.{body}` if there is a timestamp'),
    id_path: BodyPath.nullable()
      .default(null)
      .describe('Leads to the id of the event. Without it the hash of the body identifies the event'),
    time_path: BodyPath.nullable()
      .default(null)
      .describe('Leads to the time of the event: ISO 8601, or a number of seconds or milliseconds'),
    type_path: BodyPath.nullable().default(null),
    object_path: BodyPath.nullable().default(null).describe('Leads to the kind of the record that changed'),
    record_path: BodyPath.nullable().default(null).describe('Leads to the id of the record that changed'),
  })
  .transform((source) => ({ ...source, signed_content: source.signed_content ?? (source.timestamp ? '{timestamp}.{body}' : '{body}') }))
  .refine(({ signed_content: text }) => countOf(text, '{body}') === 1, fault('must contain {body} once', ['signed_content']))
  .refine(
    ({ signed_content: text, timestamp }) => countOf(text, '{timestamp}') === (timestamp ? 1 : 0),
    fault('must contain {timestamp} once if there is a timestamp, and not otherwise', ['signed_content']),
  )
  .meta({
    id: 'SignedSource',
    example: {
      header: 'X-Signature',
      algorithm: 'sha256',
      encoding: 'hex',
      prefix: 'sha256=',
      timestamp: { header: 'X-Timestamp', unit: 's', tolerance_s: 300 },
      signed_content: '{timestamp}.{body}',
      id_path: '/id',
      time_path: '/occurred_at',
      type_path: '/type',
      object_path: '/data/kind',
      record_path: '/data/id',
    },
  });
export type SignedSource = z.infer<typeof SignedSource>;
