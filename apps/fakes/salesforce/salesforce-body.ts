import type { z } from 'zod';
import type { VendorRequest } from '#apps/fakes/vendor-server.ts';
import { refuse } from './salesforce-errors.ts';
import type { SaveOptions } from './salesforce-write.ts';

/** Reads a JSON body. Salesforce refuses another content type, and attributes that it does not know. */
export function readJson<T>(schema: z.ZodType<T>, { headers, body }: VendorRequest): T {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
    throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${headers['content-type'] ?? ''} not supported`);
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw refuse(400, 'JSON_PARSER_ERROR', 'Unexpected character at [line:1, column:1]');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw refuse(400, 'JSON_PARSER_ERROR', `Unrecognized or invalid at [line:1, column:1]: ${told}`);
}

export const saveOptions = ({ headers }: VendorRequest): SaveOptions => ({
  allowDuplicates: /allowSave\s*=\s*true/i.test(String(headers['sforce-duplicate-rule-header'] ?? '')),
});
